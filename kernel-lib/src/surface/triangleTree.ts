import type { Triangles } from "./faceNormal";
import { pointTriangleSquare } from "./pointTriangleSquare";

/** Triangles in boxes within boxes, to find the nearest one. */
export interface TriangleTree {
  /** Squared distance of a point to the nearest triangle; infinite where there is none. */
  nearestSquare(x: number, y: number, z: number): number;
}

/** Triangles in a lowest box, and boxes in every other. */
const CHILDREN = 8;
/** Bits of a whole number in a double, and of each coordinate in the order of the triangles, at most. */
const DOUBLE_BITS = 53;
const MOST_BITS = 10;

/**
 * A tree over the triangles in the order of a Z-shaped curve through their centres (Morton order), packed like an
 * R-tree: each box holds the next eight of the level below.
 */
export function createTriangleTree(mesh: Triangles): TriangleTree {
  const { positions: p, triangles } = mesh;
  const order = curveOrder(mesh);
  const levels = [triangleBoxes(mesh, order)];
  while (levels[levels.length - 1].length > 6) levels.push(boxesAround(levels[levels.length - 1]));
  const stack = new Uint32Array(2 * CHILDREN * levels.length + 2);
  let last = 0; // triangle nearest to the point before, which is near to this one as well

  return {
    nearestSquare(x, y, z) {
      if (order.length === 0) return Number.POSITIVE_INFINITY;
      let nearest = pointTriangleSquare(p, triangles, 3 * last, x, y, z);
      let top = 0;
      stack[top++] = levels.length - 1;
      stack[top++] = 0;
      while (top > 0) {
        const box = stack[--top];
        const level = stack[--top];
        if (boxSquare(levels[level], 6 * box, x, y, z) >= nearest) continue;
        const end = level === 0 ? order.length : levels[level - 1].length / 6;
        for (let child = CHILDREN * box; child < Math.min(CHILDREN * (box + 1), end); child++) {
          if (level > 0) {
            if (boxSquare(levels[level - 1], 6 * child, x, y, z) >= nearest) continue;
            stack[top++] = level - 1;
            stack[top++] = child;
            continue;
          }
          const square = pointTriangleSquare(p, triangles, 3 * order[child], x, y, z);
          if (square >= nearest) continue;
          nearest = square;
          last = order[child];
        }
      }
      return nearest;
    },
  };
}

/** Triangles by the Morton code of their centres. */
function curveOrder({ positions: p, triangles }: Triangles): Uint32Array {
  const count = triangles.length / 3;
  const centres = new Float64Array(3 * count);
  const low = [1, 1, 1].map(() => Number.POSITIVE_INFINITY);
  const high = [1, 1, 1].map(() => Number.NEGATIVE_INFINITY);
  for (let i = 0; i < centres.length; i++) {
    const face = i - (i % 3);
    const axis = i % 3;
    const sum =
      p[3 * triangles[face] + axis] + p[3 * triangles[face + 1] + axis] + p[3 * triangles[face + 2] + axis];
    centres[i] = sum / 3;
    low[axis] = Math.min(low[axis], centres[i]);
    high[axis] = Math.max(high[axis], centres[i]);
  }
  const longest = Math.max(...high.map((end, axis) => end - low[axis]));
  // Code and number of a triangle in one double: the more triangles, the coarser the code.
  const numberBits = Math.ceil(Math.log2(Math.max(count, 2)));
  const numbers = 2 ** numberBits;
  const bits = Math.min(MOST_BITS, Math.floor((DOUBLE_BITS - numberBits) / 3));
  const scale = longest > 0 ? (2 ** bits - 1) / longest : 0;
  const keys = new Float64Array(count);
  for (let t = 0; t < count; t++) {
    let code = 0;
    for (let axis = 0; axis < 3; axis++)
      code += spread((centres[3 * t + axis] - low[axis]) * scale) * 2 ** axis;
    keys[t] = code * numbers + t;
  }
  keys.sort();
  return Uint32Array.from(keys, (key) => key % numbers);
}

/** The bits of a whole number with two zeros after each. */
function spread(value: number): number {
  let bits = Math.floor(value);
  bits = (bits | (bits << 16)) & 0x030000ff;
  bits = (bits | (bits << 8)) & 0x0300f00f;
  bits = (bits | (bits << 4)) & 0x030c30c3;
  return (bits | (bits << 2)) & 0x09249249;
}

/** Boxes around eight triangles each: three lower and three upper bounds. */
function triangleBoxes({ positions: p, triangles }: Triangles, order: Uint32Array): Float64Array {
  const boxes = emptyBoxes(Math.ceil(order.length / CHILDREN));
  for (let i = 0; i < order.length; i++) {
    const box = 6 * Math.floor(i / CHILDREN);
    for (let corner = 3 * order[i]; corner < 3 * order[i] + 3; corner++) {
      for (let axis = 0; axis < 3; axis++) {
        const value = p[3 * triangles[corner] + axis];
        boxes[box + axis] = Math.min(boxes[box + axis], value);
        boxes[box + 3 + axis] = Math.max(boxes[box + 3 + axis], value);
      }
    }
  }
  return boxes;
}

function boxesAround(lower: Float64Array): Float64Array {
  const boxes = emptyBoxes(Math.ceil(lower.length / 6 / CHILDREN));
  for (let at = 0; at < lower.length; at += 6) {
    const box = 6 * Math.floor(at / 6 / CHILDREN);
    for (let axis = 0; axis < 3; axis++) {
      boxes[box + axis] = Math.min(boxes[box + axis], lower[at + axis]);
      boxes[box + 3 + axis] = Math.max(boxes[box + 3 + axis], lower[at + 3 + axis]);
    }
  }
  return boxes;
}

function emptyBoxes(count: number): Float64Array {
  return Float64Array.from({ length: 6 * count }, (_, i) =>
    i % 6 < 3 ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
  );
}

/** Squared distance of a point to a box. */
function boxSquare(boxes: Float64Array, at: number, x: number, y: number, z: number): number {
  const dx = Math.max(boxes[at] - x, 0, x - boxes[at + 3]);
  const dy = Math.max(boxes[at + 1] - y, 0, y - boxes[at + 4]);
  const dz = Math.max(boxes[at + 2] - z, 0, z - boxes[at + 5]);
  return dx * dx + dy * dy + dz * dz;
}
