import { InvalidArgumentError } from "../../errors";
import { DEFAULT_LIMITS, type Limits, requireWithin } from "../limits";
import { type CheckedSlices, checkStack, type GeometryCheck } from "./checkStack";
import { geometryError, isRepairable } from "./geometryError";
import { type InPlaneShifts, inPlaneShifts, noShifts } from "./inPlaneShifts";
import type { PlacedSlice } from "./placedSlice";
import { meanStep } from "./stackSlices";
import { GRID_TOLERANCE } from "./tolerances";
import { addScaled, type Triple } from "./vectors";

export interface RepairOptions {
  /** Distance between the slices asked for, mm. @default the median gap */
  spacing?: number;
  /** @default DEFAULT_LIMITS */
  limits?: Limits;
}

/** A source slice's part of an output slice. */
export interface RepairPart {
  /** Number of the source slice in stack order, from 0. */
  readonly source: number;
  /** Share of the output slice's values; the parts of a slice add up to 1. */
  readonly weight: number;
  /** Output row and column, with fractions, of the source slice's first voxel. */
  readonly rowShift: number;
  readonly columnShift: number;
}

/** How one output slice is made. */
export interface RepairedSlice {
  /** One source slice, or the two on either side; the nearest first. */
  readonly parts: readonly RepairPart[];
  /** No source slice lies here: the values are interpolated between two. */
  readonly synthetic: boolean;
}

/** What a repair changes, in numbers. */
export interface RepairReport {
  /** What was measured of the slices before. */
  readonly before: GeometryCheck;
  /** Numbers of the output slices that lie where no slice was scanned, from 0. */
  readonly synthetic: readonly number[];
  /** Output slices that are a source slice bit for bit. */
  readonly unchanged: number;
  /** Millimetres between slices that were asked for, and that there are; null for one slice alone. */
  readonly askedSpacing: number | null;
  readonly spacing: number | null;
  /** Tilt that was taken out. */
  readonly degreesCorrected: number;
  /** Rows and columns that the matrix grew by. */
  readonly rowsAdded: number;
  readonly columnsAdded: number;
}

/** How to make one regular, right-angled grid of slices: where it lies, and what each of its slices is made of. */
export interface RepairPlan<S> {
  /** The source slices in stack order, which `parts` number. */
  readonly slices: readonly S[];
  /** [slices, rows, columns], before and after. */
  readonly sourceShape: Triple;
  readonly shape: Triple;
  /** Centre of the first output voxel, LPS mm. */
  readonly origin: Triple;
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
  /** Vector from one output slice to the next, LPS mm; null for one slice alone. */
  readonly sliceStep: Triple | null;
  /** Between slices, rows and columns, mm. */
  readonly spacing: readonly [number | null, number, number];
  readonly units: string;
  readonly output: readonly RepairedSlice[];
  readonly report: RepairReport;
}

/**
 * How to resample slices that are uneven, gapped, tilted or shifted to one regular grid, which begins at the first
 * slice and ends at the last: of round(extent / spacing) + 1 slices, so that `report.spacing` may differ from what
 * was asked. A stack that is regular already keeps its slices and its affine.
 *
 * Tilted and shifted slices are moved back within their planes, and the matrix grows to hold all of them.
 *
 * @param slices - at least one, in any order.
 * @throws GeometryError for what no resampling cures: mixed matrices, pixel spacings, orientations, units or frames of
 * reference, and two slices at one position.
 * @throws LimitExceededError when the grid would have more voxels than the limits allow.
 * @throws InvalidArgumentError when `spacing` is not positive.
 */
export function planRepair<S extends PlacedSlice>(
  slices: readonly S[],
  options: RepairOptions = {},
): RepairPlan<S> {
  const { limits = DEFAULT_LIMITS } = options;
  if (options.spacing !== undefined && !(options.spacing > 0 && Number.isFinite(options.spacing))) {
    throw new InvalidArgumentError("spacing", "a positive number of mm", options.spacing);
  }
  const stack = checkStack(slices);
  const { check, along } = stack;
  if (!check.problems.every(isRepairable)) throw geometryError(check.problems);

  const [first] = stack.slices;
  const { rows, columns } = first.pixels;
  const askedSpacing = slices.length === 1 ? null : (options.spacing ?? check.spacing.median);
  const extent = along[along.length - 1] - along[0];
  const count = askedSpacing === null ? 1 : Math.max(2, Math.round(extent / askedSpacing) + 1);
  const spacing = askedSpacing === null ? null : extent / (count - 1);
  const straight = check.problems.every(({ kind }) => kind !== "tilt" && kind !== "sideways");
  const shifts = straight ? noShifts(stack.slices) : inPlaneShifts(stack.slices, check.axes);
  requireWithin(limits, "voxels", count * (rows + shifts.rowsAdded) * (columns + shifts.columnsAdded));

  const asItIs = check.problems.length === 0 && count === slices.length;
  const output =
    asItIs || spacing === null
      ? along.map((_, source) => ({ parts: [whole(source, shifts)], synthetic: false }))
      : Array.from({ length: count }, (_, i) => repairedSlice(along[0] + i * spacing, stack, shifts));
  const synthetic = output.flatMap((slice, i) => (slice.synthetic ? [i] : []));
  const { normal } = check.axes;
  return {
    slices: stack.slices,
    sourceShape: [slices.length, rows, columns],
    shape: [count, rows + shifts.rowsAdded, columns + shifts.columnsAdded],
    origin: straight ? first.position : gridOrigin(stack, shifts),
    rowDirection: check.axes.rowDirection,
    columnDirection: check.axes.columnDirection,
    // A straight stack keeps the small slant that its positions have, as it does when it is not repaired.
    sliceStep:
      straight || spacing === null ? meanStep(stack.slices, count) : addScaled([0, 0, 0], normal, spacing),
    spacing: [spacing, ...first.pixelSpacing],
    units: first.units,
    output,
    report: {
      before: check,
      synthetic,
      unchanged: output.filter(isUnchanged).length,
      askedSpacing,
      spacing,
      degreesCorrected: straight ? 0 : check.tiltDegrees,
      rowsAdded: shifts.rowsAdded,
      columnsAdded: shifts.columnsAdded,
    },
  };
}

/** What an output slice at `height` mm along the normal is made of. */
function repairedSlice(
  height: number,
  { along }: CheckedSlices<PlacedSlice>,
  shifts: InPlaneShifts,
): RepairedSlice {
  const below = lastAtOrBelow(along, height);
  const above = Math.min(below + 1, along.length - 1);
  const nearest = height - along[below] <= along[above] - height ? below : above;
  if (below === above || Math.abs(along[nearest] - height) <= GRID_TOLERANCE) {
    return { parts: [whole(nearest, shifts)], synthetic: false };
  }
  const share = (height - along[below]) / (along[above] - along[below]);
  const parts = [
    { ...whole(below, shifts), weight: 1 - share },
    { ...whole(above, shifts), weight: share },
  ];
  return { parts: nearest === below ? parts : parts.reverse(), synthetic: true };
}

function lastAtOrBelow(along: readonly number[], height: number): number {
  let low = 0;
  let high = along.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (along[middle] <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}

function whole(source: number, { rows, columns }: InPlaneShifts): RepairPart {
  return { source, weight: 1, rowShift: rows[source], columnShift: columns[source] };
}

function isUnchanged({ parts: [first, ...others] }: RepairedSlice): boolean {
  return others.length === 0 && Number.isInteger(first.rowShift) && Number.isInteger(first.columnShift);
}

/** The centre of the first output voxel, seen from the slice that lies exactly on the grid's rows and columns. */
function gridOrigin(
  { slices, along, check: { axes } }: CheckedSlices<PlacedSlice>,
  { rows, columns, reference }: InPlaneShifts,
): Triple {
  const { position, pixelSpacing } = slices[reference];
  const atRow = addScaled(position, axes.columnDirection, -rows[reference] * pixelSpacing[0]);
  const atColumn = addScaled(atRow, axes.rowDirection, -columns[reference] * pixelSpacing[1]);
  return addScaled(atColumn, axes.normal, along[0] - along[reference]);
}
