import type { GeometryProblem } from "../../errors";
import { count } from "../../words";
import type { PlacedSlice } from "./placedSlice";
import { PIXEL_SPACING_SHARE } from "./tolerances";

/** Values and files named in a sentence. */
const NAMED = 4;

/** A slice that lies in another direction than the stack, and by how much. */
export interface TurnedSlice {
  readonly slice: PlacedSlice;
  readonly degrees: number;
}

/** What the slices of a stack must have in common and do not, in words. */
export function findMixedProblems(
  slices: readonly PlacedSlice[],
  turned: readonly TurnedSlice[],
): GeometryProblem[] {
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
    ...mixedOrientations(turned, slices.length),
  ];
}

/** Whether two pixel spacings are one but for how they are written. */
function samePixelSpacing(a: readonly number[], b: readonly number[]): boolean {
  return a.every((mm, axis) => Math.abs(mm - b[axis]) <= PIXEL_SPACING_SHARE * b[axis]);
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

function mixedOrientations(turned: readonly TurnedSlice[], slices: number): GeometryProblem[] {
  if (turned.length === 0) return [];
  const files = turned.map(({ slice }) => slice.file.label);
  const degrees = turned.reduce((most, one) => Math.max(most, one.degrees), 0);
  const sentence = `${turned.length} of ${count(slices, "slice")} in another orientation than the stack, turned by up to ${degrees.toFixed(degrees < 1 ? 2 : 1)} degrees (${firstOf(files)})`;
  return [{ kind: "mixed-orientation", files, degrees, sentence }];
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
