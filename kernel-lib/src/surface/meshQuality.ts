import { gatherSides, sideEnd } from "./edgeSides";
import { faceNormal } from "./faceNormal";
import type { Mesh } from "./mesh";
import { findPieces } from "./meshPieces";

/** What there is to say about the triangles of a mesh. */
export interface MeshQuality {
  readonly faces: number;
  readonly edges: number;
  /** Edges of two faces whose normals turn by more than 120 degrees. */
  readonly folds: number;
  /** `folds` as a share of all edges, 0 to 1; 0 for a mesh without edges. */
  readonly foldShare: number;
  /** Edges of more than two faces. */
  readonly nonManifoldEdges: number;
  /** Edges of one face, of which a closed mesh has none. */
  readonly borderEdges: number;
  /** Faces whose corners coincide or lie on a line, to the precision of single floating-point numbers. */
  readonly facesWithoutArea: number;
  /** Parts that share no vertex. */
  readonly pieces: number;
}

/** Cosine of the angle above which an edge is a fold. */
const FOLD = -0.5;
/** Height of a face as a share of its longest side, below which it has no area: what rounding of positions leaves. */
const FLAT = 1e-6;

/**
 * How sound the triangles of a mesh are: counts of folds, of edges that no surface has, of faces without area and of
 * pieces.
 *
 * @example
 *     const { folds, foldShare, nonManifoldEdges } = meshQuality(mesh);
 */
export function meshQuality(mesh: Mesh): MeshQuality {
  const { positions, triangles } = mesh;
  const normals = unitNormals(mesh);
  const { sides, starts } = gatherSides(triangles, positions.length / 3);
  const counts = { edges: 0, folds: 0, nonManifoldEdges: 0, borderEdges: 0 };
  for (let edge = 0; edge + 1 < starts.length; edge++) {
    const side = sides[starts[edge]];
    if (triangles[side] === sideEnd(triangles, side)) continue;
    counts.edges++;
    const faces = starts[edge + 1] - starts[edge];
    if (faces === 1) counts.borderEdges++;
    else if (faces > 2) counts.nonManifoldEdges++;
    else if (isFold(triangles, normals, side, sides[starts[edge] + 1])) counts.folds++;
  }
  return {
    faces: triangles.length / 3,
    ...counts,
    foldShare: counts.edges === 0 ? 0 : counts.folds / counts.edges,
    facesWithoutArea: countFlat(normals),
    pieces: findPieces(mesh).count,
  };
}

/** Unit normal of every face; [0, 0, 0] for a face without area. */
function unitNormals(mesh: Mesh): Float64Array {
  const { positions: p, triangles } = mesh;
  const normals = new Float64Array(triangles.length);
  const normal = new Float64Array(3);
  const square = (a: number, b: number): number =>
    (p[a] - p[b]) ** 2 + (p[a + 1] - p[b + 1]) ** 2 + (p[a + 2] - p[b + 2]) ** 2;
  for (let t = 0; t < triangles.length; t += 3) {
    faceNormal(mesh, t, normal);
    const twiceArea = Math.sqrt(normal[0] ** 2 + normal[1] ** 2 + normal[2] ** 2);
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    const longest = Math.max(square(a, b), square(b, c), square(c, a));
    if (!(twiceArea > FLAT * longest)) continue;
    for (let axis = 0; axis < 3; axis++) normals[t + axis] = normal[axis] / twiceArea;
  }
  return normals;
}

function isFold(triangles: Uint32Array, normals: Float64Array, side: number, other: number): boolean {
  const a = side - (side % 3);
  const b = other - (other % 3);
  const cosine = normals[a] * normals[b] + normals[a + 1] * normals[b + 1] + normals[a + 2] * normals[b + 2];
  // Faces that pass their edge in the same direction are turned against each other.
  return (triangles[side] === triangles[other] ? -cosine : cosine) < FOLD;
}

function countFlat(normals: Float64Array): number {
  let flat = 0;
  for (let t = 0; t < normals.length; t += 3) {
    if (normals[t] === 0 && normals[t + 1] === 0 && normals[t + 2] === 0) flat++;
  }
  return flat;
}
