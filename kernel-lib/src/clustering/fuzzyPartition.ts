import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireChoice } from "../options";
import { type FirstMemberships, firstMemberships, type Initialisation } from "./firstMemberships";
import { type ClusterModel, type NormRule, updateMemberships, updateModel } from "./fuzzySteps";
import { requireSeed } from "./numpyRandom";
import { type FuzzyPartition, partitionResult } from "./partitionResult";
import { type Samples, weightedSamples } from "./weightedSamples";

export interface FuzzyPartitionOptions {
  /** Number of clusters, 1 to 256. @default 5 */
  clusters?: number;
  /** How much clusters overlap, above 1, up to 100: the exponent m of the memberships. @default 2 */
  fuzzifier?: number;
  /** 1 to 100000. @default 100 */
  maxIterations?: number;
  /** Stop when the memberships, as one vector, move by less than this, 0 or more. @default 1e-6 */
  tolerance?: number;
  /** @default "quantile" for one feature; "dirichlet" for several, where quantiles of one cut crossing clusters through */
  init?: Initialisation;
  /** Seed of the "dirichlet" start, a whole number from 0 to 2**32 - 1. @default 0 */
  seed?: number;
  /**
   * Numbers clusters by ascending centre (of the first feature, then the next), so that every start gives one
   * numbering; or leaves them as they came out. @default "ascending"
   */
  clusterOrder?: "ascending" | "as fitted";
}

export const FUZZY_PARTITION_KINDS: OptionKinds<FuzzyPartitionOptions> = {
  clusters: "number",
  fuzzifier: "number",
  maxIterations: "number",
  tolerance: "number",
  init: "text",
  seed: "number",
  clusterOrder: "text",
};

/** Where an iteration stands. */
export interface FuzzyPartitionStep {
  /** From 1. */
  readonly iteration: number;
  /** How far the memberships moved: the Euclidean norm over clusters and samples. */
  readonly change: number;
  /** Sum of membership ** fuzzifier times squared distance: what the iteration makes small. */
  readonly objective: number;
  /** clusters x features, row-major, as fitted. */
  readonly centres: Float64Array;
}

/** The loop that fuzzy c-means and Gustafson-Kessel share, a step at a time; they differ in the norm. */
export function* fuzzyPartitionSteps(
  samples: Samples,
  options: FuzzyPartitionOptions,
  normRule: NormRule,
): Generator<FuzzyPartitionStep, FuzzyPartition> {
  const { clusters = 5, fuzzifier = 2, maxIterations = 100, tolerance = 1e-6 } = options;
  const { seed = 0, clusterOrder = "ascending" } = options;
  requireChoice("clusterOrder", clusterOrder, ["ascending", "as fitted"]);
  requireWhole("clusters", clusters, 256);
  requireWhole("maxIterations", maxIterations, 100_000);
  if (!(fuzzifier > 1 && fuzzifier <= 100)) {
    throw new InvalidArgumentError("fuzzifier", "a number above 1, up to 100", fuzzifier);
  }
  requireSeed(seed);
  if (!(tolerance >= 0)) throw new InvalidArgumentError("tolerance", "0 or more", tolerance);

  const data = weightedSamples(samples);
  const { features, rows, weights } = data;
  const { init = features === 1 ? "quantile" : "dirichlet" } = options;
  requireChoice("init", init, ["dirichlet", "quantile"]);
  const start = firstMemberships(data, clusters, fuzzifier, init, seed);
  const model = emptyModel(clusters, features, fuzzifier);
  const powered = start.powered.slice();
  let memberships = new Float64Array(rows * clusters);
  let before = new Float64Array(rows * clusters);
  let iterations = 0;
  let converged = false;
  let objective = 0;
  while (iterations < maxIterations && !converged) {
    updateModel(model, data, powered, normRule);
    [before, memberships] = [memberships, before];
    objective = updateMemberships(model, data, memberships, powered);
    iterations++;
    const change =
      iterations === 1
        ? changeFromStart(start, weights, memberships)
        : changeBetween(weights, before, memberships);
    converged = change < tolerance;
    yield { iteration: iterations, change, objective, centres: model.centres.slice() };
  }

  if (clusterOrder === "ascending") memberships = sortClusters(model, memberships);
  return partitionResult(model, data, memberships, { iterations, converged, objective });
}

/** The generator's end result. */
export function drain<R>(steps: Generator<unknown, R>): R {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function emptyModel(clusters: number, features: number, fuzzifier: number): ClusterModel {
  return {
    clusters,
    features,
    fuzzifier,
    centres: new Float64Array(clusters * features),
    covariances: new Float64Array(clusters * features * features),
    norms: new Float64Array(clusters * features * features),
  };
}

/** The samples of a row need not start alike: sum (u - u0)^2 = sum w u^2 - 2 u sum u0 + sum u0^2. */
function changeFromStart(start: FirstMemberships, weights: Float64Array, memberships: Float64Array): number {
  const clusters = memberships.length / weights.length;
  let sum = start.squares;
  for (let row = 0, at = 0; row < weights.length; row++) {
    for (let cluster = 0; cluster < clusters; cluster++, at++) {
      const u = memberships[at];
      sum += u * (weights[row] * u - 2 * start.sums[at]);
    }
  }
  return Math.sqrt(Math.max(sum, 0));
}

function changeBetween(weights: Float64Array, before: Float64Array, after: Float64Array): number {
  const clusters = after.length / weights.length;
  let sum = 0;
  for (let row = 0, at = 0; row < weights.length; row++) {
    for (let cluster = 0; cluster < clusters; cluster++, at++) {
      const moved = after[at] - before[at];
      sum += weights[row] * moved * moved;
    }
  }
  return Math.sqrt(sum);
}

/** Puts the model's clusters in ascending order, in place; gives the memberships, rows x clusters, in that order. */
function sortClusters(model: ClusterModel, memberships: Float64Array): Float64Array {
  const { clusters, features, centres, covariances, norms } = model;
  const order = [...Array(clusters).keys()].sort((a, b) => {
    let feature = 0;
    const difference = (): number => centres[a * features + feature] - centres[b * features + feature];
    while (feature < features - 1 && difference() === 0) feature++;
    return difference();
  });
  for (const values of [centres, covariances, norms]) {
    const size = values.length / clusters;
    const sorted = order.flatMap((cluster) => [...values.subarray(cluster * size, (cluster + 1) * size)]);
    values.set(sorted);
  }
  return memberships.map((_, at) => memberships[at - (at % clusters) + order[at % clusters]]);
}

function requireWhole(argument: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new InvalidArgumentError(argument, `a whole number from 1 to ${most}`, value);
  }
}
