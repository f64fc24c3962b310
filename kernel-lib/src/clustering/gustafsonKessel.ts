import { type OptionKinds, requireChoice, requireOptions } from "../options";
import { clusterNorm } from "./clusterNorm";
import {
  drain,
  FUZZY_PARTITION_KINDS,
  type FuzzyPartitionOptions,
  type FuzzyPartitionStep,
  fuzzyPartitionSteps,
} from "./fuzzyPartition";
import type { FuzzyPartition } from "./partitionResult";
import type { Samples } from "./weightedSamples";

export interface GustafsonKesselOptions extends FuzzyPartitionOptions {
  /**
   * The exponent of a covariance's determinant in the norm: one by the number of features, which gives every
   * cluster the same volume, or one by the fuzzifier, as the tutorial's class has it. @default "textbook"
   */
  volumeExponent?: "textbook" | "tutorial";
}

const KINDS: OptionKinds<GustafsonKesselOptions> = { ...FUZZY_PARTITION_KINDS, volumeExponent: "text" };

/**
 * A fuzzy partition into clusters that each have a shape of their own, fitted to the samples.
 *
 * One feature is a flat array, computed from its distinct values exactly; several are an NdArray
 * [samples, features]. On one feature the textbook's exponent makes this fuzzy c-means; the tutorial's does not:
 * there wide clusters reach further. A covariance without extent along some direction is widened (see clusterNorm).
 *
 * Source: Gustafson & Kessel 1979, doi 10.1109/CDC.1978.268028.
 *
 * Options: `clusters` (5), `fuzzifier` (2), `maxIterations` (100), `tolerance` (1e-6), `init` ("quantile" for one
 * feature, else "dirichlet"), `seed` (0), `clusterOrder` ("ascending", else "as fitted"), `volumeExponent`
 * ("textbook", else "tutorial").
 *
 * @throws InvalidArgumentError without samples or for an option out of range.
 * @throws NonFiniteError when a sample is NaN or infinite.
 * @example
 *     const { centres, labels } = gustafsonKessel(values, { clusters: 3 });
 */
export function gustafsonKessel(samples: Samples, options: GustafsonKesselOptions = {}): FuzzyPartition {
  return drain(gustafsonKesselSteps(samples, options));
}

/**
 * The same, one iteration for each step; the generator's return value is the partition.
 *
 * Options: `clusters` (5), `fuzzifier` (2), `maxIterations` (100), `tolerance` (1e-6), `init` ("quantile" for one
 * feature, else "dirichlet"), `seed` (0), `clusterOrder` ("ascending"), `volumeExponent` ("textbook").
 */
export function gustafsonKesselSteps(
  samples: Samples,
  options: GustafsonKesselOptions = {},
): Generator<FuzzyPartitionStep, FuzzyPartition> {
  requireOptions(options, KINDS);
  const { volumeExponent = "textbook", fuzzifier = 2 } = options;
  requireChoice("volumeExponent", volumeExponent, ["textbook", "tutorial"]);
  return fuzzyPartitionSteps(samples, options, (covariance, features) =>
    clusterNorm(covariance, features, 1 / { textbook: features, tutorial: fuzzifier }[volumeExponent]),
  );
}
