import { difference, type Triple } from "../../volume/vectors";
import type { PlacedSlice } from "./placedSlice";

/**
 * Vector between neighbours, LPS mm, when `count` slices lie evenly from the first of these to the last; null for one.
 */
export function meanStep(
  slices: readonly Pick<PlacedSlice, "position">[],
  count: number = slices.length,
): Triple | null {
  if (slices.length === 1) return null;
  const span = difference(slices[slices.length - 1].position, slices[0].position);
  return [span[0] / (count - 1), span[1] / (count - 1), span[2] / (count - 1)];
}
