import { INT16_VALUES, LOWEST_INT16, type VoxelArray } from "../volume/voxelArray";

/** Values as whole numbers from 0 that grow with them. */
export interface Ranks {
  /** How many ranks there are. */
  readonly count: number;
  readonly of: (value: number) => number;
}

/** Ranks of all values of an array but those that are not a number: by Int16 where that holds them all. */
export function rankValues(values: VoxelArray): Ranks {
  if (values instanceof Int16Array) return { count: INT16_VALUES, of: (value) => value - LOWEST_INT16 };
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  return {
    count: distinct.length,
    of(value) {
      let [from, to] = [0, distinct.length - 1];
      while (from < to) {
        const middle = (from + to) >> 1;
        if (distinct[middle] < value) from = middle + 1;
        else to = middle;
      }
      return from;
    },
  };
}
