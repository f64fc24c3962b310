import { shownModality } from "./shownModality";
import type { VolumeCandidate } from "./volumeCandidate";

/** What is printed of a volume. */
export type DescribedVolume = Pick<
  VolumeCandidate,
  | "kind"
  | "slices"
  | "rows"
  | "columns"
  | "spacing"
  | "orientation"
  | "modality"
  | "imageType"
  | "kernel"
  | "phase"
  | "problem"
>;

/** Longest kernel or image type that is printed; they are short words, whatever a file says. */
const LONGEST_WORD = 24;

/** Terms of Image Type that other columns say already. */
const EXPECTED_TERMS: ReadonlySet<string> = new Set(["", "AXIAL", "LOCALIZER", "SCOUT", "OTHER", "VOLUME"]);

const HEADINGS = [
  "#",
  "slices",
  "matrix",
  "spacing mm",
  "orientation",
  "modality",
  "kernel",
  "phase",
  "remark",
];
const NUMBER_COLUMNS = 2;

/**
 * A table of what may be loaded, a row for each in the given order, its # counting from 0: plain text without
 * UIDs, dates, names or descriptions.
 */
export function describeVolumes(volumes: readonly DescribedVolume[]): string {
  if (volumes.length === 0) return "no volume";
  const rows = [HEADINGS, ...volumes.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const pad = (text: string, column: number) =>
    column < NUMBER_COLUMNS ? text.padStart(widths[column]) : text.padEnd(widths[column]);
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** A candidate in one line: "12 slices of 40 x 32, 3 x 0.8 x 0.7 mm, axial, CT, kernel B30f, phase 1 of 2". */
export function describeVolume(volume: DescribedVolume): string {
  const { slices, rows, columns, orientation, modality, kernel } = volume;
  const parts = [
    `${slices} ${slices === 1 ? "slice" : "slices"} of ${rows} x ${columns}`,
    `${spacing(volume)} mm`,
    orientation === "unknown" ? "" : orientation,
    shownModality(modality) || "unknown modality",
    kernel === "" ? "" : `kernel ${word(kernel)}`,
    volume.phase === null ? "" : `phase ${phase(volume)}`,
    remark(volume),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function cells(volume: DescribedVolume, i: number): string[] {
  const { slices, rows, columns, orientation, modality, kernel } = volume;
  return [
    String(i),
    String(slices),
    `${rows} x ${columns}`,
    spacing(volume),
    orientation,
    shownModality(modality),
    word(kernel),
    phase(volume),
    remark(volume),
  ];
}

function spacing({ spacing }: DescribedVolume): string {
  return spacing.map((mm) => (mm === null ? "?" : String(Number(mm.toFixed(4))))).join(" x ");
}

function phase({ phase }: DescribedVolume): string {
  return phase === null ? "" : `${phase.number} of ${phase.of} (${phase.by})`;
}

function remark({ kind, imageType, problem }: DescribedVolume): string {
  const [value1, , value3 = ""] = imageType;
  const parts = [
    kind === "volume" ? "" : kind,
    value1 === "DERIVED" ? "derived" : "",
    EXPECTED_TERMS.has(value3) ? "" : word(value3.toLowerCase()),
    problem ?? "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

/** A short printable word of a tag that vendors fill as they like. */
function word(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/g, "")
    .slice(0, LONGEST_WORD)
    .trim();
}
