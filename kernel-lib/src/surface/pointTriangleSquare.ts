/**
 * Squared distance of a point to the triangle that begins at that place of `triangles`: to its plane where the foot of
 * the perpendicular lies within, else to the nearest of its sides.
 */
export function pointTriangleSquare(
  p: Float32Array | Float64Array,
  triangles: Uint32Array,
  face: number,
  x: number,
  y: number,
  z: number,
): number {
  const a = 3 * triangles[face];
  const b = 3 * triangles[face + 1];
  const c = 3 * triangles[face + 2];
  const ux = p[b] - p[a];
  const uy = p[b + 1] - p[a + 1];
  const uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a];
  const vy = p[c + 1] - p[a + 1];
  const vz = p[c + 2] - p[a + 2];
  const wx = x - p[a];
  const wy = y - p[a + 1];
  const wz = z - p[a + 2];
  const uu = ux * ux + uy * uy + uz * uz;
  const uv = ux * vx + uy * vy + uz * vz;
  const vv = vx * vx + vy * vy + vz * vz;
  const wu = wx * ux + wy * uy + wz * uz;
  const wv = wx * vx + wy * vy + wz * vz;
  const area = uu * vv - uv * uv;
  // Shares of the second and the third corner in the foot of the perpendicular.
  const s = vv * wu - uv * wv;
  const t = uu * wv - uv * wu;
  if (s >= 0 && t >= 0 && s + t <= area && area > 0) {
    const fx = wx - (s * ux + t * vx) / area;
    const fy = wy - (s * uy + t * vy) / area;
    const fz = wz - (s * uz + t * vz) / area;
    return fx * fx + fy * fy + fz * fz;
  }
  const toU = sideSquare(wx, wy, wz, ux, uy, uz);
  const toV = sideSquare(wx, wy, wz, vx, vy, vz);
  const across = sideSquare(wx - ux, wy - uy, wz - uz, vx - ux, vy - uy, vz - uz);
  return Math.min(toU, toV, across);
}

/** Squared distance of a point to the stretch from the origin to another. */
function sideSquare(x: number, y: number, z: number, ex: number, ey: number, ez: number): number {
  const square = ex * ex + ey * ey + ez * ez;
  const share = square > 0 ? Math.max(0, Math.min(1, (x * ex + y * ey + z * ez) / square)) : 0;
  return (x - share * ex) ** 2 + (y - share * ey) ** 2 + (z - share * ez) ** 2;
}
