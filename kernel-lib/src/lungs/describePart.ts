import { describeValues } from "../measure/describeValues";
import { type Distribution, rankDistribution, tallyDistribution } from "../measure/distributionOf";
import { findPercentile, type PercentileRule } from "../measure/quantiles";
import type { LungPhenotype } from "./lungPhenotype";

export interface WantedNumbers {
  readonly percentiles: readonly number[];
  readonly percentile: PercentileRule;
  readonly thresholds: readonly number[];
  readonly highAttenuation: readonly [number, number];
}

/** What is published of the values of a part of the lungs. */
export function describePart(
  distribution: Distribution,
  voxelMl: number,
  { percentiles, percentile, thresholds, highAttenuation }: WantedNumbers,
): Omit<LungPhenotype, "lung" | "part"> {
  const { total } = distribution;
  const ranked = rankDistribution(distribution);
  const shareOf = (isIn: (value: number) => boolean) => countOf(distribution, isIn) / total;
  const percentileOf = (percent: number) => findPercentile(ranked, percent, percentile);
  const { mean, standardDeviation, skewness, kurtosis } = describeValues(tallyDistribution(distribution));
  const density = (mean + 1000) / 1000;
  return {
    voxels: total,
    litres: (total * voxelMl) / 1000,
    mean,
    standardDeviation,
    skewness,
    kurtosis,
    mode: modeOf(distribution),
    median: percentileOf(50),
    percentiles: Array.from(percentiles, (percent) => ({ percent, value: percentileOf(percent) })),
    below: Array.from(thresholds, (limit) => ({
      threshold: limit,
      share: shareOf((value) => value < limit),
    })),
    highAttenuation: shareOf((value) => value >= highAttenuation[0] && value <= highAttenuation[1]),
    mass: density * total * voxelMl,
    density,
    airFraction: -mean / 1000,
  };
}

function countOf({ values, counts }: Distribution, isIn: (value: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) if (isIn(values[i])) count += counts[i];
  return count;
}

/** The whole number to which most values are rounded, the lowest of equals; NaN of no value. */
function modeOf({ values, counts }: Distribution): number {
  let [mode, most] = [Number.NaN, 0];
  for (let i = 0; i < values.length; ) {
    const whole = Math.round(values[i]) + 0; // 0 for -0
    let count = 0;
    for (; i < values.length && Math.round(values[i]) + 0 === whole; i++) count += counts[i];
    if (count > most) [mode, most] = [whole, count];
  }
  return mode;
}
