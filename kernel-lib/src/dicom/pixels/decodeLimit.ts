import type { Limits } from "../limits";
import type { FrameFormat } from "./frameFormat";

/** Seconds that a codec may take for a frame: `limits.decodeSeconds` for each million samples, at least one. */
export function decodeLimit(format: FrameFormat, limits: Limits): number {
  const samples = format.rows * format.columns * format.samplesPerPixel;
  return Math.max(1, (limits.decodeSeconds * samples) / 1e6);
}
