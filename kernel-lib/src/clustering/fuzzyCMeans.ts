import { requireOptions } from "../options";
import {
  drain,
  FUZZY_PARTITION_KINDS,
  type FuzzyPartitionOptions,
  type FuzzyPartitionStep,
  fuzzyPartitionSteps,
} from "./fuzzyPartition";
import type { FuzzyPartition } from "./partitionResult";
import type { Samples } from "./weightedSamples";

/**
 * A fuzzy partition into round clusters of one size: distances are Euclidean.
 *
 * Source: Bezdek 1981, doi 10.1007/978-1-4757-0450-1.
 *
 * Options: `clusters` (5), `fuzzifier` (2), `maxIterations` (100), `tolerance` (1e-6), `init` ("quantile" for one
 * feature, else "dirichlet"), `seed` (0), `clusterOrder` ("ascending", else "as fitted").
 *
 * @throws InvalidArgumentError without samples or for an option out of range.
 * @throws NonFiniteError when a sample is NaN or infinite.
 */
export function fuzzyCMeans(samples: Samples, options: FuzzyPartitionOptions = {}): FuzzyPartition {
  return drain(fuzzyCMeansSteps(samples, options));
}

/**
 * The same, one iteration for each step; the generator's return value is the partition.
 *
 * Options: `clusters` (5), `fuzzifier` (2), `maxIterations` (100), `tolerance` (1e-6), `init` ("quantile" for one
 * feature, else "dirichlet"), `seed` (0), `clusterOrder` ("ascending").
 */
export function fuzzyCMeansSteps(
  samples: Samples,
  options: FuzzyPartitionOptions = {},
): Generator<FuzzyPartitionStep, FuzzyPartition> {
  requireOptions(options, FUZZY_PARTITION_KINDS);
  return fuzzyPartitionSteps(samples, options, (_, features) => identity(features));
}

function identity(size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 1 : 0));
}
