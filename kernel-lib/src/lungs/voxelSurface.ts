import { dilation } from "../segmentation/dilation";
import { erosion } from "../segmentation/erosion";
import { andNot } from "../segmentation/setAlgebra";
import { createRunList, findRuns, hasBit, setBit, setBits } from "../volume/bitRows";
import { createMask, type Mask } from "../volume/mask";
import type { LungGrid } from "./lungGrid";
import type { ReadVoxel } from "./readVoxels";

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
  values: ReadVoxel,
): Mask {
  const { geometry } = volume;
  const [slices, rows, columns] = geometry.shape;
  // One cell to every side, corners too; in the plane more where slices are thick.
  const reach = { radius: 1.01 * Math.hypot(...cells.geometry.spacing.map((mm) => mm ?? 1)) };
  const [, cellRows] = cells.shape;
  const inner = erosion(closed, reach);
  const band = andNot(andNot(dilation(closed, reach), inner), forbidden);
  const added = dilation(andNot(closed, air), reach);
  const blend = new CellBlend(closed, factors);
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
      if (bands === 0) continue;
      blend.at(slice, row);
      for (let i = 0; i < bands; i++) {
        for (let cell = bandRuns.starts[i]; cell < bandRuns.ends[i]; cell++) {
          const isAdded = hasBit(added, line, cell);
          const end = Math.min((cell + 1) * factors[2], columns);
          for (let column = cell * factors[2]; column < end; column++) {
            if (values(slice, row, column) < threshold || (isAdded && blend.of(column) >= 0.5)) {
              setBit(out, to, column);
            }
          }
        }
      }
    }
  }
  return out;
}

/** A mask of cells between their middles, by trilinear interpolation, row by row of voxels; beyond the border as at it. */
class CellBlend {
  private readonly lines = new Float64Array(4);
  private readonly weights = new Float64Array(4);

  constructor(
    private readonly mask: Mask,
    private readonly factors: readonly [number, number, number],
  ) {}

  /** The row of voxels that is asked about from now on. */
  at(slice: number, row: number): void {
    const { mask, factors, lines, weights } = this;
    const [slices, rows] = mask.shape;
    const [s, r] = [(slice + 0.5) / factors[0] - 0.5, (row + 0.5) / factors[1] - 0.5];
    for (let i = 0; i < 4; i++) {
      const [ds, dr] = [i >> 1, i & 1];
      const [before, above] = [Math.floor(s), Math.floor(r)];
      lines[i] = clamp(before + ds, slices) * rows + clamp(above + dr, rows);
      weights[i] = (ds ? s - before : before + 1 - s) * (dr ? r - above : above + 1 - r);
    }
  }

  of(column: number): number {
    const { mask, factors, lines, weights } = this;
    const columns = mask.shape[2];
    const place = (column + 0.5) / factors[2] - 0.5;
    const before = Math.floor(place);
    const [a, b] = [clamp(before, columns), clamp(before + 1, columns)];
    const second = place - before;
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      if (weights[i] === 0) continue;
      if (hasBit(mask, lines[i], a)) sum += weights[i] * (1 - second);
      if (hasBit(mask, lines[i], b)) sum += weights[i] * second;
    }
    return sum;
  }
}

function clamp(n: number, count: number): number {
  return n < 0 ? 0 : n >= count ? count - 1 : n;
}
