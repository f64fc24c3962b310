/** Eigenvalues and, as columns of a row-major matrix, the eigenvectors that belong to them. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const MAX_SWEEPS = 50;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix, size x size row-major, by cyclic Jacobi rotations;
 * in no particular order.
 *
 * Source: Golub & Van Loan, Matrix Computations, 4th ed., 8.5.
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;

  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) {
        const off = a[p * size + q];
        const diagonal = Math.abs(a[p * size + p]) + Math.abs(a[q * size + q]);
        if (diagonal + Math.abs(off) === diagonal) continue;
        rotate(a, vectors, size, p, q);
        rotated = true;
      }
    }
    if (!rotated) break;
  }
  const values = Float64Array.from({ length: size }, (_, i) => a[i * size + i]);
  return { values, vectors };
}

/** One rotation in the plane of p and q that makes a[p, q] zero. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const tau = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q]);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.hypot(1, tau));
  const c = 1 / Math.hypot(1, t);
  const s = t * c;
  for (let i = 0; i < size; i++) rotatePair(a, i * size + p, i * size + q, c, s);
  for (let i = 0; i < size; i++) rotatePair(a, p * size + i, q * size + i, c, s);
  for (let i = 0; i < size; i++) rotatePair(vectors, i * size + p, i * size + q, c, s);
}

function rotatePair(values: Float64Array, at: number, other: number, c: number, s: number): void {
  const x = values[at];
  const y = values[other];
  values[at] = c * x - s * y;
  values[other] = s * x + c * y;
}
