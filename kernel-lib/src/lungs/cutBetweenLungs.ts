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
  /** The column of the line in each row of each slice; what lies in it and in higher columns is left. */
  readonly columns: Int16Array;
  /** The longest way through air that it takes in a slice, in mm. */
  readonly longest: number;
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
  const [, rowMm, columnMm] = air.geometry.spacing;
  const reach = Math.ceil(junctionReach / columnMm);
  const first = Math.max(0, Math.round(spine) - reach);
  const width = Math.min(columns, Math.round(spine) + reach + 1) - first;
  const values = contiguous(cells.voxels);
  const found = new Int16Array(slices * rows);
  const [own, beside] = [new Float64Array(width), new Float64Array(width)]; // of a row
  const ways: Ways = {
    width,
    costs: new Float64Array(rows * width),
    steps: new Int8Array(rows * width),
    aslant: Math.hypot(1, columnMm / rowMm),
  };
  let longest = 0;
  for (let slice = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++) {
      const line = slice * rows + row;
      const last = slice === 0 ? spine : found[line - rows];
      for (let i = 0; i < width; i++) {
        const column = first + i;
        const isAir = hasBit(air, line, column);
        own[i] = isAir ? Math.max(TISSUE - values[line * columns + column], 0) : 0;
        beside[i] = BESIDE_SPINE * Math.abs(column - spine);
        if (isAir && slice > 0) beside[i] += BESIDE_LAST * Math.abs(column - last);
      }
      addRow(ways, row, own, beside);
    }
    let through = 0;
    traceBack(ways, rows, (row, i) => {
      found[slice * rows + row] = first + i;
      if (hasBit(air, slice * rows + row, first + i)) through += rowMm;
    });
    longest = Math.max(longest, through);
  }
  return { columns: found, longest };
}

/** The cheapest ways from the first row to every place of the rows so far. */
interface Ways {
  readonly width: number;
  readonly costs: Float64Array;
  /** From where in the row above a way comes: -1, 0 or 1. */
  readonly steps: Int8Array;
  /** How much longer a step aside is. */
  readonly aslant: number;
}

/** Goes on to a row whose places cost what they are by themselves, longer aside, and for where they lie. */
function addRow(
  { width, costs, steps, aslant }: Ways,
  row: number,
  own: Float64Array,
  lie: Float64Array,
): void {
  for (let i = 0, at = row * width; i < width; i++, at++) {
    if (row === 0) {
      costs[at] = own[i] + lie[i];
      continue;
    }
    const above = at - width;
    const aside = aslant * own[i];
    let best = costs[above] + own[i];
    let step = 0;
    if (i > 0 && costs[above - 1] + aside < best) {
      best = costs[above - 1] + aside;
      step = -1;
    }
    if (i < width - 1 && costs[above + 1] + aside < best) {
      best = costs[above + 1] + aside;
      step = 1;
    }
    costs[at] = best + lie[i];
    steps[at] = step;
  }
}

/** Calls back with the place of the cheapest way in each row, from the last one on. */
function traceBack(
  { width, costs, steps }: Ways,
  rows: number,
  visit: (row: number, i: number) => void,
): void {
  let at = (rows - 1) * width;
  for (let i = at; i < rows * width; i++) if (costs[i] < costs[at]) at = i;
  for (let row = rows - 1; row >= 0; row--) {
    visit(row, at % width);
    at += steps[at] - width;
  }
}
