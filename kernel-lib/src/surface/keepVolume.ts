import type { CornerMesh } from "./cornerMesh";
import { sideEnd } from "./edgeSides";
import { moveToPlane, type Quadrics } from "./quadrics";

/**
 * Moves the point at which two vertices are to be joined so that the volume inside the surface stays what it is
 * (Lindstrom and Turk 1998, doi 10.1109/VISUAL.1998.745314), the cheapest way by their quadrics.
 */
export function keepVolume(
  { triangles, first, next }: CornerMesh,
  p: Float64Array,
  quadrics: Quadrics,
  kept: number,
  gone: number,
  point: Float64Array,
): void {
  // Six times the volume under the faces, from `kept`: of those that stay it grows by their normals' sum.
  const ox = p[3 * kept];
  const oy = p[3 * kept + 1];
  const oz = p[3 * kept + 2];
  let gx = 0;
  let gy = 0;
  let gz = 0;
  let volume = 0;
  for (let vertex = kept, other = gone; ; vertex = gone, other = kept) {
    const vx = p[3 * vertex] - ox;
    const vy = p[3 * vertex + 1] - oy;
    const vz = p[3 * vertex + 2] - oz;
    let corner = first[vertex];
    do {
      const from = sideEnd(triangles, corner);
      const to = sideEnd(triangles, corner % 3 === 2 ? corner - 2 : corner + 1);
      const ax = p[3 * from] - ox;
      const ay = p[3 * from + 1] - oy;
      const az = p[3 * from + 2] - oz;
      const bx = p[3 * to] - ox;
      const by = p[3 * to + 1] - oy;
      const bz = p[3 * to + 2] - oz;
      const nx = ay * bz - az * by;
      const ny = az * bx - ax * bz;
      const nz = ax * by - ay * bx;
      // The faces that go touch `kept`: there is no volume under them.
      volume += nx * vx + ny * vy + nz * vz;
      if (from !== other && to !== other) {
        gx += nx;
        gy += ny;
        gz += nz;
      }
      corner = next[corner];
    } while (corner !== first[vertex]);
    if (vertex === gone) break;
  }
  const missing = volume - gx * (point[0] - ox) - gy * (point[1] - oy) - gz * (point[2] - oz);
  moveToPlane(quadrics, kept, gone, gx, gy, gz, missing, point);
}
