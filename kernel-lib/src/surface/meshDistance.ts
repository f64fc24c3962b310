import { faceNormal } from "./faceNormal";
import type { Mesh } from "./mesh";
import { createTriangleTree } from "./triangleTree";

/** How far one surface lies from another, in the meshes' units (mm in patient coordinates). */
export interface MeshDistance {
  /** Mean over the area of the first surface. */
  readonly mean: number;
  /** Largest distance of a corner or a centre of the first surface's triangles. */
  readonly max: number;
}

/**
 * Distances of a mesh's surface to the nearest triangles of another mesh. Measured at the corners and the centre of each
 * triangle, so that it is exact where triangles are small beside the distances. From one mesh to the other only: what
 * the other has beyond the mesh shows the other way round.
 *
 * Both values are 0 for a mesh without triangles, and infinite where only the other has none.
 *
 * @example
 *     const { mean, max } = meshDistance(full, simplified);
 */
export function meshDistance(mesh: Mesh, other: Mesh): MeshDistance {
  const { positions: p, triangles } = mesh;
  const tree = createTriangleTree(other);
  const corners = new Float64Array(p.length / 3).fill(-1); // not measured
  const normal = new Float64Array(3);
  let max = 0;
  let sum = 0;
  let area = 0;
  for (let face = 0; face < triangles.length; face += 3) {
    faceNormal(mesh, face, normal);
    const twiceArea = Math.sqrt(normal[0] ** 2 + normal[1] ** 2 + normal[2] ** 2);
    const centre = [0, 0, 0];
    let atCorners = 0;
    for (let corner = face; corner < face + 3; corner++) {
      const vertex = triangles[corner];
      const at = 3 * vertex;
      if (corners[vertex] < 0) corners[vertex] = Math.sqrt(tree.nearestSquare(p[at], p[at + 1], p[at + 2]));
      atCorners += corners[vertex];
      if (corners[vertex] > max) max = corners[vertex];
      for (let axis = 0; axis < 3; axis++) centre[axis] += p[at + axis] / 3;
    }
    const atCentre = Math.sqrt(tree.nearestSquare(centre[0], centre[1], centre[2]));
    if (atCentre > max) max = atCentre;
    // Exact for what changes with the square of the place: 1/12 at each corner, 3/4 at the centre.
    sum += twiceArea * (atCorners / 12 + 0.75 * atCentre);
    area += twiceArea;
  }
  return { mean: area > 0 ? sum / area : max, max };
}
