import { faceNormal, type Triangles } from "./faceNormal";
import { createMesh, type Mesh } from "./mesh";
import { findPieces, type MeshPieces, NO_PIECE } from "./meshPieces";
import { vertexNormals } from "./vertexNormals";

/** Each step leaves little of the difference; a piece that shrank to next to nothing takes some. */
const MOST_STEPS = 8;
/** Share of the volumes of all pieces, without their signs, that may be missing. */
const ENOUGH = 1e-3;

/**
 * The mesh with each connected piece moved along its normals by one distance, so that it encloses as much as in
 * another mesh of the same triangles. Of an open piece, whose border must lie where it did, it is the volume between
 * the two that vanishes.
 *
 * @param isFixed - vertices that do not move.
 */
export function restoreVolumes(mesh: Mesh, original: Mesh, isFixed: (vertex: number) => boolean): Mesh {
  const pieces = findPieces(mesh);
  const wanted = measurePieces(original, original.positions, pieces);
  const positions = mesh.positions.slice();
  const moved = createMesh(positions, mesh.triangles, mesh.coordinates, mesh.known);
  const all = wanted.volumes.reduce((sum, volume) => sum + Math.abs(volume), 0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const now = measurePieces(moved, original.positions, pieces);
    const missing = wanted.volumes.reduce(
      (sum, volume, piece) => sum + Math.abs(volume - now.volumes[piece]),
      0,
    );
    if (missing <= ENOUGH * all) break;
    const normals = vertexNormals(moved);
    const distances = now.areas.map((area, piece) => {
      // A piece that was small may be next to nothing: it grows by steps.
      const most = Math.abs(wanted.volumes[piece]) / wanted.areas[piece];
      const distance = (wanted.volumes[piece] - now.volumes[piece]) / area;
      return Number.isFinite(distance) ? Math.max(-most, Math.min(most, distance)) : 0;
    });
    const { vertexPieces } = pieces;
    for (let vertex = 0, at = 0; at < positions.length; vertex++, at += 3) {
      if (vertexPieces[vertex] === NO_PIECE || isFixed(vertex)) continue;
      const distance = distances[vertexPieces[vertex]];
      for (let axis = 0; axis < 3; axis++) positions[at + axis] += distance * normals[at + axis];
    }
  }
  return moved;
}

/** Volume that each piece encloses, from a point of the piece in `origins`, and its area. */
function measurePieces(
  mesh: Triangles,
  origins: Float32Array,
  { count, pieces, firstFaces }: MeshPieces,
): { volumes: Float64Array; areas: Float64Array } {
  const { positions: p, triangles } = mesh;
  const volumes = new Float64Array(count);
  const areas = new Float64Array(count);
  const normal = new Float64Array(3);
  for (let face = 0; face < pieces.length; face++) {
    const piece = pieces[face];
    const origin = 3 * triangles[3 * firstFaces[piece]];
    const corner = 3 * triangles[3 * face];
    faceNormal(mesh, 3 * face, normal);
    const x = normal[0];
    const y = normal[1];
    const z = normal[2];
    areas[piece] += Math.sqrt(x * x + y * y + z * z) / 2;
    volumes[piece] +=
      ((p[corner] - origins[origin]) * x +
        (p[corner + 1] - origins[origin + 1]) * y +
        (p[corner + 2] - origins[origin + 2]) * z) /
      6;
  }
  return { volumes, areas };
}
