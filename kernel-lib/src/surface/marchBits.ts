import type { BitRows } from "../volume/bitRows";
import { BINARY_CUBE_TABLE } from "./binaryCubeTable";

/** A grid of samples, one bit each, in the order in which it is marched: [planes, rows, columns]. */
export interface BitGrid extends BitRows {
  readonly shape: readonly [planes: number, rows: number, columns: number];
}

/** Vertices as grid indices (whole and half numbers) and faces, both in the order of their creation. */
export interface GridSurface {
  /** Three grid indices a vertex, [plane, row, column]. */
  readonly positions: Float32Array;
  /** Three vertex numbers a triangle. */
  readonly triangles: Uint32Array;
}

const CENTRE = 12;
/** Most vertices and triangles of one cell. */
const MAX_VERTICES = 13;
const MAX_TRIANGLES = 9;

const CELLS = cellTables();

/**
 * The surface between the set and the unset samples: marching cubes over a bit grid, cell after cell in raster
 * order, with the vertices half way; the samples at the grid's border do not close it.
 * Vertices, faces and their order are those of scikit-image's `marching_cubes` on the same 0/1 array.
 * A grid with an axis shorter than 2 has no cell, so its surface is empty.
 */
export function marchBits(grid: BitGrid): GridSurface {
  const { shape, wordsPerRow } = grid;
  const [planes, rows, columns] = shape;
  // As Int32 a word never leaves V8's small-integer arithmetic.
  const bits = new Int32Array(grid.bits.buffer, grid.bits.byteOffset, grid.bits.length);
  const { vertexStart, vertexEdge, cornerStart, cornerEdge, half } = CELLS;

  let positions = new Float32Array(1 << 12);
  let triangles = new Uint32Array(1 << 13);
  let vertices = 0;
  let corners = 0;

  // Vertex numbers on the edges of two planes and of the layer between them; a slot is written before it is read.
  const area = rows * columns;
  const cache = new Int32Array(5 * area);
  const slot = new Int32Array(12);
  const ids = new Int32Array(MAX_VERTICES);

  const cellWords = (columns + 30) >>> 5;
  const lastWordMask = columns % 32 === 1 ? -1 : (1 << ((columns - 1) & 31)) - 1;

  for (let z = 0; z + 1 < planes; z++) {
    setSlots(slot, z & 1, area, columns);
    for (let y = 0; y + 1 < rows; y++) {
      const needPositions = 3 * (vertices + MAX_VERTICES * columns);
      if (needPositions > positions.length) positions = grown(positions, needPositions);
      const needCorners = corners + 3 * MAX_TRIANGLES * columns;
      if (needCorners > triangles.length) triangles = grown(triangles, needCorners);

      const atA = (z * rows + y) * wordsPerRow;
      const atB = atA + wordsPerRow;
      const atC = atA + rows * wordsPerRow;
      const atD = atC + wordsPerRow;
      let nextA = bits[atA];
      let nextB = bits[atB];
      let nextC = bits[atC];
      let nextD = bits[atD];
      for (let w = 0; w < cellWords; w++) {
        const a = nextA;
        const b = nextB;
        const c = nextC;
        const d = nextD;
        const more = w + 1 < wordsPerRow;
        nextA = more ? bits[atA + w + 1] : 0;
        nextB = more ? bits[atB + w + 1] : 0;
        nextC = more ? bits[atC + w + 1] : 0;
        nextD = more ? bits[atD + w + 1] : 0;
        // The right-hand corners of the 32 cells: the samples one column on.
        const a1 = (a >>> 1) | (nextA << 31);
        const b1 = (b >>> 1) | (nextB << 31);
        const c1 = (c >>> 1) | (nextC << 31);
        const d1 = (d >>> 1) | (nextD << 31);
        let active = (a | b | c | d | a1 | b1 | c1 | d1) & ~(a & b & c & d & a1 & b1 & c1 & d1);
        if (w === cellWords - 1) active &= lastWordMask;

        while (active !== 0) {
          const bit = 31 - Math.clz32(active & -active);
          active &= active - 1;
          const cube =
            ((a >>> bit) & 1) |
            (((a1 >>> bit) & 1) << 1) |
            (((b >>> bit) & 1) << 2) |
            (((b1 >>> bit) & 1) << 3) |
            (((c >>> bit) & 1) << 4) |
            (((c1 >>> bit) & 1) << 5) |
            (((d >>> bit) & 1) << 6) |
            (((d1 >>> bit) & 1) << 7);
          const x = (w << 5) + bit;
          const cell = y * columns + x;
          const fresh = FRESH[(z === 0 ? 4 : 0) | (y === 0 ? 2 : 0) | (x === 0 ? 1 : 0)];

          for (let v = vertexStart[cube], end = vertexStart[cube + 1]; v < end; v++) {
            const edge = vertexEdge[v];
            if ((fresh >>> edge) & 1) {
              if (edge !== CENTRE) cache[slot[edge] + cell] = vertices;
              ids[edge] = vertices;
              positions[3 * vertices] = z + half[3 * edge];
              positions[3 * vertices + 1] = y + half[3 * edge + 1];
              positions[3 * vertices + 2] = x + half[3 * edge + 2];
              vertices++;
            } else {
              ids[edge] = cache[slot[edge] + cell];
            }
          }
          for (let t = cornerStart[cube], end = cornerStart[cube + 1]; t < end; t++) {
            triangles[corners++] = ids[cornerEdge[t]];
          }
        }
      }
    }
  }
  return { positions: positions.slice(0, 3 * vertices), triangles: triangles.slice(0, corners) };
}

/**
 * Which edges of a cell no earlier cell has, one bit each, by whether the cell lies on the first plane (4),
 * row (2), column (1). Away from those only the three edges that meet at the cell's last corner, and the centre.
 */
const FRESH: Int32Array = Int32Array.from({ length: 8 }, (_, first) => {
  const [z, y, x] = [first & 4, first & 2, first & 1];
  let edges = 1 << CENTRE;
  for (let o = 0; o < 4; o++) {
    const high = o >> 1;
    const low = o & 1;
    if ((high || z) && (low || y)) edges |= 1 << o;
    if ((high || z) && (low || x)) edges |= 1 << (4 + o);
    if ((high || y) && (low || x)) edges |= 1 << (8 + o);
  }
  return edges;
});

/**
 * Where each edge's vertex number is kept, less the number of the cell in its plane. Two pairs of edge planes
 * change places from layer to layer: what was above becomes what is below.
 */
function setSlots(slot: Int32Array, parity: number, area: number, columns: number): void {
  for (let o = 0; o < 4; o++) {
    const high = o >> 1;
    const low = o & 1;
    const plane = 2 * (high ^ parity) * area;
    slot[o] = plane + low * columns;
    slot[4 + o] = plane + area + low;
    slot[8 + o] = 4 * area + high * columns + low;
  }
}

/** The table of triangles as flat arrays, with each cube's vertices in the order of their first touch. */
function cellTables() {
  const vertexStart = new Uint16Array(257);
  const cornerStart = new Uint16Array(257);
  const vertexEdge: number[] = [];
  const cornerEdge: number[] = [];
  BINARY_CUBE_TABLE.forEach((digits, cube) => {
    const edges = Array.from(digits, (digit) => Number.parseInt(digit, 16));
    // The marching runs through a triangle the other way round than it is given out.
    const touched = new Set<number>();
    for (let t = 0; t < edges.length; t += 3)
      touched
        .add(edges[t + 2])
        .add(edges[t + 1])
        .add(edges[t]);
    vertexEdge.push(...touched);
    cornerEdge.push(...edges);
    vertexStart[cube + 1] = vertexEdge.length;
    cornerStart[cube + 1] = cornerEdge.length;
  });
  const half = new Float32Array(3 * MAX_VERTICES).fill(0.5);
  for (let o = 0; o < 4; o++) {
    half.set([o >> 1, o & 1, 0.5], 3 * o);
    half.set([o >> 1, 0.5, o & 1], 3 * (4 + o));
    half.set([0.5, o >> 1, o & 1], 3 * (8 + o));
  }
  return {
    vertexStart,
    cornerStart,
    vertexEdge: Uint8Array.from(vertexEdge),
    cornerEdge: Uint8Array.from(cornerEdge),
    half,
  };
}

/** The array at least doubled, or as long as is needed. */
function grown<A extends Float32Array | Uint32Array>(array: A, needed: number): A {
  const longer = new (array.constructor as new (length: number) => A)(Math.max(2 * array.length, needed));
  longer.set(array);
  return longer;
}
