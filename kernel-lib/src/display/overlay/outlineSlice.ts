import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { contiguous } from "../../volume/contiguous";

/** Rows or columns for each pixel of a line's width: figures are some 500 pixels wide, where two can be seen. */
const LINES_A_PIXEL = 256;

/**
 * Of a slice of a mask, [1, rows, columns]: 1 for its pixels next to one outside, or to the border, in their row or
 * column; of a slice with more than 384 rows or columns those near one, a pixel for every 256.
 */
export function outlineSlice(slice: NdArray<Uint8Array>): NdArray<Uint8Array> {
  const [, rows, columns] = slice.shape;
  const inside = contiguous(slice);
  const outline = new Uint8Array(rows * columns);
  const [down, across] = [rows, columns].map((count) => Math.max(1, Math.round(count / LINES_A_PIXEL)));
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      if (inside[at] === 0) continue;
      const surrounded =
        isSurrounded(inside, at, columns, down, row, rows) &&
        isSurrounded(inside, at, 1, across, column, columns);
      outline[at] = Number(!surrounded);
    }
  }
  return ndarray(outline, [1, rows, columns]);
}

/** Whether the pixels up to so many steps before and after one are inside too, and there. */
function isSurrounded(
  inside: Uint8Array,
  at: number,
  step: number,
  reach: number,
  place: number,
  count: number,
): boolean {
  if (place < reach || place >= count - reach) return false;
  for (let steps = 1; steps <= reach; steps++) {
    if (inside[at - steps * step] === 0 || inside[at + steps * step] === 0) return false;
  }
  return true;
}
