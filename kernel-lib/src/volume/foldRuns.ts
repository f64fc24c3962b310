import type { PlaneRange, SlabMode } from "../contract";
import { hasBit } from "./bitRows";
import { findPlaneSize } from "./planeGrid";
import { readMaskPlane } from "./readMaskPlane";
import { SLAB_FOLDS } from "./slabFolds";
import type { Volume } from "./volume";
import type { VoxelArray } from "./voxelArray";

/**
 * A slab of planes along the columns into `values`, by the rules of `readPlane`: pixel by pixel, since the voxels behind
 * one are neighbours in memory, which is gone through once so.
 *
 * @param padding - bits of the pixels that have nothing but padding behind them.
 */
export function foldRuns(
  { voxels, geometry, padding: mask }: Volume,
  planes: PlaneRange,
  mode: SlabMode,
  padding: Uint8Array,
  values: VoxelArray,
): void {
  const { rows, columns } = findPlaneSize(geometry.shape, 2);
  const { data, stride, offset } = voxels;
  const { start, foldRun, end } = SLAB_FOLDS[mode];
  const length = planes.last - planes.first + 1;
  const somePadded = readMaskPlane(mask, 2, planes, "any");
  const bytesPerRow = (columns + 7) >>> 3;
  const into = { sum: 0, count: 0 };
  for (let row = 0, to = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, to++) {
      const from = offset + row * stride[0] + column * stride[1] + planes.first * stride[2];
      const byte = row * bytesPerRow + (column >>> 3);
      if ((padding[byte] >>> (column & 7)) & 1) {
        values[to] = data[from];
        continue;
      }
      into.sum = start;
      into.count = 0;
      if ((somePadded[byte] >>> (column & 7)) & 1) {
        const maskRow = row * columns + column;
        for (let i = 0; i < length; ) {
          const isPadded = hasBit(mask, maskRow, planes.first + i);
          let next = i + 1;
          while (next < length && hasBit(mask, maskRow, planes.first + next) === isPadded) next++;
          if (!isPadded) foldRun(data, from + i * stride[2], stride[2], next - i, into);
          i = next;
        }
      } else foldRun(data, from, stride[2], length, into);
      values[to] = into.count > 0 ? end(into.sum, into.count) : Number.NaN;
    }
  }
}
