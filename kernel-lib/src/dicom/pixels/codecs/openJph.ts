import { createEmscriptenCodec, silently } from "./createEmscriptenCodec";
import type { FrameCodec } from "./frameCodec";

/** OpenJPH, for High-Throughput JPEG 2000. */
export async function loadOpenJph(): Promise<FrameCodec> {
  const { default: create } = await import("@cornerstonejs/codec-openjph");
  const { HTJ2KDecoder } = await create(silently());
  return createEmscriptenCodec(HTJ2KDecoder);
}
