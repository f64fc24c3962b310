import { deflateSync } from "node:zlib";
import type { ExactSlice } from "../../contract";
import { contiguous } from "../../volume/contiguous";
import type { Volume } from "../../volume/volume";

/** Slices deflated to estimate what all of them would take. */
const SAMPLES = 4;

/** zlib's level: of a chest CT's slice 261 kB in 10 ms, where the usual 6 takes 16 ms for 258 kB, and 1 gives 265 kB. */
const LEVEL = 3;

/** A slice's values, as they are. */
export function encodeSlice(volume: Volume, slice: number): ExactSlice {
  const [, rows, columns] = volume.geometry.shape;
  const values = contiguous(volume.voxels.lo(slice, 0, 0).hi(1, rows, columns));
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const dtype = values instanceof Int16Array ? "int16" : "float32";
  return { slice, dtype, data: deflateSync(bytes, { level: LEVEL }).toString("base64") };
}

/**
 * Every slice exactly; null when that is more than the budget.
 *
 * @param onProgress - hears of each slice that is encoded, of so many. @default nobody
 */
export function encodeAll(
  volume: Volume,
  budget: number,
  onProgress?: ((done: number, total: number) => void) | undefined,
): ExactSlice[] | null {
  const [slices] = volume.geometry.shape;
  const step = Math.max(1, Math.floor(slices / SAMPLES));
  const samples = Math.ceil(slices / step);
  for (let slice = 0, bytes = 0; slice < slices; slice += step) {
    bytes += encodeSlice(volume, slice).data.length;
    // Of the first slices already: the others take no less than nothing.
    if ((bytes / samples) * slices > budget) return null;
  }
  const exact = Array.from({ length: slices }, (_, slice) => {
    onProgress?.(slice, slices);
    return encodeSlice(volume, slice);
  });
  return exact.reduce((sum, { data }) => sum + data.length, 0) <= budget ? exact : null;
}

/** Slices above and below one in turn, as many as the budget holds, in ascending order without the one itself. */
export function encodeAround(volume: Volume, slice: number, budget: number): ExactSlice[] {
  const [slices] = volume.geometry.shape;
  const around: ExactSlice[] = [];
  let left = budget;
  for (let distance = 1; distance < slices; distance++) {
    for (const place of [slice + distance, slice - distance]) {
      if (place < 0 || place >= slices) continue;
      const encoded = encodeSlice(volume, place);
      left -= encoded.data.length + FIELDS;
      if (left < 0) return around.sort((a, b) => a.slice - b.slice);
      around.push(encoded);
    }
  }
  return around.sort((a, b) => a.slice - b.slice);
}

/** Bytes of a slice's number and type as JSON. */
const FIELDS = 64;
