import { checkGeometry } from "./checkGeometry";
import { createGeometryError, isRepairable } from "./createGeometryError";
import type { PlacedSlice } from "./placedSlice";
import { type CheckedStack, meanStep } from "./stackSlices";

/**
 * The slices sorted along their normal with the mean step from the first to the last, however uneven they are:
 * the volume's affine is then true of the first and the last slice alone. Each slice keeps its own position, and
 * `check.problems` says what is wrong.
 *
 * @param slices - at least one, in any order.
 * @throws GeometryError for what one affine and one unit cannot be true of: mixed matrices, pixel spacings,
 * orientations, units or frames of reference, and two slices at one position.
 */
export function looseStack<S extends PlacedSlice>(slices: readonly S[]): CheckedStack<S> {
  const sorted = checkGeometry(slices);
  const { check } = sorted;
  if (!check.problems.every(isRepairable)) throw createGeometryError(check.problems);
  return { slices: sorted.slices, sliceStep: meanStep(sorted.slices), check };
}
