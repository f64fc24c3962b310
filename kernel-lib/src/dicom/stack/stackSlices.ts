import { addScaled, type Triple } from "../../volume/vectors";
import { checkGeometry, type GeometryCheck } from "./checkGeometry";
import { createGeometryError } from "./createGeometryError";
import type { PlacedSlice } from "./placedSlice";

/**
 * What becomes of slices that are not one regular stack: "strict" is an error, "repair" resamples them to a regular
 * grid, "loose" keeps them as they are and warns.
 */
export type GeometryPolicy = "strict" | "repair" | "loose";

/** Slices in volume order, and how far apart they are. */
export interface SliceStack<S> {
  readonly slices: readonly S[];
  /** Vector from one slice to the next, LPS mm; null for one slice alone. */
  readonly sliceStep: Triple | null;
}

/** A stack, and what was measured of it. */
export interface CheckedStack<S> extends SliceStack<S> {
  readonly check: GeometryCheck;
}

/**
 * The slices as one regular stack, sorted by their position along the normal.
 *
 * @param slices - at least one, in any order.
 * @throws GeometryError listing everything that keeps them from being one regular stack.
 */
export function stackSlices<S extends PlacedSlice>(slices: readonly S[]): CheckedStack<S> {
  const sorted = checkGeometry(slices);
  if (sorted.check.problems.length > 0) throw createGeometryError(sorted.check.problems);
  return { slices: sorted.slices, sliceStep: meanStep(sorted.slices), check: sorted.check };
}

/**
 * Vector between neighbours when `count` slices lie evenly from the first of these to the last; null for one slice.
 */
export function meanStep(slices: readonly PlacedSlice[], count: number = slices.length): Triple | null {
  if (slices.length === 1) return null;
  const span = addScaled(slices[slices.length - 1].position, slices[0].position, -1);
  return [span[0] / (count - 1), span[1] / (count - 1), span[2] / (count - 1)];
}
