import type { NdArray } from "ndarray";
import { InvalidArgumentError, NonFiniteError } from "../errors";
import { contiguous } from "../volume/contiguous";

/** Arrays that samples may stand in. */
export type SampleArray = Int16Array | Float32Array | Float64Array;

/** What is clustered: a flat array of one feature, or [samples, features]. */
export type Samples = SampleArray | NdArray<SampleArray>;

/**
 * Samples as the iteration sees them: rows that each stand for a number of samples.
 * Of one flat feature each distinct value is one row; of an NdArray each sample is.
 */
export interface WeightedSamples {
  readonly samples: number;
  readonly features: number;
  readonly rows: number;
  /** rows x features. */
  readonly values: Float64Array;
  /** How many samples a row stands for. */
  readonly weights: Float64Array;
  /** The row of each sample. */
  readonly rowOf: Uint32Array;
}

/**
 * The rows and weights of samples.
 *
 * Samples of one value have one membership after the first step, so that clustering the distinct values with
 * their counts is the same computation as clustering every sample.
 *
 * @throws InvalidArgumentError without a sample, or unless an NdArray is [samples, features].
 * @throws NonFiniteError at the first NaN or infinity.
 */
export function weightedSamples(samples: Samples): WeightedSamples {
  if (!("shape" in samples)) {
    requireSamples(samples.length);
    requireFinite(samples);
    return samples instanceof Int16Array ? countedWholeValues(samples) : countedValues(samples);
  }
  if (samples.shape.length !== 2 || samples.shape[1] === 0) {
    throw new InvalidArgumentError("samples", "[samples, features]", `shape [${samples.shape.join(", ")}]`);
  }
  const [count, features] = samples.shape;
  requireSamples(count);
  const values = Float64Array.from(contiguous(samples));
  requireFinite(values);
  const weights = new Float64Array(count).fill(1);
  return { samples: count, features, rows: count, values, weights, rowOf: ascendingIndices(count) };
}

function countedWholeValues(samples: Int16Array): WeightedSamples {
  const counts = new Uint32Array(0x10000);
  for (let i = 0; i < samples.length; i++) counts[samples[i] + 0x8000]++;

  const rows = counts.reduce((distinct, count) => distinct + Math.min(count, 1), 0);
  const values = new Float64Array(rows);
  const weights = new Float64Array(rows);
  const rowOfValue = new Uint32Array(counts.length);
  for (let value = 0, row = 0; value < counts.length; value++) {
    if (counts[value] === 0) continue;
    values[row] = value - 0x8000;
    weights[row] = counts[value];
    rowOfValue[value] = row++;
  }
  const rowOf = new Uint32Array(samples.length);
  for (let i = 0; i < samples.length; i++) rowOf[i] = rowOfValue[samples[i] + 0x8000];
  return { samples: samples.length, features: 1, rows, values, weights, rowOf };
}

function countedValues(samples: Float32Array | Float64Array): WeightedSamples {
  const sorted = Float64Array.from(samples).sort();
  const values = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const weights = new Float64Array(values.length);
  const rowOf = new Uint32Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    rowOf[i] = lowerBound(values, samples[i]);
    weights[rowOf[i]]++;
  }
  return { samples: samples.length, features: 1, rows: values.length, values, weights, rowOf };
}

/** Index of the first of the ascending values that is not below the wanted one. */
function lowerBound(values: Float64Array, wanted: number): number {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (values[middle] < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** 0, 1, 2 and so on. */
export function ascendingIndices(count: number): Uint32Array {
  const indices = new Uint32Array(count);
  for (let i = 0; i < count; i++) indices[i] = i;
  return indices;
}

function requireSamples(count: number): void {
  if (count === 0) throw new InvalidArgumentError("samples", "at least one sample", "none");
}

function requireFinite(values: SampleArray): void {
  if (values instanceof Int16Array) return;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new NonFiniteError("samples", i, values[i]);
  }
}
