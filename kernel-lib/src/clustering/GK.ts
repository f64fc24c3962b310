import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import type { Initialisation } from "./firstMemberships";
import { gustafsonKessel } from "./gustafsonKessel";
import { type FuzzyPartition, nearestClusters } from "./partitionResult";
import type { Samples } from "./weightedSamples";

export interface GKOptions {
  /** Number of clusters, 1 to 256. @default 4 */
  nClusters?: number;
  /** Iterations at most, 1 to 100000. @default 100 */
  maxIter?: number;
  /** Fuzzifier, above 1, up to 100. @default 2 */
  m?: number;
  /** Stop when the memberships move by less than this, 0 or more. @default 1e-6 */
  error?: number;
  /** As `numpy.random.seed` before the fit, a whole number from 0 to 2**32 - 1. @default 0 */
  seed?: number;
  /** @default "dirichlet", as the tutorial's class */
  init?: Initialisation;
  /** @default "tutorial": one by the fuzzifier, not one by the number of features */
  volumeExponent?: "textbook" | "tutorial";
}

const KINDS: OptionKinds<GKOptions> = {
  nClusters: "number",
  maxIter: "number",
  m: "number",
  error: "number",
  seed: "number",
  init: "text",
  volumeExponent: "text",
};

/**
 * The tutorial's class around `gustafsonKessel`: under one seed the centres, memberships and labels that its
 * Python gives, in its order of clusters.
 *
 * Its exponent is not the textbook's, and its clusters come in an order that depends on the seed: where that is
 * not wanted, call `gustafsonKessel`, whose clusters ascend and whose exponent is right for any number of features.
 *
 * Options: `nClusters` (4), `maxIter` (100), `m` (2), `error` (1e-6), `seed` (0), `init` ("dirichlet", else
 * "quantile"), `volumeExponent` ("tutorial", else "textbook").
 *
 * @example
 *     const gk = new GK({ nClusters: 5 });
 *     gk.fit(values);
 *     const labels = gk.predict(values);
 */
export class GK {
  private fitted: FuzzyPartition | null = null;

  /** @throws InvalidArgumentError for an option that there is not. */
  constructor(readonly options: GKOptions = {}) {
    requireOptions(options, KINDS);
  }

  /**
   * Finds the clusters of the samples and returns their centres, [clusters, features].
   *
   * @param z - one feature as a flat array, several as an NdArray [samples, features].
   * @throws InvalidArgumentError without samples or for an option out of range.
   * @throws NonFiniteError when a sample is NaN or infinite.
   */
  fit(z: Samples): NdArray<Float64Array> {
    const { nClusters = 4, maxIter = 100, m = 2, error = 1e-6, seed = 0 } = this.options;
    const { init = "dirichlet", volumeExponent = "tutorial" } = this.options;
    this.fitted = gustafsonKessel(z, {
      clusters: nClusters,
      maxIterations: maxIter,
      fuzzifier: m,
      tolerance: error,
      seed,
      init,
      volumeExponent,
      clusterOrder: "as fitted",
    });
    return this.centers;
  }

  /** The cluster of highest membership of each sample, the first of equals. @throws InvalidArgumentError before fit. */
  predict(z: Samples): Int32Array {
    return nearestClusters(this.partition, z);
  }

  /** Memberships of the fitted samples, [clusters, samples]. @throws InvalidArgumentError before fit. */
  get u(): NdArray<Float64Array> {
    const { memberships, clusters, labels } = this.partition;
    return ndarray(memberships, [clusters, labels.length]);
  }

  /** [clusters, features]. @throws InvalidArgumentError before fit. */
  get centers(): NdArray<Float64Array> {
    const { centres, clusters, features } = this.partition;
    return ndarray(centres, [clusters, features]);
  }

  /** Fuzzy covariances, [clusters, features, features]. @throws InvalidArgumentError before fit. */
  get f(): NdArray<Float64Array> {
    const { covariances, clusters, features } = this.partition;
    return ndarray(covariances, [clusters, features, features]);
  }

  /** The whole result of the last fit. @throws InvalidArgumentError before fit. */
  get partition(): FuzzyPartition {
    if (this.fitted === null)
      throw new InvalidArgumentError("GK", "fitted: call fit(z) first", "an unfitted one");
    return this.fitted;
  }
}
