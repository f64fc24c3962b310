import { checkStack } from "./checkStack";
import { geometryError } from "./geometryError";
import type { PlacedSlice } from "./placedSlice";
import { type CheckedStack, meanStep } from "./stackSlices";

/**
 * The slices sorted along their normal with the mean step from the first to the last, however uneven they are:
 * the volume's affine is then true of the first and the last slice alone. Each slice keeps its own position, and
 * `check.problems` says what is wrong.
 *
 * @param slices - at least one, in any order.
 * @throws GeometryError for slices of different matrices, or two at one position: they are no stack at all.
 */
export function looseStack<S extends PlacedSlice>(slices: readonly S[]): CheckedStack<S> {
  const sorted = checkStack(slices);
  const { check } = sorted;
  if (check.problems.some(({ kind }) => kind === "mixed-matrix" || kind === "doubled-position")) {
    throw geometryError(check.problems);
  }
  return { slices: sorted.slices, sliceStep: meanStep(sorted.slices), check };
}
