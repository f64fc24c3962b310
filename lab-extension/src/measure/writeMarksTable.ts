import type { Mark, PlaneNames } from "tslab-dicom/contract";
import type { MarkReading, MarkResults } from "./markResults";

const HEADER = [
  "kind",
  "plane",
  "index",
  "length",
  "degrees",
  "area",
  "mean",
  "SD",
  "min",
  "max",
  "pixels",
  "units",
  "length in",
  "values",
];

/** Marks as lines of text with tabs between the fields, as spreadsheets take them; indices are counted from 0, as in code. */
export function writeMarksTable(
  marks: readonly Mark[],
  results: Pick<MarkResults, "read">,
  planes: PlaneNames,
  units: string,
): string {
  const rows = marks.map((mark) => [
    mark.kind,
    planes[mark.axis],
    String(mark.points[0][mark.axis]),
    ...listNumbers(results.read(mark), units),
  ]);
  return [HEADER, ...rows].map((row) => row.join("\t")).join("\n");
}

function listNumbers(reading: MarkReading | null, units: string): readonly string[] {
  const empty = ["", "", "", "", "", "", "", "", "", ""];
  if (!reading) return [...empty, "not known"];
  const { result, about, lengthUnit } = reading;
  if (result.kind === "distance") return [String(result.length), ...empty.slice(2), lengthUnit, "exact"];
  if (result.kind === "angle") return ["", String(result.degrees), ...empty.slice(2), "exact"];
  const { area, mean, sd, min, max, pixels } = result;
  const numbers = [area, mean, sd, min, max, pixels].map((value) => (value === null ? "" : String(value)));
  // A unit is text from a file: a tab in it would shift the columns.
  return ["", "", ...numbers, units.replace(/\s+/g, " "), lengthUnit, about ? "about" : "exact"];
}
