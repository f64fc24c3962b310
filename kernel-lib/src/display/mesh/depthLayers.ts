/** The surfaces nearest to the viewer at each sample of a picture: the first, the one behind it, and so on. */
export interface DepthLayers {
  readonly width: number;
  readonly height: number;
  readonly layers: readonly DepthLayer[];
}

export interface DepthLayer {
  /** Infinity where nothing was drawn. */
  readonly depth: Float32Array;
  /** Red, green and blue, red in the lowest byte. */
  readonly color: Uint32Array;
}

/** Where the vertices of a mesh lie on the samples of a picture. */
export interface Projection {
  /** As `toSteps` gives them; 0 is the left or upper edge of the first sample. */
  readonly column: Int32Array;
  readonly row: Int32Array;
  /** Grows away from the viewer. */
  readonly depth: Float32Array;
}

/** What a shader is told of one sample of a triangle; one record, filled anew for each. */
export interface Fragment {
  /** First of the triangle's three places in the list of corners. */
  triangle: number;
  /** Shares of the triangle's three corners; they sum to 1. */
  a: number;
  b: number;
  c: number;
  depth: number;
  /** Whether the corners run counter-clockwise on the picture: the outer side is seen. */
  outside: boolean;
  /** Samples to the nearest edge of the triangle. */
  edgeDistance: number;
}

/** Corners lie on a grid of so many steps a sample, so that inside and outside is decided in whole numbers. */
const STEP_BITS = 8;
export const STEPS: number = 1 << STEP_BITS;

/** The nearest step of the grid that corners lie on, of a place in samples. */
export function toSteps(samples: number): number {
  return Math.round(samples * STEPS);
}

/** Layers with nothing drawn. */
export function createLayers(width: number, height: number, count: number): DepthLayers {
  const layers = Array.from({ length: count }, () => ({
    depth: new Float32Array(width * height).fill(Number.POSITIVE_INFINITY),
    color: new Uint32Array(width * height),
  }));
  return { width, height, layers };
}

/**
 * Draws triangles into the layers, which change; `shade` gives the packed color of a sample that is kept.
 * A sample on an edge that two triangles share belongs to one of them.
 * Source: Pineda, "A parallel algorithm for polygon rasterization", doi 10.1145/54852.378457.
 */
export function drawTriangles(
  { width, height, layers }: DepthLayers,
  triangles: Uint32Array,
  projection: Projection,
  shade: (fragment: Fragment) => number,
): void {
  const last = layers.length - 1;
  const { column, row, depth } = projection;
  const fragment: Fragment = { triangle: 0, a: 0, b: 0, c: 0, depth: 0, outside: true, edgeDistance: 0 };
  for (let t = 0; t < triangles.length; t += 3) {
    const va = triangles[t];
    const vb = triangles[t + 1];
    const vc = triangles[t + 2];
    const ax = column[va];
    const ay = row[va];
    const bx = column[vb];
    const by = row[vb];
    const cx = column[vc];
    const cy = row[vc];
    const left = Math.max(0, (Math.min(ax, bx, cx) + STEPS / 2 - 1) >> STEP_BITS);
    const right = Math.min(width - 1, (Math.max(ax, bx, cx) - STEPS / 2) >> STEP_BITS);
    const top = Math.max(0, (Math.min(ay, by, cy) + STEPS / 2 - 1) >> STEP_BITS);
    const bottom = Math.min(height - 1, (Math.max(ay, by, cy) - STEPS / 2) >> STEP_BITS);
    if (left > right || top > bottom) continue;
    // Rows grow downward, so a positive area is clockwise on the picture.
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    if (area === 0) continue;
    const turn = area > 0 ? 1 : -1;

    // Twice the area of the triangle that a sample makes with each side, positive inside: linear in the sample.
    const aX = turn * (by - cy);
    const aY = turn * (cx - bx);
    const bX = turn * (cy - ay);
    const bY = turn * (ax - cx);
    const cX = turn * (ay - by);
    const cY = turn * (bx - ax);
    const x0 = left * STEPS + STEPS / 2;
    const y0 = top * STEPS + STEPS / 2;
    let rowA = aX * (x0 - bx) + aY * (y0 - by);
    let rowB = bX * (x0 - cx) + bY * (y0 - cy);
    let rowC = cX * (x0 - ax) + cY * (y0 - ay);
    const leastA = findLeastInside(aX, aY);
    const leastB = findLeastInside(bX, bY);
    const leastC = findLeastInside(cX, cY);
    const whole = turn * area;
    const [za, zb, zc] = [depth[va], depth[vb], depth[vc]];

    for (let y = top; y <= bottom; y++) {
      let a = rowA;
      let b = rowB;
      let c = rowC;
      for (let x = left, at = y * width + left; x <= right; x++, at++) {
        if (a >= leastA && b >= leastB && c >= leastC) {
          const z = (a * za + b * zb + c * zc) / whole;
          if (z < layers[last].depth[at]) {
            fragment.triangle = t;
            fragment.a = a / whole;
            fragment.b = b / whole;
            fragment.c = c / whole;
            fragment.depth = z;
            fragment.outside = turn < 0;
            const distanceA = a / Math.sqrt(aX * aX + aY * aY);
            const distanceB = b / Math.sqrt(bX * bX + bY * bY);
            const distanceC = c / Math.sqrt(cX * cX + cY * cY);
            fragment.edgeDistance = Math.min(distanceA, distanceB, distanceC) / STEPS;
            const color = shade(fragment);
            let place = last;
            for (; place > 0 && z < layers[place - 1].depth[at]; place--) {
              layers[place].depth[at] = layers[place - 1].depth[at];
              layers[place].color[at] = layers[place - 1].color[at];
            }
            layers[place].depth[at] = z;
            layers[place].color[at] = color;
          }
        }
        a += aX * STEPS;
        b += bX * STEPS;
        c += cX * STEPS;
      }
      rowA += aY * STEPS;
      rowB += bY * STEPS;
      rowC += cY * STEPS;
    }
  }
}

/** 0 for the sides whose samples belong to the triangle, 1 for those whose samples belong to its neighbour. */
function findLeastInside(stepX: number, stepY: number): 0 | 1 {
  return stepX > 0 || (stepX === 0 && stepY > 0) ? 0 : 1;
}
