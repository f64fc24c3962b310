import { CompensatedSum } from "./compensatedSum";
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
  const sum = new CompensatedSum();
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  tally((values, counts) => {
    let [count, low, high] = [0, min, max];
    for (let i = 0; i < values.length; i++) {
      const weight = counts ? counts[i] : 1;
      if (weight === 0 || !Number.isFinite(values[i])) continue;
      sum.add(weight * values[i]);
      count += weight;
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    min = low;
    max = high;
    voxels += count;
  });
  const mean = sum.value / voxels;
  return { voxels, mean, ...describeSpread(tally, mean, voxels), min, max };
}

/**
 * In a second pass around the mean, since a sum of powers loses digits: around it as Float32, from which values lie at
 * distances that float64 holds exactly, so that no rounding of the mean goes into the moments.
 */
function describeSpread(tally: Tally, mean: number, voxels: number): Omit<Moments, "mean"> {
  const middle = Math.fround(mean);
  const sums = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum(), new CompensatedSum()];
  const [offs, squares, cubes, fourths] = sums;
  tally((values, counts) => {
    for (let i = 0; i < values.length; i++) {
      const weight = counts ? counts[i] : 1;
      if (weight === 0 || !Number.isFinite(values[i])) continue;
      const off = values[i] - middle;
      const square = off * off;
      offs.add(weight * off);
      squares.add(weight * square);
      cubes.add(weight * square * off);
      fourths.add(weight * square * square);
    }
  });
  // From around the middle to around the mean.
  const [a, b, c, d] = sums.map((sum) => sum.value / voxels);
  const variance = b - a * a;
  return {
    standardDeviation: Math.sqrt(variance),
    skewness: (c - 3 * a * b + 2 * a ** 3) / variance ** 1.5,
    kurtosis: (d - 4 * a * c + 6 * a * a * b - 3 * a ** 4) / variance ** 2,
  };
}
