import { createEmscriptenCodec, silently } from "./createEmscriptenCodec";
import type { FrameCodec } from "./frameCodec";

/** CharLS, for JPEG-LS. */
export async function loadCharls(): Promise<FrameCodec> {
  const { default: create } = await import("@cornerstonejs/codec-charls/decodewasmjs");
  const { JpegLSDecoder } = await create(silently());
  return createEmscriptenCodec(JpegLSDecoder);
}
