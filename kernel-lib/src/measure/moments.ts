import type { Distribution } from "./distributionOf";

/** The moments of values, all divided by their number; NaN of no value. */
export interface Moments {
  readonly mean: number;
  readonly standardDeviation: number;
  /** 0 for what is symmetric. */
  readonly skewness: number;
  /** 3 for a normal distribution. */
  readonly kurtosis: number;
}

/** Skewness and kurtosis are NaN where all values are the same. */
export function momentsOf({ values, counts, total }: Distribution): Moments {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += counts[i] * values[i];
  const mean = sum / total;
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const off = values[i] - mean;
    const square = off * off;
    second += counts[i] * square;
    third += counts[i] * square * off;
    fourth += counts[i] * square * square;
  }
  const variance = second / total;
  return {
    mean,
    standardDeviation: Math.sqrt(variance),
    skewness: third / total / variance ** 1.5,
    kurtosis: fourth / total / variance ** 2,
  };
}
