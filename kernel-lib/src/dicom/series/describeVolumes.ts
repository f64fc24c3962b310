import { count } from "../../words";
import { shownImageType } from "../report/shownImageType";
import { shownKernel } from "../report/shownKernel";
import { shownModality } from "../report/shownModality";
import { shownNumber } from "../report/shownNumber";
import { type Difference, describeDifferences } from "./difference";
import type { Phase } from "./splitPhases";

/** Which plane of the body the slices are nearest to, up to 30 degrees; "unknown" where tags do not say. */
export type Orientation = "axial" | "coronal" | "sagittal" | "oblique" | "unknown";

/** What is printed of a volume. */
export interface DescribedVolume {
  /**
   * A picture has colours, or is a secondary capture or a single image without a place in the patient: a screen save.
   * Only a volume is loaded without being asked for.
   */
  readonly kind: "volume" | "localizer" | "picture";
  readonly seriesNumber: number | null;
  readonly slices: number;
  readonly rows: number;
  readonly columns: number;
  /** Millimetres between slices (the median), rows and columns; null where tags do not say. */
  readonly spacing: readonly [number | null, number | null, number | null];
  readonly orientation: Orientation;
  /** Modality (0008,0060), or "". */
  readonly modality: string;
  /** The first three values of Image Type, or of the Frame Type of an enhanced image. */
  readonly imageType: readonly string[];
  /** Convolution Kernel (0018,1210), or "". */
  readonly kernel: string;
  /** Which of several passes over the same places, or null. */
  readonly phase: Phase | null;
  /** What it differs in from other volumes of its series, or from others that read the same. */
  readonly differs: readonly Difference[];
  /** Why it does not load as it is, or null; a load may find more. */
  readonly problem: string | null;
}

const HEADINGS = [
  "#",
  "series no.",
  "slices",
  "matrix",
  "spacing mm",
  "orientation",
  "modality",
  "kernel",
  "phase",
  "remark",
];
const NUMBER_COLUMNS = 3;

/**
 * A table of what may be loaded, a row for each in the given order, its # counting from 0, which `loadScan` takes as
 * `volume`: plain text without UIDs, dates, names or descriptions.
 */
export function describeVolumes(volumes: readonly DescribedVolume[]): string {
  if (volumes.length === 0) return "no volume";
  const rows = [HEADINGS, ...volumes.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const pad = (text: string, column: number) =>
    column < NUMBER_COLUMNS ? text.padStart(widths[column]) : text.padEnd(widths[column]);
  return rows.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}

/** The same rows as records, by the headings; what is a number as one, null where there is none. */
export function tabulateVolumes(
  volumes: readonly DescribedVolume[],
): Record<string, string | number | null>[] {
  const toValue = (text: string, column: number) =>
    text === "" ? null : column < NUMBER_COLUMNS ? Number(text) : text;
  return volumes
    .map(cells)
    .map((row) => Object.fromEntries(row.map((text, column) => [HEADINGS[column], toValue(text, column)])));
}

/** A candidate in one line: "12 slices of 40 x 32, 3 x 0.8 x 0.7 mm, axial, CT, kernel B30f, series no. 4". */
export function describeVolume(volume: DescribedVolume): string {
  const { slices, rows, columns, orientation, modality } = volume;
  const kernel = shownKernel(volume.kernel);
  const number = seriesNumber(volume);
  const parts = [
    `${count(slices, "slice")} of ${rows} x ${columns}`,
    `${spacing(volume)} mm`,
    orientation === "unknown" ? "" : orientation,
    shownModality(modality) || "unknown modality",
    kernel === "" ? "" : `kernel ${kernel}`,
    volume.phase === null ? "" : `phase ${phase(volume)}`,
    number === "" ? "" : `series no. ${number}`,
    remark(volume),
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function cells(volume: DescribedVolume, i: number): string[] {
  const { slices, rows, columns, orientation, modality, kernel } = volume;
  return [
    String(i),
    seriesNumber(volume),
    String(slices),
    `${rows} x ${columns}`,
    spacing(volume),
    orientation,
    shownModality(modality),
    shownKernel(kernel),
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

function remark({ kind, imageType, differs, problem }: DescribedVolume): string {
  const [value1, , value3 = ""] = imageType;
  const parts = [
    kind === "volume" ? "" : kind,
    value1 === "DERIVED" ? "derived" : "",
    shownImageType(value3),
    describeDifferences(differs),
    problem ?? "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function seriesNumber({ seriesNumber: number }: DescribedVolume): string {
  return (number !== null && Number.isInteger(number) && shownNumber(number)) || "";
}
