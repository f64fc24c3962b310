import type { GeometryProblem } from "../../errors";
import type { Triple } from "../../volume/vectors";
import { count } from "../../words";
import type { SliceAxes } from "./measureAxes";
import type { PlacedSlice } from "./placedSlice";
import { DIRECTION_TOLERANCE, PIXEL_SPACING_SHARE } from "./tolerances";

/** Values and files named in a sentence. */
const NAMED = 4;

/** What the slices of a stack must have in common and do not, in words. */
export function findMixedProblems(slices: readonly PlacedSlice[], axes: SliceAxes): GeometryProblem[] {
  const turned = slices.filter((slice) => isTurned(slice, axes)).map(({ file }) => file.label);
  const matrix = ({ pixels }: PlacedSlice) => `${pixels.rows} x ${pixels.columns}`;
  const written = ({ pixelSpacing }: PlacedSlice) => `${pixelSpacing.join(" x ")} mm`;
  const [most] = tally(slices, written);
  const usual = slices.find((slice) => written(slice) === most.value) ?? slices[0];
  const spacing = (slice: PlacedSlice) =>
    samePixelSpacing(slice.pixelSpacing, usual.pixelSpacing) ? written(usual) : written(slice);
  return [
    ...mixed("mixed-matrix", "matrix sizes", tally(slices, matrix)),
    ...mixed("mixed-pixel-spacing", "pixel spacings", tally(slices, spacing)),
    ...mixed(
      "mixed-units",
      "units",
      tally(slices, ({ units }) => units),
    ),
    ...mixedFrames(slices),
    ...(turned.length > 0
      ? [
          {
            kind: "mixed-orientation" as const,
            files: turned,
            sentence: `${turned.length} of ${count(slices.length, "slice")} in another orientation than the rest (${firstOf(turned)})`,
          },
        ]
      : []),
  ];
}

/** Whether two pixel spacings are one but for how they are written. */
export function samePixelSpacing(a: readonly number[], b: readonly number[]): boolean {
  return a.every((mm, axis) => Math.abs(mm - b[axis]) <= PIXEL_SPACING_SHARE * b[axis]);
}

/** Whether a slice lies in another direction than the stack. */
export function isTurned(slice: PlacedSlice, { rowDirection, columnDirection }: SliceAxes): boolean {
  return (
    farthest(slice.rowDirection, rowDirection) > DIRECTION_TOLERANCE ||
    farthest(slice.columnDirection, columnDirection) > DIRECTION_TOLERANCE
  );
}

interface Tally {
  readonly value: string;
  readonly count: number;
}

function mixed(
  kind: "mixed-matrix" | "mixed-pixel-spacing" | "mixed-units",
  name: string,
  values: readonly Tally[],
): GeometryProblem[] {
  if (values.length < 2) return [];
  const list = firstOf(values.map(({ value }) => value));
  return [{ kind, values, sentence: `${values.length} different ${name}: ${list}` }];
}

/** The frames of reference are numbered, because their UIDs are the patient's. */
function mixedFrames(slices: readonly PlacedSlice[]): GeometryProblem[] {
  const known = slices.filter(({ frameOfReference }) => frameOfReference);
  const values = tally(known, ({ frameOfReference }) => frameOfReference ?? "").map(({ count }, i) => ({
    value: String(i + 1),
    count,
  }));
  if (values.length < 2) return [];
  const list = firstOf(values.map((value) => count(value.count, "slice")));
  const sentence = `${values.length} different frames of reference, so the patient or the table was placed anew between them: ${list}`;
  return [{ kind: "mixed-frame-of-reference", values, sentence }];
}

/** The different values, the most frequent first. */
function tally(slices: readonly PlacedSlice[], read: (slice: PlacedSlice) => string): Tally[] {
  const counts = new Map<string, number>();
  for (const slice of slices) counts.set(read(slice), (counts.get(read(slice)) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function firstOf(names: readonly string[]): string {
  return [...names.slice(0, NAMED), ...(names.length > NAMED ? ["..."] : [])].join(", ");
}

function farthest(a: Triple, b: Triple): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}
