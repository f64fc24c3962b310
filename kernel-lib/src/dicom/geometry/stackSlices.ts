import { GeometryError } from "../../errors";
import type { SliceHeader } from "../frames/sliceHeader";

type Triple = readonly [number, number, number];

/** Slices in volume order, and how far apart they are. */
export interface SliceStack {
  readonly slices: readonly SliceHeader[];
  /** Vector from one slice to the next, LPS mm; null for one slice alone. */
  readonly sliceStep: Triple | null;
}

/** Largest difference of a gap between slices from the median gap: this share of it, or so many mm. */
const GAP_TOLERANCE = { share: 0.01, mm: 0.01 };
/** Largest difference of a direction cosine within a stack. */
const DIRECTION_TOLERANCE = 1e-4;
/** Largest distance of a slice's first voxel from the straight line through the stack, mm. */
const SIDEWAYS_TOLERANCE = 0.1;
/** Largest angle between the stack's axis and the slices' normal, degrees. */
const TILT_TOLERANCE = 0.05;

const REMEDY =
  "Load a complete, untilted series of one reconstruction, or move the files that do not belong out of the folder";

/**
 * The slices sorted by their position along the normal, rowDirection x columnDirection.
 * Instance numbers and file names do not matter. Source: DICOM PS3.3 C.7.6.2.1.1.
 *
 * @throws GeometryError listing everything that keeps them from being one regular stack.
 */
export function stackSlices(headers: readonly SliceHeader[]): SliceStack {
  const [first] = headers;
  const normal = cross(first.rowDirection, first.columnDirection);
  const slices = headers
    .map((slice) => ({ slice, along: dot(normal, slice.position) }))
    .sort((a, b) => a.along - b.along);
  const problems = [
    ...differences(headers),
    ...gapProblems(slices.map(({ along }) => along)),
    ...tiltProblems(slices[0].slice.position, slices[slices.length - 1].slice.position, normal),
    ...shiftProblems(
      slices.map(({ slice }) => slice.position),
      slices.map(({ along }) => along),
    ),
  ];
  if (problems.length > 0) throw new GeometryError(problems, REMEDY);

  const sorted = slices.map(({ slice }) => slice);
  if (sorted.length === 1) return { slices: sorted, sliceStep: null };
  const [start, end] = [sorted[0].position, sorted[sorted.length - 1].position];
  const gaps = sorted.length - 1;
  return {
    slices: sorted,
    sliceStep: [(end[0] - start[0]) / gaps, (end[1] - start[1]) / gaps, (end[2] - start[2]) / gaps],
  };
}

/** What the slices must have in common and do not. */
function differences(headers: readonly SliceHeader[]): string[] {
  const distinct = (value: (slice: SliceHeader) => string) => [...new Set(headers.map(value))];
  const list = (name: string, values: readonly string[]) =>
    values.length > 1 ? [`${values.length} different ${name}: ${values.slice(0, 4).join(", ")}`] : [];
  const [first] = headers;
  const turned = headers.filter(
    (slice) =>
      farthest(slice.rowDirection, first.rowDirection) > DIRECTION_TOLERANCE ||
      farthest(slice.columnDirection, first.columnDirection) > DIRECTION_TOLERANCE,
  );
  return [
    ...list(
      "matrix sizes",
      distinct(({ pixels }) => `${pixels.rows} x ${pixels.columns}`),
    ),
    ...list(
      "pixel spacings",
      distinct(({ pixelSpacing }) => `${pixelSpacing.join(" x ")} mm`),
    ),
    ...list(
      "units",
      distinct(({ units }) => units),
    ),
    ...(turned.length > 0
      ? [`${turned.length} of ${headers.length} slices in another orientation than the first`]
      : []),
  ];
}

function gapProblems(along: readonly number[]): string[] {
  if (along.length < 2) return [];
  const gaps = along.slice(1).map((mm, i) => mm - along[i]);
  const median = [...gaps].sort((a, b) => a - b)[gaps.length >> 1];
  const tolerance = Math.max(GAP_TOLERANCE.share * median, GAP_TOLERANCE.mm);
  const doubled = gaps.filter((mm) => mm < GAP_TOLERANCE.mm).length;
  if (doubled > 0) return [`${doubled} slices at the position of another`];
  const odd = gaps.map((mm, i) => ({ mm, i })).filter(({ mm }) => Math.abs(mm - median) > tolerance);
  if (odd.length === 0) return [];
  const list = odd
    .slice(0, 5)
    .map(({ mm, i }) => `${mm.toFixed(3)} mm between slices ${i + 1} and ${i + 2}`)
    .join(", ");
  const missing = odd.every(
    ({ mm }) => Math.abs(mm / median - Math.round(mm / median)) * median <= tolerance,
  );
  const count = odd.reduce((sum, { mm }) => sum + Math.round(mm / median) - 1, 0);
  const meaning = missing ? `${count} missing slices` : "uneven slice spacing";
  return [`${meaning} (median gap ${median.toFixed(3)} mm; ${list}${odd.length > 5 ? ", ..." : ""})`];
}

function tiltProblems(start: Triple, end: Triple, normal: Triple): string[] {
  const span: Triple = [end[0] - start[0], end[1] - start[1], end[2] - start[2]];
  const length = Math.hypot(...span);
  if (length === 0) return [];
  const degrees = (Math.acos(Math.min(1, Math.abs(dot(span, normal)) / length)) * 180) / Math.PI;
  // acos near 1 turns rounding of the positions into hundredths of a degree: compare sideways mm as well.
  const sideways = length * Math.sin((degrees * Math.PI) / 180);
  if (degrees <= TILT_TOLERANCE || sideways < GAP_TOLERANCE.mm) return [];
  return [`a tilted stack: its axis is ${degrees.toFixed(1)} degrees off the slices' normal (gantry tilt)`];
}

/** Slices that lie beside the line from the first to the last. */
function shiftProblems(positions: readonly Triple[], along: readonly number[]): string[] {
  const last = positions.length - 1;
  const length = along[last] - along[0];
  if (length <= 0) return [];
  const [start, end] = [positions[0], positions[last]];
  const shifts = positions.map((position, i) => {
    const share = (along[i] - along[0]) / length;
    return Math.hypot(...position.map((mm, axis) => mm - start[axis] - share * (end[axis] - start[axis])));
  });
  const shifted = shifts.filter((mm) => mm > SIDEWAYS_TOLERANCE).length;
  if (shifted === 0) return [];
  return [`${shifted} slices shifted sideways, by up to ${Math.max(...shifts).toFixed(1)} mm`];
}

function cross(a: Triple, b: Triple): Triple {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a: Triple, b: Triple): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function farthest(a: Triple, b: Triple): number {
  return Math.max(...a.map((value, axis) => Math.abs(value - b[axis])));
}
