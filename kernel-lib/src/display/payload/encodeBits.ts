import { deflateSync } from "node:zlib";
import type { BitsPayload, OverlayPayload } from "../../contract";
import { type BitRows, createRunList, findRuns, setBits, wordsPerRow } from "../../volume/bitRows";
import type { Mask } from "../../volume/mask";
import type { ShownMask } from "../overlay/maskOverlay";
import { toBase64 } from "./budget";
import { deflateWithin } from "./deflateWithin";

/** Bits and labels are not made coarser than this many rows and columns. */
export const COARSEST = 64;

/** A mask over the slices as the viewer gets it, as fine as the budget holds. */
export function encodeOverlay({ mask, name, color, alpha }: ShownMask, budget: number): OverlayPayload {
  return { name, color, alpha, ...encodeBits(mask, budget) };
}

/** A mask's bits: of every voxel, or of every second, third, ... along rows and columns where the budget holds no more. */
export function encodeBits(mask: Mask, budget: number): BitsPayload {
  const [slices, sourceRows, sourceColumns] = mask.geometry.shape;
  for (let block = 1; ; block++) {
    const rows = Math.ceil(sourceRows / block);
    const columns = Math.ceil(sourceColumns / block);
    const bytes = packRows(block === 1 ? mask : sampleRows(mask, block), slices * rows, columns);
    const coarsest = rows <= COARSEST && columns <= COARSEST;
    const deflated = coarsest ? deflateSync(bytes) : deflateWithin(bytes, budget);
    if (deflated) return { rows, columns, data: toBase64(deflated) };
  }
}

/** Bits of every block-th voxel, in the middle of its block. */
function sampleRows(mask: Mask, block: number): BitRows {
  const [slices, sourceRows, sourceColumns] = mask.geometry.shape;
  const rows = Math.ceil(sourceRows / block);
  const columns = Math.ceil(sourceColumns / block);
  const words = wordsPerRow(columns);
  const sampled: BitRows = { bits: new Uint32Array(slices * rows * words), wordsPerRow: words };
  const middle = block >> 1;
  const last = Math.min(sourceColumns - 1, (columns - 1) * block + middle);
  /** The first of the sampled columns that lies at a column or beyond; one more than there are where none does. */
  const findFrom = (column: number) =>
    column > last ? columns : Math.min(columns - 1, Math.max(0, Math.ceil((column - middle) / block)));
  const runs = createRunList(mask);
  for (let slice = 0, to = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++, to++) {
      const from = slice * sourceRows + Math.min(sourceRows - 1, row * block + middle);
      const count = findRuns(mask, from, runs);
      for (let i = 0; i < count; i++) {
        setBits(sampled, to, findFrom(runs.starts[i]), findFrom(runs.ends[i]));
      }
    }
  }
  return sampled;
}

/** Bytes of the rows, each of which begins a new one. */
function packRows({ bits, wordsPerRow: words }: BitRows, rows: number, columns: number): Uint8Array {
  const bytesPerRow = (columns + 7) >>> 3;
  // Little endian words are the bytes of a row already, but for the padding at its end.
  const all = new Uint8Array(bits.buffer, bits.byteOffset, rows * words * 4);
  if (bytesPerRow === words * 4) return all;
  const bytes = new Uint8Array(rows * bytesPerRow);
  for (let row = 0; row < rows; row++) {
    bytes.set(all.subarray(row * words * 4, row * words * 4 + bytesPerRow), row * bytesPerRow);
  }
  return bytes;
}
