import type { Tally } from "./tallyValues";

/** What the finite values are on the whole; the mean of no voxel is NaN. */
export interface ValueSummary {
  readonly voxels: number;
  readonly mean: number;
  /** Of the voxels themselves: divided by their number. */
  readonly standardDeviation: number;
  /** Infinity of no voxel. */
  readonly min: number;
  readonly max: number;
}

/** How many finite values there are, their mean, their standard deviation and their range. */
export function describeValues(tally: Tally): ValueSummary {
  let voxels = 0;
  let sum = 0;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  tally((values, counts) => {
    let [count, total, low, high] = [0, 0, min, max];
    for (let i = 0; i < values.length; i++) {
      const weight = counts ? counts[i] : 1;
      if (weight === 0 || !Number.isFinite(values[i])) continue;
      total += weight * values[i];
      count += weight;
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    min = low;
    max = high;
    voxels += count;
    sum += total;
  });
  const mean = sum / voxels;
  // In a second pass, since a sum of squares loses digits.
  let squares = 0;
  tally((values, counts) => {
    let total = 0;
    for (let i = 0; i < values.length; i++) {
      if (Number.isFinite(values[i])) total += (counts ? counts[i] : 1) * (values[i] - mean) ** 2;
    }
    squares += total;
  });
  return { voxels, mean, standardDeviation: Math.sqrt(squares / voxels), min, max };
}
