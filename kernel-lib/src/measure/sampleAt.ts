import type { NdArray } from "ndarray";
import { hasBit } from "../volume/bitRows";
import type { Volume } from "../volume/volume";
import type { VoxelArray } from "../volume/voxelArray";

/** Voxels that a place may miss a centre by and still be there: rounding of a place in millimetres. */
export const SLACK = 1e-6;

/**
 * The value at a place between voxel centres, linear along each axis; NaN outside the outermost centres, and where a
 * voxel that has a part in it is padding or not a number.
 */
export function sampleAt(volume: Volume, slice: number, row: number, column: number): number {
  const { voxels, padding, shape } = volume;
  const place = [slice, row, column].map((at, axis) => withinEdges(at, shape[axis] - 1));
  if (place.some(Number.isNaN)) return Number.NaN;
  const first = place.map(Math.floor);
  let sum = 0;
  for (let corner = 0; corner < 8; corner++) {
    const steps = [corner >> 2, (corner >> 1) & 1, corner & 1];
    const weight = steps.reduce((product, step, axis) => {
      const share = place[axis] - first[axis];
      return product * (step === 1 ? share : 1 - share);
    }, 1);
    if (weight === 0) continue; // also voxels that are not there
    const [s, r, c] = steps.map((step, axis) => first[axis] + step);
    if (hasBit(padding, s * shape[1] + r, c)) return Number.NaN;
    sum += weight * valueAt(voxels, s, r, c);
  }
  return sum;
}

function withinEdges(at: number, last: number): number {
  if (!(at >= -SLACK && at <= last + SLACK)) return Number.NaN;
  return Math.min(Math.max(at, 0), last);
}

function valueAt({ data, offset, stride }: NdArray<VoxelArray>, s: number, r: number, c: number): number {
  return data[offset + s * stride[0] + r * stride[1] + c * stride[2]];
}
