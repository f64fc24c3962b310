import { createEmscriptenCodec, silently } from "./createEmscriptenCodec";
import type { FrameCodec } from "./frameCodec";

/** OpenJPEG, for JPEG 2000. */
export async function loadOpenJpeg(): Promise<FrameCodec> {
  const { default: create } = await import("@cornerstonejs/codec-openjpeg/decodewasmjs");
  const { J2KDecoder } = await create(silently());
  return createEmscriptenCodec(J2KDecoder);
}
