/**
 * How much of each pixel closed outlines cover, computed exactly from signed areas instead of from samples.
 *
 * Each edge adds to the pixels of its rows the area to its right, signed by its direction; a running sum along the row
 * then gives the covered part. Only + - * / and floor are used, so that every machine draws the same pixels.
 */
export interface Coverage {
  readonly width: number;
  readonly height: number;
  /** Signed area changes, rows of `width + 1`: an edge in the last column still has a pixel to its right. */
  readonly changes: Float64Array;
}

export function createCoverage(width: number, height: number): Coverage {
  return { width, height, changes: new Float64Array((width + 1) * height) };
}

/** Adds an edge from [x0, y0] to [x1, y1], in pixels; it must lie within the width and height. */
export function addEdge(coverage: Coverage, x0: number, y0: number, x1: number, y1: number): void {
  if (y0 === y1) return;
  const { changes, width } = coverage;
  const direction = y0 < y1 ? 1 : -1;
  const [top, bottom] = y0 < y1 ? [y0, y1] : [y1, y0];
  const [xTop, xBottom] = y0 < y1 ? [x0, x1] : [x1, x0];
  const slope = (xBottom - xTop) / (bottom - top);

  for (let row = Math.floor(top); row < bottom; row++) {
    const from = Math.max(top, row);
    const to = Math.min(bottom, row + 1);
    const xFrom = xTop + (from - top) * slope;
    const xTo = xTop + (to - top) * slope;
    const [left, right] = xFrom < xTo ? [xFrom, xTo] : [xTo, xFrom];
    const height = (to - from) * direction;
    const start = row * (width + 1);

    for (let column = Math.floor(left); column < right || column === Math.floor(left); column++) {
      const partLeft = Math.max(left, column);
      const partRight = Math.min(right, column + 1);
      const part = right > left ? (height * (partRight - partLeft)) / (right - left) : height;
      // The edge's part leaves, on average, this share of the pixel to its left.
      const uncovered = (partLeft + partRight) / 2 - column;
      changes[start + column] += part * (1 - uncovered);
      changes[start + column + 1] += part * uncovered;
    }
  }
}

/** Adds a quadratic curve with control point [cx, cy], as so many straight edges. */
export function addCurve(
  coverage: Coverage,
  [x0, y0]: readonly [number, number],
  [cx, cy]: readonly [number, number],
  [x1, y1]: readonly [number, number],
): void {
  // A chord of a quadratic is off by at most |p0 - 2 c + p1| / (8 n^2); n keeps that below a fiftieth of a pixel.
  const bend = Math.max(Math.abs(x0 - 2 * cx + x1), Math.abs(y0 - 2 * cy + y1));
  const edges = Math.max(1, Math.ceil(Math.sqrt(bend * 6.25)));
  let [x, y] = [x0, y0];
  for (let edge = 1; edge <= edges; edge++) {
    const t = edge / edges;
    const u = 1 - t;
    const nextX = edge === edges ? x1 : u * u * x0 + 2 * u * t * cx + t * t * x1;
    const nextY = edge === edges ? y1 : u * u * y0 + 2 * u * t * cy + t * t * y1;
    addEdge(coverage, x, y, nextX, nextY);
    [x, y] = [nextX, nextY];
  }
}

/** The covered part of each pixel, 0 to 1, row by row; overlapping outlines count once. */
export function findCoveredParts(coverage: Coverage): Float64Array {
  const { changes, width, height } = coverage;
  const parts = new Float64Array(width * height);
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++) {
      sum += changes[row * (width + 1) + column];
      parts[row * width + column] = Math.min(Math.abs(sum), 1);
    }
  }
  return parts;
}
