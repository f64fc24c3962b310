import type { Tally } from "./tallyValues";

/** What the finite values are on the whole; the mean of no voxel is NaN. */
export interface ValueSummary {
  readonly voxels: number;
  readonly mean: number;
  /** Of the voxels themselves: divided by their number. */
  readonly standardDeviation: number;
}

/** How many finite values there are, their mean and their standard deviation. */
export function describeValues(tally: Tally): ValueSummary {
  let voxels = 0;
  let sum = 0;
  tally((values, counts) => {
    let [count, total] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      const weight = counts ? counts[i] : 1;
      total += weight * values[i];
      count += weight;
    }
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
  return { voxels, mean, standardDeviation: Math.sqrt(squares / voxels) };
}
