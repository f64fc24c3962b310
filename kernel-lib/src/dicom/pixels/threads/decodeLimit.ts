import type { Limits } from "../../../limits";
import type { FrameFormat } from "../../image/frameFormat";

/** A damaged image of many samples must not be waited for as long as a whole one might take. */
const MOST_SECONDS = 60;

/**
 * Seconds that a codec may take for a frame: `limits.decodeSeconds` for each million samples, at least one second and
 * at most a minute, or `limits.decodeSeconds` where that is more.
 */
export function decodeLimit(format: FrameFormat, limits: Limits): number {
  const samples = format.rows * format.columns * format.samplesPerPixel;
  const most = Math.max(MOST_SECONDS, limits.decodeSeconds);
  return Math.min(most, Math.max(1, (limits.decodeSeconds * samples) / 1e6));
}
