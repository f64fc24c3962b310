/**
 * Quadric error of a point at each vertex: the weighted sum of its squared distances to planes (Garland and Heckbert
 * 1997, doi 10.1145/258734.258849). Ten numbers a vertex: the symmetric matrix, the vector, the constant, of
 * x'Ax + 2 b'x + c.
 */
export type Quadrics = Float64Array;

/** Numbers of one quadric. */
export const QUADRIC = 10;

/** Adds w (n . x + d)^2, the weighted squared distance to a plane of unit normal n. */
export function addPlane(
  q: Quadrics,
  vertex: number,
  nx: number,
  ny: number,
  nz: number,
  d: number,
  weight: number,
): void {
  const at = QUADRIC * vertex;
  q[at] += weight * nx * nx;
  q[at + 1] += weight * nx * ny;
  q[at + 2] += weight * nx * nz;
  q[at + 3] += weight * ny * ny;
  q[at + 4] += weight * ny * nz;
  q[at + 5] += weight * nz * nz;
  q[at + 6] += weight * d * nx;
  q[at + 7] += weight * d * ny;
  q[at + 8] += weight * d * nz;
  q[at + 9] += weight * d * d;
}

/** Adds w |x - p|^2, the weighted squared distance to a point. */
export function addPoint(q: Quadrics, vertex: number, x: number, y: number, z: number, weight: number): void {
  const at = QUADRIC * vertex;
  q[at] += weight;
  q[at + 3] += weight;
  q[at + 5] += weight;
  q[at + 6] -= weight * x;
  q[at + 7] -= weight * y;
  q[at + 8] -= weight * z;
  q[at + 9] += weight * (x * x + y * y + z * z);
}

/** Makes the first vertex's quadric the sum of two. */
export function mergeQuadrics(q: Quadrics, into: number, other: number): void {
  for (let i = 0; i < QUADRIC; i++) q[QUADRIC * into + i] += q[QUADRIC * other + i];
}

/** Writes the point with the least error of two vertices' quadrics together and returns that error. */
export function leastError(q: Quadrics, first: number, second: number, point: Float64Array): number {
  const i = QUADRIC * first;
  const j = QUADRIC * second;
  const a = q[i] + q[j];
  const b = q[i + 1] + q[j + 1];
  const c = q[i + 2] + q[j + 2];
  const d = q[i + 3] + q[j + 3];
  const e = q[i + 4] + q[j + 4];
  const f = q[i + 5] + q[j + 5];
  const x = q[i + 6] + q[j + 6];
  const y = q[i + 7] + q[j + 7];
  const z = q[i + 8] + q[j + 8];
  // Cofactors of the symmetric matrix; the point terms keep it positive definite.
  const aa = d * f - e * e;
  const bb = c * e - b * f;
  const cc = b * e - c * d;
  const dd = a * f - c * c;
  const ee = b * c - a * e;
  const ff = a * d - b * b;
  const determinant = a * aa + b * bb + c * cc;
  const scale = -1 / determinant;
  const px = scale * (aa * x + bb * y + cc * z);
  const py = scale * (bb * x + dd * y + ee * z);
  const pz = scale * (cc * x + ee * y + ff * z);
  point[0] = px;
  point[1] = py;
  point[2] = pz;
  const least = q[i + 9] + q[j + 9] + x * px + y * py + z * pz;
  return least > 0 ? least : 0;
}

/** Moves a point to where g . x is larger by so much, the cheapest way by two vertices' quadrics together. */
export function moveToPlane(
  q: Quadrics,
  first: number,
  second: number,
  gx: number,
  gy: number,
  gz: number,
  growth: number,
  point: Float64Array,
): void {
  const i = QUADRIC * first;
  const j = QUADRIC * second;
  const a = q[i] + q[j];
  const b = q[i + 1] + q[j + 1];
  const c = q[i + 2] + q[j + 2];
  const d = q[i + 3] + q[j + 3];
  const e = q[i + 4] + q[j + 4];
  const f = q[i + 5] + q[j + 5];
  // The cofactors' matrix is the inverse times the determinant, which cancels out.
  const sx = (d * f - e * e) * gx + (c * e - b * f) * gy + (b * e - c * d) * gz;
  const sy = (c * e - b * f) * gx + (a * f - c * c) * gy + (b * c - a * e) * gz;
  const sz = (b * e - c * d) * gx + (b * c - a * e) * gy + (a * d - b * b) * gz;
  const slope = sx * gx + sy * gy + sz * gz;
  if (!(slope > 0)) return;
  point[0] += (sx * growth) / slope;
  point[1] += (sy * growth) / slope;
  point[2] += (sz * growth) / slope;
}

/** Error of a point for two vertices' quadrics together. */
export function errorAt(q: Quadrics, first: number, second: number, point: Float64Array): number {
  const i = QUADRIC * first;
  const j = QUADRIC * second;
  const x = point[0];
  const y = point[1];
  const z = point[2];
  const error =
    (q[i] + q[j]) * x * x +
    2 * (q[i + 1] + q[j + 1]) * x * y +
    2 * (q[i + 2] + q[j + 2]) * x * z +
    (q[i + 3] + q[j + 3]) * y * y +
    2 * (q[i + 4] + q[j + 4]) * y * z +
    (q[i + 5] + q[j + 5]) * z * z +
    2 * ((q[i + 6] + q[j + 6]) * x + (q[i + 7] + q[j + 7]) * y + (q[i + 8] + q[j + 8]) * z) +
    q[i + 9] +
    q[j + 9];
  return error > 0 ? error : 0;
}
