import {
  type BitRows,
  createRunList,
  findRuns,
  hasBit,
  setBit,
  setBits,
  wordsPerRow,
} from "../../volume/bitRows";
import type { VoxelArray } from "../../volume/voxelArray";
import type { VoxelValues } from "../stack/voxelValues";

/** A source slice, and where its voxels lie on the output's rows and columns. */
export interface PlacedPart extends VoxelValues {
  /** The source slice's own matrix. */
  readonly rows: number;
  readonly columns: number;
  /** Share of the output's values. */
  readonly weight: number;
  /** First output row and column at or after the slice's first voxel. */
  readonly row: number;
  readonly column: number;
  /** How far they lie towards the slice's next row and column, from 0 to less than 1. */
  readonly nextRow: number;
  readonly nextColumn: number;
}

/** Rows or columns of the output that a slice covers, from the first to one past the last. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Writes one slice of [rows, columns]: the weighted sum of its parts, each interpolated linearly within its plane.
 * Voxels that not every part covers become padding of that value; where a padded voxel would take part, the nearest
 * voxel of the first part is taken instead, padded or not.
 *
 * @param out - the slice's place in the volume; bits zeroed.
 */
export function resampleSlice(
  out: VoxelValues,
  [rows, columns]: readonly [number, number],
  parts: readonly PlacedPart[],
  padding: number,
): void {
  const { values, paddingBits } = out;
  const padded: BitRows = { bits: paddingBits, wordsPerRow: wordsPerRow(columns) };
  const covered = {
    rows: common(parts.map((part) => range(part.row, part.rows, part.nextRow))),
    columns: common(parts.map((part) => range(part.column, part.columns, part.nextColumn))),
  };
  const { from, to } = covered.columns;
  const copied = parts.length === 1 && parts[0].nextRow === 0 && parts[0].nextColumn === 0;
  const whole = values instanceof Int16Array;
  const line = new Float64Array(columns);
  const beside = new Uint8Array(columns);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    if (row < covered.rows.from || row >= covered.rows.to || from >= to) {
      values.fill(padding, start, start + columns);
      setBits(padded, row, 0, columns);
      continue;
    }
    values.fill(padding, start, start + from);
    values.fill(padding, start + to, start + columns);
    setBits(padded, row, 0, from);
    setBits(padded, row, to, columns);
    if (copied) {
      const at = (row - parts[0].row) * parts[0].columns + from - parts[0].column;
      values.set(parts[0].values.subarray(at, at + to - from), start + from);
    } else {
      line.fill(0, from, to);
      for (let i = 0; i < parts.length; i++) addPart(line, covered.columns, row, parts[i]);
      if (whole)
        for (let column = from; column < to; column++)
          values[start + column] = Math.floor(line[column] + 0.5);
      else for (let column = from; column < to; column++) values[start + column] = line[column];
    }
    let touched = false;
    for (let i = 0; i < parts.length; i++) touched = markBesidePadding(beside, row, parts[i]) || touched;
    if (touched) {
      takeNearest(values, padded, beside, covered.columns, row, parts[0]);
      beside.fill(0);
    }
  }
}

function range(first: number, length: number, next: number): Range {
  return { from: first, to: first + length - (next > 0 ? 1 : 0) };
}

function common(ranges: readonly Range[]): Range {
  return {
    from: Math.max(...ranges.map(({ from }) => from)),
    to: Math.min(...ranges.map(({ to }) => to)),
  };
}

function addPart(line: Float64Array, { from, to }: Range, row: number, part: PlacedPart): void {
  const { values, columns, weight, nextRow, nextColumn } = part;
  const steps = nextRow > 0 ? 2 : 1;
  for (let step = 0; step < steps; step++) {
    const share = weight * (step === 0 ? 1 - nextRow : nextRow);
    let at = (row - part.row + step) * columns + from - part.column;
    if (nextColumn === 0) {
      for (let column = from; column < to; column++, at++) line[column] += share * values[at];
    } else {
      const [here, next] = [share * (1 - nextColumn), share * nextColumn];
      for (let column = from; column < to; column++, at++) {
        line[column] += here * values[at] + next * values[at + 1];
      }
    }
  }
}

/** Marks the output columns that a padded voxel of the part would go into; false when there is none. */
function markBesidePadding(beside: Uint8Array, row: number, part: PlacedPart): boolean {
  const { row: first, column: shift, nextRow, nextColumn } = part;
  const steps = nextRow > 0 ? 2 : 1;
  const reach = nextColumn > 0 ? 1 : 0;
  const padding = paddingOf(part);
  const runs = createRunList(padding);
  let marked = false;
  for (let step = 0; step < steps; step++) {
    const count = findRuns(padding, row - first + step, runs);
    for (let i = 0; i < count; i++) {
      marked = true;
      beside.fill(1, Math.max(0, shift + runs.starts[i] - reach), shift + runs.ends[i]);
    }
  }
  return marked;
}

function takeNearest(
  values: VoxelArray,
  padded: BitRows,
  beside: Uint8Array,
  { from, to }: Range,
  row: number,
  part: PlacedPart,
): void {
  const sourceRow = row - part.row + (part.nextRow > 0.5 ? 1 : 0);
  const shift = (part.nextColumn > 0.5 ? 1 : 0) - part.column;
  const source = paddingOf(part);
  for (let column = from; column < to; column++) {
    if (beside[column] === 0) continue;
    const sourceColumn = column + shift;
    values[row * beside.length + column] = part.values[sourceRow * part.columns + sourceColumn];
    if (hasBit(source, sourceRow, sourceColumn)) setBit(padded, row, column);
  }
}

function paddingOf({ paddingBits, columns }: PlacedPart): BitRows {
  return { bits: paddingBits, wordsPerRow: wordsPerRow(columns) };
}
