import { symmetricEigen } from "./symmetricEigen";

/** The largest ratio of a covariance's eigenvalues that is taken as it is. */
const MAX_CONDITION = 1e15;

/**
 * The matrix A = det(F) ** exponent * inverse(F) of a cluster's squared distances (z - v)' A (z - v), row-major.
 *
 * Eigenvalues of F that are smaller than its largest by more than 1e15 are raised to that ratio (Babuska, van
 * der Veen & Kaymak 2002, doi 10.1109/FUZZ.2002.1006654). A cluster without any extent has A = 0: each of its
 * distances is then the floor, as with the pseudo-inverse of the tutorial's class.
 *
 * @param covariance - F, features x features, row-major.
 */
export function clusterNorm(covariance: Float64Array, features: number, exponent: number): Float64Array {
  if (features === 1) return Float64Array.of(scalarNorm(covariance[0], exponent));

  const norm = new Float64Array(features * features);
  const { values, vectors } = symmetricEigen(covariance, features);
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  if (largest === 0) return norm;
  const clipped = values.map((value) => Math.max(value, largest / MAX_CONDITION));
  const scale = clipped.reduce((product, value) => product * value, 1) ** exponent;
  for (let row = 0; row < features; row++) {
    for (let column = 0; column < features; column++) {
      let sum = 0;
      for (let k = 0; k < features; k++) {
        sum += (vectors[row * features + k] * vectors[column * features + k]) / clipped[k];
      }
      norm[row * features + column] = scale * sum;
    }
  }
  return norm;
}

function scalarNorm(variance: number, exponent: number): number {
  // det(F) ** 1 / F: the variance cancels, also where it is too small to be divided by.
  if (exponent === 1) return 1;
  return variance > 0 ? variance ** exponent * (1 / variance) : 0;
}
