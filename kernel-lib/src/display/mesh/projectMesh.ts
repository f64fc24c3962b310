import type { Triple } from "../../contract";
import { type Projection, toSteps } from "./depthLayers";
import type { ViewAxes } from "./viewAxes";

/** What of space a picture shows, and how large. */
export interface Placement {
  /** Lies in the middle of the picture. */
  readonly centre: Triple;
  /** Samples a unit. */
  readonly scale: number;
  /** Along the line of sight from the centre: of the nearest and of the farthest point. */
  readonly near: number;
  readonly far: number;
}

/** Part of the picture left free at each side. */
const MARGIN = 0.03;

/** The points in the middle of the picture, as large as fits. */
export function fitPlacement(
  positions: Float32Array,
  axes: ViewAxes,
  width: number,
  height: number,
): Placement {
  const { right, up, forward } = axes;
  const along = [right, up, forward].map((axis) => findExtent(positions, axis));
  const room = 1 - 2 * MARGIN;
  const [across, upward, deep] = along;
  // Points without extent stay a point in the middle.
  const fit = Math.min(
    (width * room) / (across.high - across.low),
    (height * room) / (upward.high - upward.low),
  );
  const middle = along.map(({ low, high }) => (low + high) / 2);
  const at = (k: number) => middle[0] * right[k] + middle[1] * up[k] + middle[2] * forward[k];
  const depth = (deep.high - deep.low) / 2;
  return {
    centre: [at(0), at(1), at(2)],
    scale: Number.isFinite(fit) ? fit : 0,
    near: -depth,
    far: depth,
  };
}

function findExtent(p: Float32Array, [a, b, c]: Triple): { readonly low: number; readonly high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let v = 0; v < p.length; v += 3) {
    const value = a * p[v] + b * p[v + 1] + c * p[v + 2];
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** The points on the samples of a picture; depth from 0 (nearest) to 1. */
export function projectPoints(
  positions: Float32Array,
  { right, up, forward }: ViewAxes,
  { centre, scale, near, far }: Placement,
  width: number,
  height: number,
): Projection {
  const vertices = positions.length / 3;
  const column = new Int32Array(vertices);
  const row = new Int32Array(vertices);
  const depth = new Float32Array(vertices);
  const perDepth = far > near ? 1 / (far - near) : 0;
  const [cx, cy, cz] = centre;
  for (let v = 0; v < vertices; v++) {
    const x = positions[3 * v] - cx;
    const y = positions[3 * v + 1] - cy;
    const z = positions[3 * v + 2] - cz;
    column[v] = toSteps(width / 2 + (right[0] * x + right[1] * y + right[2] * z) * scale);
    row[v] = toSteps(height / 2 - (up[0] * x + up[1] * y + up[2] * z) * scale);
    depth[v] = (forward[0] * x + forward[1] * y + forward[2] * z - near) * perDepth;
  }
  return { column, row, depth };
}
