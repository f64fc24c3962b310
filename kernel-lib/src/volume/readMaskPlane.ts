import type { Axis, PlaneRange } from "../contract";
import { hasBit } from "./bitRows";
import type { Mask } from "./mask";
import { findPlaneSize, requirePlanes } from "./planeGrid";

/** Which of the voxels behind a pixel must be inside for the pixel to be. */
export type MaskPlaneRule = "any" | "every";

/**
 * The plane, or slab of planes, of a mask: a bit a pixel, each row padded to whole bytes from the least significant bit
 * on.
 *
 * @throws InvalidArgumentError for planes outside the mask.
 */
export function readMaskPlane(mask: Mask, axis: Axis, planes: PlaneRange, rule: MaskPlaneRule): Uint8Array {
  const { shape } = mask.geometry;
  requirePlanes(shape, axis, planes);
  const { rows, columns } = findPlaneSize(shape, axis);
  const bytesPerRow = (columns + 7) >>> 3;
  const bytes = new Uint8Array(rows * bytesPerRow);
  for (let plane = planes.first; plane <= planes.last; plane++) {
    const isFirst = plane === planes.first;
    for (let row = 0; row < rows; row++) {
      const out = bytes.subarray(row * bytesPerRow, (row + 1) * bytesPerRow);
      if (axis === 2) foldColumn(mask, row, plane, out, isFirst || rule === "any");
      else
        foldRow(
          mask,
          axis === 0 ? plane * rows + row : row * shape[1] + plane,
          out,
          isFirst || rule === "any",
        );
    }
  }
  return bytes;
}

/** A row of the mask onto the row of bits: adds its bits, or keeps those that it has too. Unused bits are 0. */
function foldRow({ bits, wordsPerRow }: Mask, row: number, out: Uint8Array, add: boolean): void {
  const start = row * wordsPerRow;
  for (let byte = 0; byte < out.length; byte++) {
    const source = bits[start + (byte >>> 2)] >>> ((byte & 3) << 3);
    if (add) out[byte] |= source;
    else out[byte] &= source;
  }
}

/** The same for a column of a slice. */
function foldColumn(mask: Mask, slice: number, column: number, out: Uint8Array, add: boolean): void {
  const rows = mask.geometry.shape[1];
  for (let row = 0; row < rows; row++) {
    const isIn = hasBit(mask, slice * rows + row, column);
    if (add && isIn) out[row >>> 3] |= 1 << (row & 7);
    if (!add && !isIn) out[row >>> 3] &= ~(1 << (row & 7));
  }
}
