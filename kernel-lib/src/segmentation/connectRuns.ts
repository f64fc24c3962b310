import type { Shape } from "../volume/geometry";
import type { Runs } from "./runs";

/** Neighbours of a voxel: those that share a face (6), also an edge (18), also a corner (26). */
export type Connectivity = 6 | 18 | 26;

/** Which runs hang together. */
export interface ConnectedRuns {
  /** For each run the first run, in raster order, of its component. */
  readonly roots: Uint32Array;
  /** Voxels of the component, at the number of its root; 0 elsewhere. */
  readonly sizes: Uint32Array;
}

/** How far apart the columns of two runs may be, in each neighbouring row, to touch. -1: not a neighbour. */
interface Reach {
  readonly rowBefore: number;
  readonly sliceBefore: number;
  readonly diagonalRows: number;
}

const REACH: Record<Connectivity | "4 within a slice" | "8 within a slice", Reach> = {
  6: { rowBefore: 0, sliceBefore: 0, diagonalRows: -1 },
  18: { rowBefore: 1, sliceBefore: 1, diagonalRows: 0 },
  26: { rowBefore: 1, sliceBefore: 1, diagonalRows: 1 },
  "4 within a slice": { rowBefore: 0, sliceBefore: -1, diagonalRows: -1 },
  "8 within a slice": { rowBefore: 1, sliceBefore: -1, diagonalRows: -1 },
};

/**
 * The components of a mask's runs, by union-find over runs: the label volume is never written.
 * A root is always the first run of its component in raster order, so components are met in the order in
 * which scikit-image numbers them. Method: He, Chao, Suzuki, doi 10.1109/TIP.2008.919369 (run-based labelling).
 */
export function connectRuns(runs: Runs, shape: Shape, connectivity: keyof typeof REACH): ConnectedRuns {
  const { starts, ends, firstOfRow } = runs;
  const { rowBefore, sliceBefore, diagonalRows } = REACH[connectivity];
  const [slices, rows] = shape;
  const parent = new Uint32Array(starts.length);
  for (let run = 0; run < parent.length; run++) parent[run] = run;

  for (let slice = 0, row = 0; slice < slices; slice++) {
    for (let r = 0; r < rows; r++, row++) {
      if (firstOfRow[row] === firstOfRow[row + 1]) continue;
      if (r > 0) joinRows(row, row - 1, rowBefore);
      if (slice === 0) continue;
      joinRows(row, row - rows, sliceBefore);
      if (r > 0) joinRows(row, row - rows - 1, diagonalRows);
      if (r < rows - 1) joinRows(row, row - rows + 1, diagonalRows);
    }
  }

  const sizes = new Uint32Array(starts.length);
  for (let run = 0; run < parent.length; run++) {
    // A parent has a smaller number and is flat already.
    parent[run] = parent[parent[run]];
    sizes[parent[run]] += ends[run] - starts[run];
  }
  return { roots: parent, sizes };

  function joinRows(row: number, other: number, reach: number): void {
    if (reach < 0) return;
    let a = firstOfRow[row];
    let b = firstOfRow[other];
    const aEnd = firstOfRow[row + 1];
    const bEnd = firstOfRow[other + 1];
    while (a < aEnd && b < bEnd) {
      if (starts[a] < ends[b] + reach && starts[b] < ends[a] + reach) join(a, b);
      if (ends[a] < ends[b]) a++;
      else b++;
    }
  }

  function join(a: number, b: number): void {
    const rootA = find(a);
    const rootB = find(b);
    if (rootA < rootB) parent[rootB] = rootA;
    else parent[rootA] = rootB;
  }

  function find(run: number): number {
    let at = run;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]]; // path halving
      at = parent[at];
    }
    return at;
  }
}

/** The root of the component with most voxels among roots from `from` up to `to`, the first of equals; -1 for none. */
export function largestRoot(
  { sizes }: ConnectedRuns,
  options: { from?: number; to?: number; except?: number } = {},
): number {
  const { from = 0, to = sizes.length, except = -1 } = options;
  let largest = -1;
  let size = 0;
  for (let root = from; root < to; root++) {
    if (sizes[root] > size && root !== except) {
      largest = root;
      size = sizes[root];
    }
  }
  return largest;
}
