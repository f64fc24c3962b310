import type { OverlayPayload } from "tslab-dicom/contract";
import { decodeBase64 } from "./decodeBase64";
import { inflate } from "./inflate";

/** Bits of a mask over all slices, each row padded to whole bytes, from the least significant bit on. */
export interface OverlayBits {
  readonly rows: number;
  readonly columns: number;
  readonly bits: Uint8Array;
}

/** Decode the bits of an overlay over `slices` slices. @throws PayloadError naming the overlay. */
export async function decodeOverlay(overlay: OverlayPayload, slices: number): Promise<OverlayBits> {
  const { rows, columns, data, name } = overlay;
  const what = `The overlay "${name}"`;
  const bits = await inflate(decodeBase64(data, what), slices * rows * countRowBytes(columns), what);
  return { rows, columns, bits };
}

/**
 * The overlay on one slice at the pixels of a picture of rows x columns: 1 where it covers the pixel's centre.
 */
export function sampleOverlay(
  overlay: OverlayBits,
  slice: number,
  rows: number,
  columns: number,
): Uint8Array {
  const rowBytes = countRowBytes(overlay.columns);
  const pixels = new Uint8Array(rows * columns);
  const sources = Uint32Array.from({ length: columns }, (_, column) =>
    findSource(column, columns, overlay.columns),
  );
  for (let row = 0; row < rows; row++) {
    const start = (slice * overlay.rows + findSource(row, rows, overlay.rows)) * rowBytes;
    for (let column = 0; column < columns; column++) {
      const source = sources[column];
      pixels[row * columns + column] = (overlay.bits[start + (source >> 3)] >> (source & 7)) & 1;
    }
  }
  return pixels;
}

function countRowBytes(columns: number): number {
  return (columns + 7) >> 3;
}

/** Index, among `sources`, of the cell that holds the centre of cell `index` among `cells`. */
function findSource(index: number, cells: number, sources: number): number {
  return Math.floor(((index + 0.5) * sources) / cells);
}
