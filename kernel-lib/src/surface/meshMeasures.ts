import type { PatientPoint } from "../contract";
import { gatherSides, sideEnd } from "./edgeSides";
import { faceNormal } from "./faceNormal";
import type { Mesh } from "./mesh";

/**
 * The volume a closed mesh encloses, by the divergence theorem: mm3 in patient coordinates where the spacing is known, voxels otherwise.
 * Negative when the faces are turned inward, as scikit-image's are in [slice, row, column] indices.
 * Of an open mesh it means nothing: see isClosed, and maskSurface's `border`.
 */
export function meshVolume(mesh: Mesh): number {
  return moments(mesh).volume;
}

/** Centre of mass of what a closed mesh encloses; null when that has no volume. */
export function meshCentroid(mesh: Mesh): PatientPoint | null {
  const { volume, first } = moments(mesh);
  if (volume === 0) return null;
  const [x, y, z] = mesh.positions;
  return [x + first[0] / volume, y + first[1] / volume, z + first[2] / volume];
}

/** Sum of the areas of a mesh's triangles: mm2 in patient coordinates. */
export function meshArea(mesh: Mesh): number {
  const normal = new Float64Array(3);
  let area = 0;
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    faceNormal(mesh, t, normal);
    area += Math.sqrt(normal[0] * normal[0] + normal[1] * normal[1] + normal[2] * normal[2]) / 2;
  }
  return area;
}

/**
 * True when every edge is passed as often in one direction as in the other, so that the mesh has an inside;
 * true for a mesh without triangles.
 */
export function isClosed({ positions, triangles }: Mesh): boolean {
  const { sides, starts } = gatherSides(triangles, positions.length / 3);
  for (let edge = 0; edge + 1 < starts.length; edge++) {
    let upward = 0;
    for (let i = starts[edge]; i < starts[edge + 1]; i++) {
      upward += triangles[sides[i]] < sideEnd(triangles, sides[i]) ? 1 : -1;
    }
    if (upward !== 0) return false;
  }
  return true;
}

/** Enclosed volume, and its first moments about the first vertex, as sums over tetrahedra to that vertex. */
function moments({ positions: p, triangles }: Mesh): { volume: number; first: [number, number, number] } {
  const [ox, oy, oz] = p;
  let volume = 0;
  let mx = 0;
  let my = 0;
  let mz = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const a = 3 * triangles[t];
    const b = 3 * triangles[t + 1];
    const c = 3 * triangles[t + 2];
    const ax = p[a] - ox;
    const ay = p[a + 1] - oy;
    const az = p[a + 2] - oz;
    const bx = p[b] - ox;
    const by = p[b + 1] - oy;
    const bz = p[b + 2] - oz;
    const cx = p[c] - ox;
    const cy = p[c + 1] - oy;
    const cz = p[c + 2] - oz;
    const v = (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6;
    volume += v;
    mx += (v * (ax + bx + cx)) / 4;
    my += (v * (ay + by + cy)) / 4;
    mz += (v * (az + bz + cz)) / 4;
  }
  return { volume, first: [mx, my, mz] };
}
