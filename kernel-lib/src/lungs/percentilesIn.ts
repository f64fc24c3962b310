import { findPercentiles } from "../measure/findPercentiles";
import { withinMask } from "../measure/withinMask";
import type { Mask } from "../volume/mask";
import type { Volume } from "../volume/volume";

/** The smallest values in a mask that so many percent of them do not exceed; NaN for an empty one. */
export function percentilesIn(volume: Volume, mask: Mask, percents: readonly number[]): number[] {
  return (
    findPercentiles(withinMask(volume, mask), percents, "inverted_cdf") ?? percents.map(() => Number.NaN)
  );
}
