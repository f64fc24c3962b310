import type { Tally } from "./tallyValues";

/** The moments of values, all divided by their number; NaN of no value. */
export interface Moments {
  readonly mean: number;
  readonly standardDeviation: number;
  /** 0 for what is symmetric; NaN where all values are the same. */
  readonly skewness: number;
  /** 3 for a normal distribution, the excess is 3 less; NaN where all values are the same. */
  readonly kurtosis: number;
}

/** What the finite values are on the whole. */
export interface ValueSummary extends Moments {
  readonly voxels: number;
  /** Infinity of no voxel. */
  readonly min: number;
  readonly max: number;
}

/** How many finite values there are, their moments and their range. */
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
  return { voxels, mean, ...describeSpread(tally, mean, voxels), min, max };
}

/** In a second pass, since a sum of powers loses digits. */
function describeSpread(tally: Tally, mean: number, voxels: number): Omit<Moments, "mean"> {
  let [second, third, fourth] = [0, 0, 0];
  tally((values, counts) => {
    let [squares, cubes, fourths] = [0, 0, 0];
    for (let i = 0; i < values.length; i++) {
      const weight = counts ? counts[i] : 1;
      if (weight === 0 || !Number.isFinite(values[i])) continue;
      const off = values[i] - mean;
      const square = off * off;
      squares += weight * square;
      cubes += weight * square * off;
      fourths += weight * square * square;
    }
    second += squares;
    third += cubes;
    fourth += fourths;
  });
  const variance = second / voxels;
  return {
    standardDeviation: Math.sqrt(variance),
    skewness: third / voxels / variance ** 1.5,
    kurtosis: fourth / voxels / variance ** 2,
  };
}
