// The packages have no types of their own.

declare module "@cornerstonejs/codec-charls/decodewasmjs" {
  const create: import("./createEmscriptenCodec").EmscriptenFactory<"JpegLSDecoder">;
  export default create;
}

declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  const create: import("./createEmscriptenCodec").EmscriptenFactory<"J2KDecoder">;
  export default create;
}

declare module "@cornerstonejs/codec-openjph" {
  const create: import("./createEmscriptenCodec").EmscriptenFactory<"HTJ2KDecoder">;
  export default create;
}
