import type { WeightedSamples } from "./weightedSamples";

/** What places a sample: the clusters' centres, extents and distance norms. */
export interface ClusterModel {
  readonly clusters: number;
  readonly features: number;
  readonly fuzzifier: number;
  /** clusters x features, row-major. */
  readonly centres: Float64Array;
  /** Fuzzy covariance of each cluster, clusters x features x features. */
  readonly covariances: Float64Array;
  /** Matrix of each cluster's squared distance, clusters x features x features. */
  readonly norms: Float64Array;
}

/** A norm matrix for a cluster's covariance, both features x features, row-major. */
export type NormRule = (covariance: Float64Array, features: number) => Float64Array;

/** Squared distances are never smaller, so that a sample on a centre has a membership. */
const DISTANCE_FLOOR = 1e-8;

/**
 * Centres, covariances and norms for the memberships, in place.
 *
 * @param powered - rows x clusters: the sum of membership ** fuzzifier over a row's samples.
 */
export function updateModel(
  model: ClusterModel,
  data: WeightedSamples,
  powered: Float64Array,
  normRule: NormRule,
): void {
  const { clusters, features, norms } = model;
  const totals = updateCentres(model, data, powered);
  const covariances = updateCovariances(model, data, powered, totals);
  const size = features * features;
  for (let cluster = 0; cluster < clusters; cluster++) {
    norms.set(normRule(covariances.subarray(cluster * size, (cluster + 1) * size), features), cluster * size);
  }
}

/**
 * Weighted means, in place; returns each cluster's sum of weights.
 *
 * They are summed as offsets from the centres before, so that a cluster of one value has that value for its
 * centre and not its neighbour among the doubles: its whole part is what gkSegment shows.
 */
function updateCentres(model: ClusterModel, data: WeightedSamples, powered: Float64Array): Float64Array {
  const { clusters, features, centres } = model;
  const { rows, values } = data;
  const totals = new Float64Array(clusters);
  const sums = new Float64Array(clusters * features);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let cluster = 0; cluster < clusters; cluster++, at++) {
      const weight = powered[at];
      totals[cluster] += weight;
      for (let a = 0; a < features; a++) {
        const sum = cluster * features + a;
        sums[sum] += weight * (values[row * features + a] - centres[sum]);
      }
    }
  }
  for (let i = 0; i < sums.length; i++) {
    const total = totals[Math.floor(i / features)];
    // A cluster that every sample has left altogether stays where it was.
    if (total > 0) centres[i] += sums[i] / total;
  }
  return totals;
}

/** Weighted covariances around the centres, in place. */
function updateCovariances(
  model: ClusterModel,
  data: WeightedSamples,
  powered: Float64Array,
  totals: Float64Array,
): Float64Array {
  const { clusters, features, centres, covariances } = model;
  const { rows, values } = data;
  const size = features * features;
  const sums = new Float64Array(clusters * size);
  const offset = new Float64Array(features);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let cluster = 0; cluster < clusters; cluster++, at++) {
      const weight = powered[at];
      for (let a = 0, sum = cluster * size; a < features; a++, sum += features) {
        offset[a] = values[row * features + a] - centres[cluster * features + a];
        for (let b = 0; b <= a; b++) sums[sum + b] += weight * offset[a] * offset[b];
      }
    }
  }
  for (let cluster = 0; cluster < clusters; cluster++) {
    if (totals[cluster] === 0) continue;
    for (let a = 0; a < features; a++) {
      for (let b = 0; b <= a; b++) {
        const covariance = sums[cluster * size + a * features + b] / totals[cluster];
        covariances[cluster * size + a * features + b] = covariance;
        covariances[cluster * size + b * features + a] = covariance;
      }
    }
  }
  return covariances;
}

/**
 * Writes each row's memberships and their weighted powers, rows x clusters; returns the objective
 * sum of weight * membership ** fuzzifier * squared distance.
 */
export function updateMemberships(
  model: ClusterModel,
  data: WeightedSamples,
  memberships: Float64Array,
  powered: Float64Array,
): number {
  const { clusters, features, fuzzifier, centres, norms } = model;
  const { rows, values, weights } = data;
  const power = 1 / (fuzzifier - 1);
  const distances = new Float64Array(clusters);
  const offset = new Float64Array(features);
  let objective = 0;
  for (let row = 0, at = 0; row < rows; row++, at += clusters) {
    let nearest = Number.POSITIVE_INFINITY;
    for (let cluster = 0; cluster < clusters; cluster++) {
      let distance = 0;
      for (let a = 0, n = cluster * features * features; a < features; a++, n += features) {
        offset[a] = values[row * features + a] - centres[cluster * features + a];
        // The matrix is symmetric: half of it, and twice what lies off the diagonal.
        let half = 0;
        for (let b = 0; b < a; b++) half += norms[n + b] * offset[b];
        distance += offset[a] * (norms[n + a] * offset[a] + 2 * half);
      }
      // Written so that NaN (an infinite norm times no distance) becomes the floor too.
      distances[cluster] = distance > DISTANCE_FLOOR ? distance : DISTANCE_FLOOR;
      if (distances[cluster] < nearest) nearest = distances[cluster];
    }

    // Ratios to the nearest lie in (0, 1]: no power of them overflows.
    let sum = 0;
    for (let cluster = 0; cluster < clusters; cluster++) {
      const ratio = nearest / distances[cluster];
      const share = power === 1 ? ratio : ratio ** power;
      memberships[at + cluster] = share;
      sum += share;
    }
    for (let cluster = 0; cluster < clusters; cluster++) {
      const u = memberships[at + cluster] / sum;
      memberships[at + cluster] = u;
      const weighted = weights[row] * (fuzzifier === 2 ? u * u : u ** fuzzifier);
      powered[at + cluster] = weighted;
      objective += weighted * distances[cluster];
    }
  }
  return objective;
}
