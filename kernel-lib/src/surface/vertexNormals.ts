import { faceNormal } from "./faceNormal";
import type { Mesh } from "./mesh";

/**
 * Unit normals of a mesh's vertices, three numbers each: the mean of the normals of the triangles around, weighted
 * by their areas. A vertex without triangle, or whose triangles cancel out, has the normal [0, 0, 0].
 */
export function vertexNormals(mesh: Mesh): Float32Array {
  const normals = new Float32Array(mesh.positions.length);
  const normal = new Float64Array(3);
  for (let t = 0; t < mesh.triangles.length; t += 3) {
    faceNormal(mesh, t, normal);
    for (let corner = t; corner < t + 3; corner++) {
      const at = 3 * mesh.triangles[corner];
      normals[at] += normal[0];
      normals[at + 1] += normal[1];
      normals[at + 2] += normal[2];
    }
  }
  for (let v = 0; v < normals.length; v += 3) {
    const length = Math.sqrt(normals[v] ** 2 + normals[v + 1] ** 2 + normals[v + 2] ** 2);
    if (length === 0) continue;
    normals[v] /= length;
    normals[v + 1] /= length;
    normals[v + 2] /= length;
  }
  return normals;
}
