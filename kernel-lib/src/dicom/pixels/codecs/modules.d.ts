// The packages have no types of their own.

declare module "@cornerstonejs/codec-charls/decodewasmjs" {
  const create: import("./emscriptenCodec").EmscriptenFactory<"JpegLSDecoder">;
  export default create;
}

declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  const create: import("./emscriptenCodec").EmscriptenFactory<"J2KDecoder">;
  export default create;
}

declare module "@cornerstonejs/codec-openjph" {
  const create: import("./emscriptenCodec").EmscriptenFactory<"HTJ2KDecoder">;
  export default create;
}
