import { hasBit } from "../volume/bitRows";
import { contiguous } from "../volume/contiguous";
import type { Mask } from "../volume/mask";
import type { Volume } from "../volume/volume";

export interface JunctionOptions {
  /** How far to the sides of the spine lungs that touch may do so, in mm. */
  readonly junctionReach: number;
}

/** Where lungs that touch are parted: a line from the front to the back of each slice. */
export interface LungJunction {
  /** The column of the line in each row of each slice; what lies in higher columns is left. */
  readonly columns: Int16Array;
  /** The longest way through air that it takes in a slice, in mm. */
  readonly longest: number;
  /** Of the air in it, in cm2. */
  readonly area: number;
}

/** What air costs, in HU below this: tissue costs nothing, and the membrane between lungs less than the lungs. */
const TISSUE = -400;
/** What it costs to lie a column beside the slice before, and beside the spine, in HU. */
const BESIDE_LAST = 10;
const BESIDE_SPINE = 0.01;

/**
 * The line with the least air on it, slice by slice, one column in each row, which moves at most one to the next: the idea
 * of finding junctions by dynamic programming is of Hu, Hoffman and Reinhardt 2001, doi 10.1109/42.929615.
 *
 * @param spine - column around which it is looked for.
 */
export function cutBetweenLungs(
  cells: Volume<Int16Array>,
  air: Mask,
  spine: number,
  { junctionReach }: JunctionOptions,
): LungJunction {
  const [slices, rows, columns] = air.shape;
  const [sliceMm, rowMm, columnMm] = air.geometry.spacing;
  const reach = Math.ceil(junctionReach / columnMm);
  const first = Math.max(0, Math.round(spine) - reach);
  const width = Math.min(columns, Math.round(spine) + reach + 1) - first;
  const aslant = Math.hypot(1, columnMm / rowMm);
  const values = contiguous(cells.voxels);
  const costs = new Float64Array(rows * width);
  const steps = new Int8Array(rows * width);
  const found = new Int16Array(slices * rows);
  let [longest, area] = [0, 0];
  for (let slice = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++) {
      const line = slice * rows + row;
      for (let i = 0; i < width; i++) {
        const at = row * width + i;
        const column = first + i;
        const isAir = hasBit(air, line, column);
        const own = isAir ? TISSUE - values[line * columns + column] : 0;
        const last = slice === 0 || !isAir ? 0 : BESIDE_LAST * Math.abs(column - found[line - rows]);
        const lie = last + BESIDE_SPINE * Math.abs(column - spine);
        if (row === 0) {
          costs[at] = own + lie;
          continue;
        }
        const above = at - width;
        let [best, step] = [costs[above] + own, 0];
        if (i > 0 && costs[above - 1] + aslant * own < best)
          [best, step] = [costs[above - 1] + aslant * own, -1];
        if (i < width - 1 && costs[above + 1] + aslant * own < best) {
          [best, step] = [costs[above + 1] + aslant * own, 1];
        }
        costs[at] = best + lie;
        steps[at] = step;
      }
    }
    let at = (rows - 1) * width;
    for (let i = at; i < rows * width; i++) if (costs[i] < costs[at]) at = i;
    let through = 0;
    for (let row = rows - 1; row >= 0; row--) {
      const column = first + (at % width);
      found[slice * rows + row] = column;
      if (hasBit(air, slice * rows + row, column)) through += rowMm;
      at += steps[at] - width;
    }
    longest = Math.max(longest, through);
    area += (through * (sliceMm ?? 1)) / 100;
  }
  return { columns: found, longest, area };
}
