/** Triangles of points, of either precision. */
export interface Triangles {
  readonly positions: Float32Array | Float64Array;
  readonly triangles: Uint32Array;
}

/**
 * Writes the cross product of two edges of the triangle that begins at that place of `triangles`: its direction is the
 * face's normal, its length twice the face's area.
 *
 * @param out - three numbers, since a new array for each of a million faces would cost more than the product.
 */
export function faceNormal(
  { positions: p, triangles }: Triangles,
  triangle: number,
  out: Float64Array,
): void {
  const a = 3 * triangles[triangle];
  const b = 3 * triangles[triangle + 1];
  const c = 3 * triangles[triangle + 2];
  const ux = p[b] - p[a];
  const uy = p[b + 1] - p[a + 1];
  const uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a];
  const vy = p[c + 1] - p[a + 1];
  const vz = p[c + 2] - p[a + 2];
  out[0] = uy * vz - uz * vy;
  out[1] = uz * vx - ux * vz;
  out[2] = ux * vy - uy * vx;
}
