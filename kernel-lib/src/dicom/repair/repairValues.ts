import { allocated } from "../../allocated";
import { wordsPerRow } from "../../volume/bitRows";
import type { VoxelArray } from "../../volume/voxelArray";
import type { VoxelValues } from "../stack/voxelValues";
import type { RepairPart, RepairPlan } from "./planRepair";
import { type PlacedPart, resampleSlice } from "./resampleSlice";

/** Value of what lies outside every slice of a CT, which is air. */
const AIR_HU = -1000;

/**
 * The values of the planned grid: slices that lie on it are copied bit for bit, others are interpolated linearly along
 * the normal, rows and columns. Int16 stays Int16, halves being rounded up; Float32 stays Float32.
 *
 * A voxel that would need what lies outside a slice's own matrix is padding: of the value that the slice's own padding
 * has, else -1000 in a volume in HU, else the least value of the volume. Beside padding within a slice the nearest
 * voxel is taken, so that padding and tissue are never mixed.
 *
 * @param source - of `plan.slices`, in that order; handed back itself when the plan changes nothing.
 */
export function repairValues(plan: RepairPlan<unknown>, source: VoxelValues): VoxelValues {
  if (isUnchanged(plan)) return source;
  const [count, rows, columns] = plan.shape;
  const wordsPerSlice = rows * wordsPerRow(columns);
  const length = count * rows * columns;
  const { BYTES_PER_ELEMENT } = source.values;
  const values = allocated(
    `a repaired volume of ${count} slices of ${rows} x ${columns} pixels`,
    length * BYTES_PER_ELEMENT,
    () => (source.values instanceof Int16Array ? new Int16Array(length) : new Float32Array(length)),
  );
  const paddingBits = new Uint32Array(count * wordsPerSlice);
  const paddingOf = plan.slices.map((_, i) => ownPadding(sourceSlice(plan, source, i), plan.sourceShape[2]));
  let outside: number | null = null;
  for (const [slice, { parts }] of plan.output.entries()) {
    const own = paddingOf[parts[0].source];
    if (own === null) outside ??= plan.units === "HU" ? AIR_HU : least(source.values);
    resampleSlice(
      {
        values: values.subarray(slice * rows * columns, (slice + 1) * rows * columns),
        paddingBits: paddingBits.subarray(slice * wordsPerSlice, (slice + 1) * wordsPerSlice),
      },
      [rows, columns],
      parts.map((part) => placePart(part, plan, source)),
      own ?? outside ?? AIR_HU,
    );
  }
  return { values, paddingBits };
}

function isUnchanged({ shape, sourceShape, output }: RepairPlan<unknown>): boolean {
  return (
    shape.every((n, axis) => n === sourceShape[axis]) &&
    output.every(({ parts: [first, ...others] }, i) => {
      return others.length === 0 && first.source === i && first.rowShift === 0 && first.columnShift === 0;
    })
  );
}

function placePart(part: RepairPart, plan: RepairPlan<unknown>, source: VoxelValues): PlacedPart {
  const [, rows, columns] = plan.sourceShape;
  const [row, column] = [Math.ceil(part.rowShift), Math.ceil(part.columnShift)];
  return {
    ...sourceSlice(plan, source, part.source),
    rows,
    columns,
    weight: part.weight,
    row,
    column,
    nextRow: row - part.rowShift,
    nextColumn: column - part.columnShift,
  };
}

function sourceSlice(
  plan: RepairPlan<unknown>,
  { values, paddingBits }: VoxelValues,
  slice: number,
): VoxelValues {
  const [, rows, columns] = plan.sourceShape;
  const words = rows * wordsPerRow(columns);
  return {
    values: values.subarray(slice * rows * columns, (slice + 1) * rows * columns),
    paddingBits: paddingBits.subarray(slice * words, (slice + 1) * words),
  };
}

/** The value of a slice's first padded voxel, or null. */
function ownPadding({ values, paddingBits }: VoxelValues, columns: number): number | null {
  const words = wordsPerRow(columns);
  const word = paddingBits.findIndex((bits) => bits !== 0);
  if (word < 0) return null;
  const column = (word % words) * 32 + 31 - Math.clz32(paddingBits[word] & -paddingBits[word]);
  return values[Math.floor(word / words) * columns + column];
}

function least(values: VoxelArray): number {
  let lowest = values[0];
  for (let i = 1; i < values.length; i++) if (values[i] < lowest) lowest = values[i];
  return lowest;
}
