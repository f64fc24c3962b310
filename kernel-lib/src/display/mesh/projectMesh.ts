import type { Mesh } from "../../surface/mesh";
import { type Projection, toSteps } from "./depthLayers";
import type { ViewAxes } from "./viewAxes";

/** Part of the picture left free at each side. */
const MARGIN = 0.03;

/** The vertices on the samples, the whole mesh in the picture's middle; depth from 0 (nearest) to 1. */
export function projectMesh(
  mesh: Mesh,
  { right, up, forward }: ViewAxes,
  width: number,
  height: number,
): Projection {
  const p = mesh.positions;
  const vertices = p.length / 3;
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = low.map((v) => -v);
  const along = [right, up, forward].map((axis, k) => {
    const [a, b, c] = axis;
    const values = new Float64Array(vertices);
    for (let v = 0; v < vertices; v++) {
      const value = a * p[3 * v] + b * p[3 * v + 1] + c * p[3 * v + 2];
      values[v] = value;
      if (value < low[k]) low[k] = value;
      if (value > high[k]) high[k] = value;
    }
    return values;
  });
  const extent = low.map((v, k) => high[k] - v);
  const room = 1 - 2 * MARGIN;
  // A mesh without extent stays a point in the middle.
  const fit = Math.min((width * room) / extent[0], (height * room) / extent[1]);
  const scale = Number.isFinite(fit) ? fit : 0;
  const perDepth = extent[2] > 0 ? 1 / extent[2] : 0;

  const column = new Int32Array(vertices);
  const row = new Int32Array(vertices);
  const depth = new Float32Array(vertices);
  const [middleU, middleV] = [(low[0] + high[0]) / 2, (low[1] + high[1]) / 2];
  for (let v = 0; v < vertices; v++) {
    column[v] = toSteps(width / 2 + (along[0][v] - middleU) * scale);
    row[v] = toSteps(height / 2 - (along[1][v] - middleV) * scale);
    depth[v] = (along[2][v] - low[2]) * perDepth;
  }
  return { column, row, depth };
}
