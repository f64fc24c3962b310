import { hasBit, setBit, wordsPerRow } from "../volume/bitRows";
import type { Mask } from "../volume/mask";
import type { BitGrid } from "./marchBits";
import { transposeBits } from "./transposeBits";

/**
 * Order in which a volume is marched, and of the three numbers of a voxel position, outermost first.
 * "column-row-slice" is NumPy's `transpose(2, 1, 0)`; "column-row-reversedSlice" is
 * `transpose(2, 1, 0)[:, :, ::-1]`, where slice number 0 is the last one.
 */
export type AxisOrder = "slice-row-column" | "column-row-slice" | "column-row-reversedSlice";

/** What lies beyond the volume: "open", nothing that would close a surface; "closed", one layer of outside. */
export type Border = "open" | "closed";

/** The samples of a mask that are marched, and where they lie in it. */
export interface RasterGrid extends BitGrid {
  /** For each axis of the grid the stored axis (0 slices, 1 rows, 2 columns) that it runs along. */
  readonly storedAxis: readonly [number, number, number];
  /** Stored index along that axis = storedStart + storedStep x grid index. */
  readonly storedStart: readonly [number, number, number];
  readonly storedStep: readonly [number, number, number];
  /** Grid index of the first sample of the volume: 1 where a layer was added, else 0. */
  readonly pad: 0 | 1;
}

/** Every `stepSize`-th sample of a mask along each axis, in marching order. */
export function rasterGrid(mask: Mask, axes: AxisOrder, stepSize: number, border: Border): RasterGrid {
  const reversed = axes === "column-row-reversedSlice";
  const transposed = reversed || axes === "column-row-slice";
  const pad = border === "closed" ? 1 : 0;

  const stored: BitGrid = { bits: mask.bits, wordsPerRow: mask.wordsPerRow, shape: mask.geometry.shape };
  const ordered = transposed ? transposeBits(stored, reversed) : stored;
  const sampled = stepSize > 1 ? everyNth(ordered, stepSize) : ordered;
  const grid = pad ? padded(sampled) : sampled;

  const lastStep = reversed ? -stepSize : stepSize;
  const lastStart = reversed ? mask.geometry.shape[0] - 1 : 0;
  return {
    ...grid,
    storedAxis: transposed ? [2, 1, 0] : [0, 1, 2],
    storedStart: [-pad * stepSize, -pad * stepSize, lastStart - pad * lastStep],
    storedStep: [stepSize, stepSize, lastStep],
    pad,
  };
}

function everyNth(grid: BitGrid, step: number): BitGrid {
  const [planes, rows, columns] = grid.shape.map((n) => Math.ceil(n / step));
  const sampled = emptyGrid(planes, rows, columns);
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      const from = plane * step * grid.shape[1] + row * step;
      const to = plane * rows + row;
      for (let column = 0, at = 0; column < columns; column++, at += step) {
        if (hasBit(grid, from, at)) setBit(sampled, to, column);
      }
    }
  }
  return sampled;
}

/** The grid with one layer of unset samples all around. */
function padded(grid: BitGrid): BitGrid {
  const [planes, rows, columns] = grid.shape;
  const wider = emptyGrid(planes + 2, rows + 2, columns + 2);
  for (let plane = 0; plane < planes; plane++) {
    for (let row = 0; row < rows; row++) {
      const from = (plane * rows + row) * grid.wordsPerRow;
      const to = ((plane + 1) * (rows + 2) + row + 1) * wider.wordsPerRow;
      for (let w = 0; w < grid.wordsPerRow; w++) {
        const word = grid.bits[from + w];
        wider.bits[to + w] |= word << 1;
        if (w + 1 < wider.wordsPerRow) wider.bits[to + w + 1] = word >>> 31;
      }
    }
  }
  return wider;
}

function emptyGrid(planes: number, rows: number, columns: number): BitGrid {
  const words = wordsPerRow(columns);
  return { bits: new Uint32Array(planes * rows * words), wordsPerRow: words, shape: [planes, rows, columns] };
}
