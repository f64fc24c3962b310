import { numpyRandom } from "./numpyRandom";
import { ascendingIndices, type WeightedSamples } from "./weightedSamples";

/**
 * How the first memberships are made: at random as the tutorial's class does under NumPy's seed, or from
 * quantiles of the values, quicker and without chance.
 */
export type Initialisation = "dirichlet" | "quantile";

/** What the first step needs of memberships that may differ between samples of one row. */
export interface FirstMemberships {
  /** rows x clusters: sum over the row's samples of membership ** fuzzifier. */
  readonly powered: Float64Array;
  /** rows x clusters: sum over the row's samples of the membership. */
  readonly sums: Float64Array;
  /** Sum of all squared memberships. */
  readonly squares: number;
}

export function firstMemberships(
  data: WeightedSamples,
  clusters: number,
  fuzzifier: number,
  init: Initialisation,
  seed: number,
): FirstMemberships {
  return init === "dirichlet"
    ? dirichletMemberships(data, clusters, fuzzifier, seed)
    : quantileMemberships(data, clusters);
}

/**
 * A random point of the simplex for each cluster: the memberships of all samples in one cluster, and not of
 * one sample in all clusters, sum to 1. That is how the tutorial's class draws them.
 */
function dirichletMemberships(
  data: WeightedSamples,
  clusters: number,
  fuzzifier: number,
  seed: number,
): FirstMemberships {
  const { samples, rows, rowOf } = data;
  const random = numpyRandom(seed);
  const powered = new Float64Array(rows * clusters);
  const sums = new Float64Array(rows * clusters);
  let squares = 0;
  for (let cluster = 0; cluster < clusters; cluster++) {
    const memberships = random.dirichlet(samples);
    for (let i = 0; i < samples; i++) {
      const u = memberships[i];
      const at = rowOf[i] * clusters + cluster;
      powered[at] += fuzzifier === 2 ? u * u : u ** fuzzifier;
      sums[at] += u;
      squares += u * u;
    }
  }
  return { powered, sums, squares };
}

/**
 * Each cluster holds one of as many equal groups of neighbouring distinct samples, in the order of the first
 * feature. Not the samples themselves are counted: background of one value would else fill several groups.
 */
function quantileMemberships(data: WeightedSamples, clusters: number): FirstMemberships {
  const { rows, weights } = data;
  const { ascending, starts } = distinctRows(data);
  const distinct = starts.length - 1;
  const sums = new Float64Array(rows * clusters);
  let squares = 0;
  for (let cluster = 0; cluster < clusters; cluster++) {
    const from = Math.floor((cluster * distinct) / clusters);
    // With more clusters than distinct samples, neighbouring clusters begin on the same one.
    const to = Math.max(from + 1, Math.floor(((cluster + 1) * distinct) / clusters));
    for (let i = starts[from]; i < starts[to]; i++) {
      sums[ascending[i] * clusters + cluster] = weights[ascending[i]];
      squares += weights[ascending[i]];
    }
  }
  return { powered: sums, sums, squares };
}

/** The rows in ascending order, and where in it each distinct sample starts, with the end at the end. */
function distinctRows(data: WeightedSamples): { ascending: Uint32Array; starts: number[] } {
  const { rows, features, values } = data;
  const compare = (a: number, b: number): number => {
    for (let feature = 0; feature < features; feature++) {
      const difference = values[a * features + feature] - values[b * features + feature];
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const ascending = ascendingIndices(rows).sort(compare);
  const starts = [0];
  for (let i = 1; i < rows; i++) if (compare(ascending[i - 1], ascending[i]) !== 0) starts.push(i);
  return { ascending, starts: [...starts, rows] };
}
