import type { FrameCodec } from "./codecs";
import { createEmscriptenCodec, silently } from "./createEmscriptenCodec";

/** CharLS, for JPEG-LS. */
export async function loadCharls(): Promise<FrameCodec> {
  const { default: create } = await import("@cornerstonejs/codec-charls/decodewasmjs");
  const { JpegLSDecoder } = await create(silently());
  return createEmscriptenCodec(JpegLSDecoder);
}
