import { InvalidArgumentError } from "../../errors";
import { DEFAULT_LIMITS, type Limits, requireWithin } from "../../limits";
import type { Grid } from "../../volume/grid";
import { addScaled, type Triple } from "../../volume/vectors";
import type { CheckedSlices, GeometryCheck } from "../stack/checkGeometry";
import { meanStep } from "../stack/meanStep";
import { type InPlaneShifts, measureInPlaneShifts, noShifts } from "../stack/measureInPlaneShifts";
import type { PlacedSlice } from "../stack/placedSlice";
import { requireGeometry } from "../stack/requireGeometry";
import { GRID_TOLERANCE, gapTolerance } from "../stack/tolerances";

export interface RepairOptions {
  /** Distance between the slices asked for, mm, at most the stack's extent. @default the usual gap */
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
  /** No source slice lies here within the tolerance: the values are interpolated between two. */
  readonly synthetic: boolean;
}

/** What a repair changes, in numbers. */
export interface RepairReport {
  /** What was measured of the slices before. */
  readonly before: GeometryCheck;
  /** Numbers of the output slices that lie where no slice was scanned, from 0. */
  readonly synthetic: readonly number[];
  /** Millimetres between slices that were asked for; null when none were. */
  readonly askedSpacing: number | null;
  /** Millimetres between slices that there are; null for one slice alone. */
  readonly spacing: number | null;
  /** Tilt that was taken out. */
  readonly degreesCorrected: number;
  /** Rows and columns that the matrix grew by. */
  readonly rowsAdded: number;
  readonly columnsAdded: number;
}

/** How to make one regular, right-angled grid of slices: where it lies, and what each of its slices is made of. */
export interface RepairPlan<S> extends Grid {
  /** The source slices in stack order, which `parts` number. */
  readonly slices: readonly S[];
  /** [slices, rows, columns] of the source; `shape` is that of the output. */
  readonly sourceShape: Grid["shape"];
  readonly units: string;
  readonly output: readonly RepairedSlice[];
  readonly report: RepairReport;
}

/**
 * How to resample slices that are uneven, gapped, tilted or shifted to one regular grid, which begins at the first
 * slice and ends at the last: of round(extent / spacing) + 1 slices, so that `report.spacing` may differ from what
 * was asked. Slices that lie evenly but for jitter, rounded positions and missing ones are taken to lie in their
 * places; so a stack that is regular already keeps its slices and its affine.
 *
 * Tilted and shifted slices are moved back within their planes, and the matrix grows to hold all of them.
 *
 * @throws GeometryError for what no resampling cures: mixed matrices, pixel spacings, orientations, units or frames of
 * reference, and two slices at one position.
 * @throws LimitExceededError when the grid would have more voxels than the limits allow.
 * @throws InvalidArgumentError when `spacing` is not positive, more than there is from the first slice to the last, or so
 * small that there would be more than 100,000 slices.
 */
export function planRepair<S extends PlacedSlice>(
  stack: CheckedSlices<S>,
  options: RepairOptions = {},
): RepairPlan<S> {
  const { limits = DEFAULT_LIMITS } = options;
  if (options.spacing !== undefined && !(options.spacing > 0 && Number.isFinite(options.spacing))) {
    throw new InvalidArgumentError("spacing", "a positive number of mm", options.spacing);
  }
  const { check, along } = stack;
  requireGeometry(check, "repair");

  const [first] = stack.slices;
  const { rows, columns } = first.pixels;
  const { count, spacing } = gridOf(stack, options.spacing);
  const straight = check.problems.every(({ kind }) => kind !== "tilt" && kind !== "sideways");
  const shifts = straight ? noShifts(stack.slices) : measureInPlaneShifts(stack.slices, check.axes);
  requireWithin(limits, "voxels", count * (rows + shifts.rowsAdded) * (columns + shifts.columnsAdded));
  if (count > MOST_SLICES) {
    throw new InvalidArgumentError(
      "spacing",
      `so large that there are at most ${MOST_SLICES} slices`,
      spacing,
    );
  }

  const heights = placedHeights(stack);
  const tolerance = gapTolerance(Math.min(spacing ?? 0, check.spacing.usual ?? 0));
  const output = Array.from({ length: count }, (_, i) =>
    repairedSlice(along[0] + i * (spacing ?? 0), { heights, tolerance, shifts }),
  );
  const synthetic = output.flatMap((slice, i) => (slice.synthetic ? [i] : []));
  const { normal } = check.axes;
  return {
    slices: stack.slices,
    sourceShape: [stack.slices.length, rows, columns],
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
      askedSpacing: options.spacing ?? null,
      spacing,
      degreesCorrected: straight ? 0 : check.tiltDegrees,
      rowsAdded: shifts.rowsAdded,
      columnsAdded: shifts.columnsAdded,
    },
  };
}

/** More slices than any scan has, and few enough to be planned before the limits see them. */
const MOST_SLICES = 100_000;

/** How many slices the grid has, and how far apart; the first and the last of the stack are its ends. */
function gridOf(
  { along, check }: CheckedSlices<PlacedSlice>,
  asked: number | undefined,
): { readonly count: number; readonly spacing: number | null } {
  const wanted = asked ?? check.spacing.usual;
  if (along.length === 1 || wanted === null) return { count: 1, spacing: null };
  const extent = along[along.length - 1] - along[0];
  if (wanted > extent + GRID_TOLERANCE) {
    const most = `at most ${extent.toFixed(3)} mm, the distance from the first slice to the last`;
    throw new InvalidArgumentError("spacing", most, wanted);
  }
  const count = Math.max(2, Math.round(extent / wanted) + 1);
  return { count, spacing: extent / (count - 1) };
}

/** Where the slices are taken to lie along the normal: in their places of an even grid where there is one. */
function placedHeights({ along, check: { spacing } }: CheckedSlices<PlacedSlice>): readonly number[] {
  const { places, usual } = spacing;
  return places === null || usual === null ? along : places.map((place) => along[0] + place * usual);
}

interface Sources {
  /** Of each slice along the normal, mm, ascending. */
  readonly heights: readonly number[];
  /** How near a slice must lie to be taken as it is, mm. */
  readonly tolerance: number;
  readonly shifts: InPlaneShifts;
}

/** What an output slice at `height` mm along the normal is made of. */
function repairedSlice(height: number, { heights, tolerance, shifts }: Sources): RepairedSlice {
  const below = lastAtOrBelow(heights, height);
  const above = Math.min(below + 1, heights.length - 1);
  const nearest = height - heights[below] <= heights[above] - height ? below : above;
  if (below === above || Math.abs(heights[nearest] - height) <= tolerance) {
    return { parts: [whole(nearest, shifts)], synthetic: false };
  }
  const share = (height - heights[below]) / (heights[above] - heights[below]);
  const parts = [
    { ...whole(below, shifts), weight: 1 - share },
    { ...whole(above, shifts), weight: share },
  ];
  return { parts: nearest === below ? parts : parts.reverse(), synthetic: true };
}

function lastAtOrBelow(heights: readonly number[], height: number): number {
  let low = 0;
  let high = heights.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (heights[middle] <= height) low = middle;
    else high = middle - 1;
  }
  return low;
}

function whole(source: number, { rows, columns }: InPlaneShifts): RepairPart {
  return { source, weight: 1, rowShift: rows[source], columnShift: columns[source] };
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
