import type { SlabMode } from "../contract";
import type { VoxelArray } from "./voxelArray";

/** How voxels that lie behind each other become one value. */
export interface SlabFold {
  /** What sums begin with. */
  readonly start: number;
  /**
   * Takes the columns `first` up to, without, `end` of a row of voxels into the row's sums, and counts them; what is not
   * a number is left out. The row begins at `from` in the voxels' memory and its columns are `step` apart.
   */
  readonly fold: (
    data: VoxelArray,
    from: number,
    step: number,
    sums: Float64Array,
    counts: Uint32Array,
    first: number,
    end: number,
  ) => void;
  /** Takes `length` voxels from `from` on, `step` apart, into the one sum and count of `into`. */
  readonly foldRun: (data: VoxelArray, from: number, step: number, length: number, into: RunSum) => void;
  readonly end: (sum: number, count: number) => number;
}

/** What the voxels behind one pixel came to so far. */
export interface RunSum {
  sum: number;
  count: number;
}

/** A loop each, since a call for every voxel takes several times longer. */
export const SLAB_FOLDS: Readonly<Record<SlabMode, SlabFold>> = {
  max: {
    start: Number.NEGATIVE_INFINITY,
    fold: (data, from, step, sums, counts, first, end) => {
      for (let column = first, at = from + first * step; column < end; column++, at += step) {
        const value = data[at];
        if (Number.isNaN(value)) continue;
        if (value > sums[column]) sums[column] = value;
        counts[column]++;
      }
    },
    foldRun: (data, from, step, length, into) => {
      let { sum, count } = into;
      for (let i = 0, at = from; i < length; i++, at += step) {
        const value = data[at];
        if (Number.isNaN(value)) continue;
        if (value > sum) sum = value;
        count++;
      }
      into.sum = sum;
      into.count = count;
    },
    end: (sum) => sum,
  },
  min: {
    start: Number.POSITIVE_INFINITY,
    fold: (data, from, step, sums, counts, first, end) => {
      for (let column = first, at = from + first * step; column < end; column++, at += step) {
        const value = data[at];
        if (Number.isNaN(value)) continue;
        if (value < sums[column]) sums[column] = value;
        counts[column]++;
      }
    },
    foldRun: (data, from, step, length, into) => {
      let { sum, count } = into;
      for (let i = 0, at = from; i < length; i++, at += step) {
        const value = data[at];
        if (Number.isNaN(value)) continue;
        if (value < sum) sum = value;
        count++;
      }
      into.sum = sum;
      into.count = count;
    },
    end: (sum) => sum,
  },
  mean: {
    start: 0,
    fold: (data, from, step, sums, counts, first, end) => {
      for (let column = first, at = from + first * step; column < end; column++, at += step) {
        const value = data[at];
        if (Number.isNaN(value)) continue;
        sums[column] += value;
        counts[column]++;
      }
    },
    foldRun: (data, from, step, length, into) => {
      let { sum, count } = into;
      for (let i = 0, at = from; i < length; i++, at += step) {
        const value = data[at];
        if (Number.isNaN(value)) continue;
        sum += value;
        count++;
      }
      into.sum = sum;
      into.count = count;
    },
    end: (sum, count) => sum / count,
  },
};
