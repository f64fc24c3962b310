import { dilation } from "../segmentation/dilation";
import { erosion } from "../segmentation/erosion";
import { andNot } from "../segmentation/setAlgebra";
import { createRunList, findRuns, hasBit, setBit, setBits } from "../volume/bitRows";
import { createMask, type Mask } from "../volume/mask";
import type { LungGrid } from "./lungGrid";

/** What decides of the voxels of one lung. */
export interface LungCells {
  /** The lung as it is closed over vessels and nodules. */
  readonly closed: Mask;
  /** Its air before that. */
  readonly air: Mask;
  /** Where it is not: outside of the body, gas, the central airway, the other lung. */
  readonly forbidden: Mask;
}

/**
 * A lung on the voxels of the scan: cells whose neighbours are all in it are in, and of those at its surface the voxels
 * that are air, or, where the closing filled tissue, the half of the closed surface that they are in.
 */
export function voxelSurface(
  { volume, cells, factors }: LungGrid,
  { closed, air, forbidden }: LungCells,
  threshold: number,
  values: (slice: number, row: number, column: number) => number,
): Mask {
  const { geometry } = volume;
  const [slices, rows, columns] = geometry.shape;
  // One cell to every side, corners too.
  const reach = { radius: 1.01 * Math.hypot(...cells.geometry.spacing.map((mm) => mm ?? 1)) };
  const [, cellRows] = cells.shape;
  const inner = erosion(closed, reach);
  const band = andNot(andNot(dilation(closed, reach), inner), forbidden);
  const added = dilation(andNot(closed, air), reach);
  const out = createMask(geometry);
  const runs = createRunList(inner);
  const bandRuns = createRunList(band);
  for (let slice = 0; slice < slices; slice++) {
    const s = Math.floor(slice / factors[0]);
    for (let row = 0; row < rows; row++) {
      const line = s * cellRows + Math.floor(row / factors[1]);
      const to = slice * rows + row;
      const count = findRuns(inner, line, runs);
      for (let i = 0; i < count; i++) {
        setBits(out, to, runs.starts[i] * factors[2], Math.min(runs.ends[i] * factors[2], columns));
      }
      const bands = findRuns(band, line, bandRuns);
      for (let i = 0; i < bands; i++) {
        const end = Math.min(bandRuns.ends[i] * factors[2], columns);
        for (let column = bandRuns.starts[i] * factors[2]; column < end; column++) {
          const cell = Math.floor(column / factors[2]);
          const isIn =
            values(slice, row, column) < threshold ||
            (hasBit(added, line, cell) && closedAt(closed, factors, slice, row, column) >= 0.5);
          if (isIn) setBit(out, to, column);
        }
      }
    }
  }
  return out;
}

/** A mask of cells at a voxel, between the middles of cells by trilinear interpolation; cells beyond the border as at it. */
function closedAt(
  mask: Mask,
  factors: readonly [number, number, number],
  slice: number,
  row: number,
  column: number,
): number {
  const { shape } = mask;
  const place = [slice, row, column].map((n, axis) => (n + 0.5) / factors[axis] - 0.5);
  const [s, r, c] = place.map(Math.floor);
  let sum = 0;
  for (let ds = 0; ds < 2; ds++)
    for (let dr = 0; dr < 2; dr++)
      for (let dc = 0; dc < 2; dc++) {
        const weight = share(place[0] - s, ds) * share(place[1] - r, dr) * share(place[2] - c, dc);
        if (weight === 0) continue;
        const [zs, zr, zc] = [s + ds, r + dr, c + dc].map((n, axis) => Math.min(Math.max(n, 0), shape[axis] - 1));
        if (hasBit(mask, zs * shape[1] + zr, zc)) sum += weight;
      }
  return sum;
}

function share(fraction: number, step: number): number {
  return step === 0 ? 1 - fraction : fraction;
}
