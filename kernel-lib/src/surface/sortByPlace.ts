import type { Triangles } from "./faceNormal";

/** Cells along each axis, as a power of two. */
const BITS = 6;
const CELLS = 2 ** BITS;

/**
 * The same triangles with what is near in space near in memory: vertices along a Z-order curve through cells of the
 * mesh's extent, triangles by their lowest vertices. Those of one cell keep their order.
 */
export function sortByPlace({ positions, triangles }: Triangles): {
  positions: Float64Array;
  triangles: Uint32Array;
} {
  const { order, numbers } = sortedBy(positions.length / 3, CELLS ** 3, cellsOf(positions));
  const sorted = new Float64Array(positions.length);
  for (let v = 0; v < order.length; v++) {
    sorted[3 * v] = positions[3 * order[v]];
    sorted[3 * v + 1] = positions[3 * order[v] + 1];
    sorted[3 * v + 2] = positions[3 * order[v] + 2];
  }
  const lowest = new Uint32Array(triangles.length / 3);
  for (let t = 0; t < lowest.length; t++) {
    const [a, b, c] = [triangles[3 * t], triangles[3 * t + 1], triangles[3 * t + 2]];
    lowest[t] = Math.min(numbers[a], numbers[b], numbers[c]);
  }
  const faces = sortedBy(lowest.length, order.length, lowest).order;
  const renumbered = new Uint32Array(triangles.length);
  for (let t = 0; t < faces.length; t++) {
    for (let k = 0; k < 3; k++) renumbered[3 * t + k] = numbers[triangles[3 * faces[t] + k]];
  }
  return { positions: sorted, triangles: renumbered };
}

/** The cell of every point, numbered along the curve. */
function cellsOf(points: Float32Array | Float64Array): Uint32Array {
  const lows = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let extent = 0;
  for (let i = 0; i < points.length; i++) lows[i % 3] = Math.min(lows[i % 3], points[i]);
  for (let i = 0; i < points.length; i++) extent = Math.max(extent, points[i] - lows[i % 3]);
  const scale = extent > 0 ? (CELLS - 1) / extent : 0;
  const cells = new Uint32Array(points.length / 3);
  for (let i = 0; i < points.length; i++) {
    const at = Math.floor(scale * (points[i] - lows[i % 3]));
    for (let bit = 0; bit < BITS; bit++) cells[(i / 3) | 0] |= ((at >> bit) & 1) << (3 * bit + (i % 3));
  }
  return cells;
}

/** What has the least key first, by counting: `order` of the old numbers, and the new `numbers`. */
function sortedBy(
  count: number,
  keys: number,
  keyOf: Uint32Array,
): { order: Uint32Array; numbers: Uint32Array } {
  const places = new Uint32Array(keys + 1);
  for (let i = 0; i < count; i++) places[keyOf[i] + 1]++;
  for (let key = 0; key < keys; key++) places[key + 1] += places[key];
  const order = new Uint32Array(count);
  const numbers = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    numbers[i] = places[keyOf[i]]++;
    order[numbers[i]] = i;
  }
  return { order, numbers };
}
