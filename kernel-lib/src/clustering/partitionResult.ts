import { describedAs } from "../describe";
import { InvalidArgumentError } from "../errors";
import { thousands } from "../words";
import { type ClusterModel, updateMemberships } from "./fuzzySteps";
import { type Samples, type WeightedSamples, weightedSamples } from "./weightedSamples";

/** Samples divided into clusters that each sample belongs to by degrees. */
export interface FuzzyPartition extends ClusterModel {
  /** The cluster of highest membership of each sample; the first of equals. */
  readonly labels: Int32Array;
  /** clusters x samples, row-major, each sample's summing to 1; made on first access and kept. */
  readonly memberships: Float64Array;
  readonly iterations: number;
  /** Whether the tolerance was reached. */
  readonly converged: boolean;
  /** Sum of membership ** fuzzifier times squared distance. */
  readonly objective: number;
}

/** The partition of the samples behind the rows' memberships, rows x clusters, in the model's order. */
export function partitionResult(
  model: ClusterModel,
  data: WeightedSamples,
  memberships: Float64Array,
  end: Pick<FuzzyPartition, "iterations" | "converged" | "objective">,
): FuzzyPartition {
  let expanded: Float64Array | undefined;
  const partition: FuzzyPartition = {
    ...model,
    ...end,
    labels: clusterOfSamples(data, memberships, model.clusters),
    get memberships() {
      expanded ??= membershipsOfSamples(data, memberships, model.clusters);
      return expanded;
    },
  };
  return describedAs(partition, describePartition);
}

/** The cluster of highest membership of each sample, under centres and norms found before. */
export function nearestClusters(model: ClusterModel, samples: Samples): Int32Array {
  const data = weightedSamples(samples);
  if (data.features !== model.features) {
    throw new InvalidArgumentError("samples", `of ${model.features} features, as fitted`, data.features);
  }
  const memberships = new Float64Array(data.rows * model.clusters);
  updateMemberships(model, data, memberships, new Float64Array(memberships.length));
  return clusterOfSamples(data, memberships, model.clusters);
}

function clusterOfSamples(data: WeightedSamples, memberships: Float64Array, clusters: number): Int32Array {
  const { samples, rows, rowOf } = data;
  const ofRow = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let best = 0;
    for (let cluster = 1; cluster < clusters; cluster++) {
      if (memberships[row * clusters + cluster] > memberships[row * clusters + best]) best = cluster;
    }
    ofRow[row] = best;
  }
  const labels = new Int32Array(samples);
  for (let i = 0; i < samples; i++) labels[i] = ofRow[rowOf[i]];
  return labels;
}

function membershipsOfSamples(
  data: WeightedSamples,
  memberships: Float64Array,
  clusters: number,
): Float64Array {
  const { samples, rowOf } = data;
  const expanded = new Float64Array(clusters * samples);
  for (let cluster = 0, at = 0; cluster < clusters; cluster++) {
    for (let i = 0; i < samples; i++, at++) expanded[at] = memberships[rowOf[i] * clusters + cluster];
  }
  return expanded;
}

function describePartition(partition: FuzzyPartition): string {
  const { clusters, features, centres, labels, iterations, converged } = partition;
  const places = Array.from({ length: clusters }, (_, cluster) => {
    const centre = [...centres.subarray(cluster * features, (cluster + 1) * features)];
    const text = centre.map((value) => value.toFixed(2)).join(", ");
    return features === 1 ? text : `(${text})`;
  });
  const end = converged ? `converged in ${iterations}` : `stopped after ${iterations}`;
  return `Fuzzy partition: ${thousands(labels.length)} samples in ${clusters} clusters around ${places.join(", ")}; ${end} iterations`;
}
