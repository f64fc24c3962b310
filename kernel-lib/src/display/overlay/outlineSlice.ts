import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { contiguous } from "../../volume/contiguous";

/** Of a slice of a mask, [1, rows, columns]: 1 for its pixels that share an edge with one outside, or with the border. */
export function outlineSlice(slice: NdArray<Uint8Array>): NdArray<Uint8Array> {
  const [, rows, columns] = slice.shape;
  const inside = contiguous(slice);
  const outline = new Uint8Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const atEdge = row === 0 || row === rows - 1;
    for (let column = 0; column < columns; column++, at++) {
      if (inside[at] === 0) continue;
      const surrounded =
        !atEdge &&
        column > 0 &&
        column < columns - 1 &&
        inside[at - 1] !== 0 &&
        inside[at + 1] !== 0 &&
        inside[at - columns] !== 0 &&
        inside[at + columns] !== 0;
      outline[at] = Number(!surrounded);
    }
  }
  return ndarray(outline, [1, rows, columns]);
}
