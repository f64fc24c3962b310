import { type EdgeSides, sideEnd } from "./edgeSides";
import { faceNormal, type Triangles } from "./faceNormal";
import { addPlane, addPoint, QUADRIC, type Quadrics } from "./quadrics";

/** Quadrics of a mesh's vertices, and the area that each stands for. */
export interface VertexQuadrics {
  readonly quadrics: Quadrics;
  /** A third of the area of the faces around; with it an error becomes a mean squared distance. */
  readonly areas: Float64Array;
}

/** Weight of the distance to the vertex itself beside that to its faces: it keeps vertices apart where those are flat. */
const POINT_WEIGHT = 1e-3;
/** Keeps the quadric of a vertex whose faces have no area from being singular. */
const LEAST_WEIGHT = 1e-12;
/** Weight of the plane through a border, at right angles to its face, beside that of a face. */
const BORDER_WEIGHT = 10;

/** The error of each vertex by the planes of its faces, weighted by area, and of borders. */
export function vertexQuadrics(mesh: Triangles, { sides, starts }: EdgeSides): VertexQuadrics {
  const { positions: p, triangles } = mesh;
  const areas = new Float64Array(p.length / 3);
  const quadrics: Quadrics = new Float64Array(QUADRIC * areas.length);
  const normal = new Float64Array(3);
  for (let face = 0; face < triangles.length; face += 3) {
    const area = faceDirection(mesh, face, normal) / 2;
    const nx = normal[0];
    const ny = normal[1];
    const nz = normal[2];
    const a = 3 * triangles[face];
    const d = -(nx * p[a] + ny * p[a + 1] + nz * p[a + 2]);
    for (let corner = face; corner < face + 3; corner++) {
      const vertex = triangles[corner];
      const at = 3 * vertex;
      addPlane(quadrics, vertex, nx, ny, nz, d, area / 3);
      addPoint(quadrics, vertex, p[at], p[at + 1], p[at + 2], (POINT_WEIGHT * area) / 3 + LEAST_WEIGHT);
      areas[vertex] += area / 3;
    }
  }
  for (let edge = 0; edge + 1 < starts.length; edge++) {
    if (starts[edge + 1] - starts[edge] !== 1) continue;
    const side = sides[starts[edge]];
    const from = triangles[side];
    const to = sideEnd(triangles, side);
    faceDirection(mesh, side - (side % 3), normal);
    const [nx, ny, nz] = normal;
    const ex = p[3 * to] - p[3 * from];
    const ey = p[3 * to + 1] - p[3 * from + 1];
    const ez = p[3 * to + 2] - p[3 * from + 2];
    const square = ex * ex + ey * ey + ez * ez;
    if (square === 0) continue;
    const length = Math.sqrt(square);
    const x = (ny * ez - nz * ey) / length;
    const y = (nz * ex - nx * ez) / length;
    const z = (nx * ey - ny * ex) / length;
    const d = -(x * p[3 * from] + y * p[3 * from + 1] + z * p[3 * from + 2]);
    for (const vertex of [from, to]) addPlane(quadrics, vertex, x, y, z, d, BORDER_WEIGHT * square);
  }
  return { quadrics, areas };
}

/** Writes a face's unit normal, or zeros, and returns twice its area. */
function faceDirection(mesh: Triangles, face: number, out: Float64Array): number {
  faceNormal(mesh, face, out);
  const twiceArea = Math.sqrt(out[0] * out[0] + out[1] * out[1] + out[2] * out[2]);
  if (twiceArea > 0) for (let axis = 0; axis < 3; axis++) out[axis] /= twiceArea;
  return twiceArea;
}
