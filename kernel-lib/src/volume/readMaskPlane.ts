import type { Axis, PlaneRange } from "../contract";
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
  for (let row = 0; row < rows; row++) {
    const out = bytes.subarray(row * bytesPerRow, (row + 1) * bytesPerRow);
    if (axis === 2) packColumns(mask, row, planes, rule, out);
    else
      for (let plane = planes.first; plane <= planes.last; plane++) {
        const maskRow = axis === 0 ? plane * rows + row : row * shape[1] + plane;
        foldRow(mask, maskRow, out, plane === planes.first || rule === "any");
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

/** Of each row of a slice whether its columns `first` to `last` are in: neighbours, and so looked at a word at a time. */
function packColumns(
  { bits, wordsPerRow, geometry }: Mask,
  slice: number,
  { first, last }: PlaneRange,
  rule: MaskPlaneRule,
  out: Uint8Array,
): void {
  const [, rows] = geometry.shape;
  // Under "every" a bit that is missing is looked for, under "any" one that is there.
  const flip = rule === "every" ? -1 : 0;
  for (let row = 0; row < rows; row++) {
    const start = (slice * rows + row) * wordsPerRow;
    let found = 0;
    for (let word = first >>> 5; word <= last >>> 5 && found === 0; word++) {
      const fromFirst = word === first >>> 5 ? -1 << (first & 31) : -1;
      const toLast = word === last >>> 5 ? -1 >>> (31 - (last & 31)) : -1;
      found = (bits[start + word] ^ flip) & fromFirst & toLast;
    }
    if ((found !== 0) === (rule === "any")) out[row >>> 3] |= 1 << (row & 7);
  }
}
