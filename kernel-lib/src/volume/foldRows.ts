import { type Axis, PLANE_AXES, type PlaneRange, type SlabMode } from "../contract";
import { createRunList, findRuns } from "./bitRows";
import { findPlaneSize } from "./planeGrid";
import { SLAB_FOLDS } from "./slabFolds";
import type { Volume } from "./volume";
import type { VoxelArray } from "./voxelArray";

/**
 * A slab of planes along the slices or rows into `values`, by the rules of `readPlane`: row by row of the picture, so
 * that what is summed stays in the processor's cache.
 *
 * @param padding - bits of the pixels that have nothing but padding behind them.
 */
export function foldRows(
  { voxels, geometry, padding: mask }: Volume,
  axis: Exclude<Axis, 2>,
  { first, last }: PlaneRange,
  mode: SlabMode,
  padding: Uint8Array,
  values: VoxelArray,
): void {
  const { rows, columns } = findPlaneSize(geometry.shape, axis);
  const { data, offset } = voxels;
  const [planeStride, rowStride, columnStride] = [axis, ...PLANE_AXES[axis]].map((one) => voxels.stride[one]);
  const { start, fold, end } = SLAB_FOLDS[mode];
  const sums = new Float64Array(columns);
  const counts = new Uint32Array(columns);
  const runs = createRunList(mask);
  const bytesPerRow = (columns + 7) >>> 3;
  for (let row = 0; row < rows; row++) {
    const from = offset + row * rowStride;
    sums.fill(start);
    counts.fill(0);
    for (let plane = first; plane <= last; plane++) {
      const at = from + plane * planeStride;
      const maskRow = axis === 0 ? plane * rows + row : row * geometry.shape[1] + plane;
      const count = findRuns(mask, maskRow, runs);
      let next = 0;
      for (let i = 0; i < count; i++) {
        fold(data, at, columnStride, sums, counts, next, runs.starts[i]);
        next = runs.ends[i];
      }
      fold(data, at, columnStride, sums, counts, next, columns);
    }
    for (let column = 0, to = row * columns; column < columns; column++, to++) {
      const isPadded = (padding[row * bytesPerRow + (column >>> 3)] >>> (column & 7)) & 1;
      if (isPadded) values[to] = data[from + first * planeStride + column * columnStride];
      else values[to] = counts[column] > 0 ? end(sums[column], counts[column]) : Number.NaN;
    }
  }
}
