import type { Triple } from "../../volume/vectors";

/** Decimal steps that positions are written in, mm; what is finer needs no allowance. */
const STEPS = [1, 0.1, 0.01, 0.001];
/** Rounding of the arithmetic, as a share of the step. */
const SHARE = 1e-6;

/**
 * How far apart along the normal two places may lie that the tags write alike, mm: the decimal step in which all
 * slices write a coordinate, such as 0.1, of each coordinate that varies. 0 where they are written finer than 0.001 mm.
 *
 * @param positions - as the tags have them.
 */
export function findWrittenStep(positions: readonly Triple[], normal: Triple): number {
  const along = (axis: 0 | 1 | 2) =>
    Math.abs(normal[axis]) * decimalStep(positions.map((position) => position[axis]));
  return along(0) + along(1) + along(2);
}

/** The coarsest step that all of the numbers are multiples of; 0 for none, and for numbers that are all the same. */
function decimalStep(numbers: readonly number[]): number {
  if (numbers.every((number) => number === numbers[0])) return 0;
  const isWritten = (step: number) =>
    numbers.every((number) => Math.abs(number / step - Math.round(number / step)) <= SHARE);
  return STEPS.find(isWritten) ?? 0;
}
