import type { NdArray } from "ndarray";
import ndarray from "ndarray";

/** Of a slice of a mask, [1, rows, columns]: 1 for its pixels that share an edge with one outside, or with the border. */
export function outlineSlice(slice: NdArray<Uint8Array>): NdArray<Uint8Array> {
  const [, rows, columns] = slice.shape;
  const isInside = (row: number, column: number) =>
    row >= 0 && row < rows && column >= 0 && column < columns && slice.get(0, row, column) !== 0;
  const isEdge = (row: number, column: number) =>
    isInside(row, column) &&
    !(
      isInside(row - 1, column) &&
      isInside(row + 1, column) &&
      isInside(row, column - 1) &&
      isInside(row, column + 1)
    );
  const bytes = Uint8Array.from({ length: rows * columns }, (_, i) =>
    Number(isEdge(Math.floor(i / columns), i % columns)),
  );
  return ndarray(bytes, [1, rows, columns]);
}
