import type { Volume } from "../volume/volume";

/** The value of a voxel. */
export type ReadVoxel = (slice: number, row: number, column: number) => number;

/** Pixels that are smaller than this, in mm, are averaged where a scan is noisy: larger ones blur what is thin. */
const FINE_PIXEL = 1.5;

/** Reads voxels as they are, or, of a noisy scan with fine pixels, the mean of the nine around one in its slice. */
export function readVoxels(volume: Volume, isNoisy: boolean): ReadVoxel {
  const { data, stride, offset, shape } = volume.voxels;
  const read: ReadVoxel = (slice, row, column) =>
    data[offset + slice * stride[0] + row * stride[1] + column * stride[2]];
  const [, rowMm, columnMm] = volume.geometry.spacing;
  if (!isNoisy || Math.max(rowMm, columnMm) >= FINE_PIXEL) return read;
  return (slice, row, column) => {
    let sum = 0;
    let count = 0;
    for (let r = Math.max(0, row - 1); r <= Math.min(shape[1] - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(shape[2] - 1, column + 1); c++) {
        sum += read(slice, r, c);
        count++;
      }
    }
    return sum / count;
  };
}
