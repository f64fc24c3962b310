import { forEachRun } from "./bitRows";
import { countVoxels, type Mask, type MaskLike, toMask } from "./mask";
import { slicesOf } from "./slicesOf";
import type { VoxelBox } from "./voxelBox";

/** Number of voxels inside, slice by slice. */
export function countPerSlice(mask: MaskLike): number[] {
  const source = toMask(mask);
  return Array.from({ length: source.geometry.shape[0] }, (_, slice) =>
    countVoxels(slicesOf(source, slice, slice + 1)),
  );
}

/** The slice with most voxels inside, the first of equals; null for an empty mask. */
export function largestSlice(mask: MaskLike): number | null {
  const counts = countPerSlice(mask);
  const most = counts.reduce((max, count) => Math.max(max, count), 0);
  return most === 0 ? null : counts.indexOf(most);
}

/** Mean voxel index of what is inside, [slice, row, column], with fractions; null for an empty mask. */
export function maskCentre(mask: Mask): readonly [slice: number, row: number, column: number] | null {
  const [slices, rows] = mask.geometry.shape;
  const sums = [0, 0, 0];
  let count = 0;
  forEachRun(mask, slices * rows, (row, from, to) => {
    const length = to - from;
    sums[0] += Math.floor(row / rows) * length;
    sums[1] += (row % rows) * length;
    sums[2] += ((from + to - 1) * length) / 2;
    count += length;
  });
  return count === 0 ? null : [sums[0] / count, sums[1] / count, sums[2] / count];
}

/** The smallest box that holds what is inside; null for an empty mask. */
export function maskBox(mask: Mask): VoxelBox | null {
  const [slices, rows] = mask.geometry.shape;
  const first = [slices, rows, mask.geometry.shape[2]];
  const last = [-1, -1, -1];
  forEachRun(mask, slices * rows, (row, from, to) => {
    for (const [axis, at] of [Math.floor(row / rows), row % rows, from].entries()) {
      if (at < first[axis]) first[axis] = at;
    }
    for (const [axis, at] of [Math.floor(row / rows), row % rows, to - 1].entries()) {
      if (at > last[axis]) last[axis] = at;
    }
  });
  const span = (axis: number) => [first[axis], last[axis] + 1] as const;
  return last[0] < 0 ? null : [span(0), span(1), span(2)];
}
