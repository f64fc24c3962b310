import { deflateSync } from "node:zlib";
import type { BitsPayload, OverlayPayload } from "../../contract";
import type { Mask } from "../../volume/mask";
import { measureBase64, toBase64 } from "./budget";
import type { ShownMask } from "./maskOverlay";

/** Bits and labels are not made coarser than this many rows and columns. */
export const COARSEST = 64;

/** A mask over the slices as the viewer gets it, as fine as the budget holds. */
export function encodeOverlay({ mask, name, color, alpha }: ShownMask, budget: number): OverlayPayload {
  return { name, color, alpha, ...encodeBits(mask, budget) };
}

/** A mask's bits: of every voxel, or of every second, third, ... along rows and columns where the budget holds no more. */
export function encodeBits(mask: Mask, budget: number): BitsPayload {
  for (let block = 1; ; block++) {
    const { rows, columns, bytes } = packMask(mask, block);
    const deflated = deflateSync(bytes);
    if (measureBase64(deflated.length) <= budget || (rows <= COARSEST && columns <= COARSEST)) {
      return { rows, columns, data: toBase64(deflated) };
    }
  }
}

/** Bits of every block-th voxel; a row begins a new byte. */
function packMask(mask: Mask, block: number): { rows: number; columns: number; bytes: Uint8Array } {
  const [slices, sourceRows, sourceColumns] = mask.geometry.shape;
  const rows = Math.ceil(sourceRows / block);
  const columns = Math.ceil(sourceColumns / block);
  const bytesPerRow = (columns + 7) >>> 3;
  const bytes = new Uint8Array(slices * rows * bytesPerRow);
  if (block === 1) {
    // Little endian words are the bytes of a row already, but for the padding at its end.
    const words = new Uint8Array(mask.bits.buffer, mask.bits.byteOffset, mask.bits.byteLength);
    const stride = mask.wordsPerRow * 4;
    for (let row = 0; row < slices * rows; row++) {
      bytes.set(words.subarray(row * stride, row * stride + bytesPerRow), row * bytesPerRow);
    }
    return { rows, columns, bytes };
  }
  const middle = block >> 1;
  for (let slice = 0, at = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++, at += bytesPerRow) {
      const sourceRow = slice * sourceRows + Math.min(sourceRows - 1, row * block + middle);
      const words = mask.bits.subarray(sourceRow * mask.wordsPerRow, (sourceRow + 1) * mask.wordsPerRow);
      for (let column = 0; column < columns; column++) {
        const source = Math.min(sourceColumns - 1, column * block + middle);
        if ((words[source >>> 5] >>> (source & 31)) & 1) bytes[at + (column >>> 3)] |= 1 << (column & 7);
      }
    }
  }
  return { rows, columns, bytes };
}
