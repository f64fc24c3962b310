import { describedAs, type TABULATED, type Tabulated, tabulatedAs, withHidden } from "../../describe";
import { count } from "../../words";
import type { HeaderWarningCode } from "../elements/headerWarning";
import type { PixelDataWarningCode } from "../pixels/places/frameRanges";
import type { SourceFile } from "../source/sourceFile";

/** What became of a file. */
export type Disposition =
  /** It is in the volume, or frames of it are. */
  | "loaded"
  /** It belongs to a volume that was not loaded. */
  | "other volume"
  /** It is a copy of a slice of the volume. */
  | "duplicate"
  /** It is an image of the series and no slice of the volume: a localizer. */
  | "left out"
  /** It is DICOM without an image to load: a report, a structure set, a DICOMDIR. */
  | "related"
  /** It is DICOM, and cut or damaged. */
  | "damaged"
  | "empty"
  | "not DICOM"
  /** It cannot be read, or was not opened: no permission, a pipe, an archive within an archive. */
  | "not read";

/** A file, and what became of it. Prints without its path. */
export interface FileRecord {
  /** Its place among the files of the input, from 0. */
  readonly index: number;
  /** "file 3 of 264 (by name)". */
  readonly file: string;
  /** Path of the file, or its name in the archive; not printed. */
  readonly path: string;
  readonly disposition: Disposition;
  /** Why, where the disposition does not say it all; else "". */
  readonly reason: string;
}

/** What a warning is about: names to look for. */
export type WarningCode =
  | HeaderWarningCode
  | PixelDataWarningCode
  // Files
  /** A DICOMDIR names files that are not among those given. */
  | "DICOMDIR_OUTDATED"
  /** Damaged files were left out. */
  | "DAMAGED_LEFT_OUT"
  /** Damaged files lie beside the volume that are no slices of it. */
  | "DAMAGED_ELSEWHERE"
  /** Files that may have been slices are empty, cannot be read or are not whole. */
  | "FILES_UNREADABLE"
  /** Other volumes lie beside the one that was loaded without being chosen. */
  | "OTHER_VOLUMES"
  // Which slices
  /** Without a Series Instance UID, what files have in common made them one series. */
  | "SERIES_UID_MISSING"
  /** Localizers of the series were left out. */
  | "LOCALIZER_EXCLUDED"
  /** Copies of slices were left out. */
  | "DUPLICATE_REMOVED"
  /** Slices whose tags differ from the others', or are missing, were taken for slices of one stack. */
  | "SLICES_JOINED"
  /** No tag tells slices at one place apart, and their order made them volumes. */
  | "PHASES_BY_RANK"
  /** Slices that are missing lie in another volume of the input. */
  | "SLICES_ELSEWHERE"
  // Tags
  /** An optional tag is no number and taken to be absent. */
  | "TAG_UNREADABLE"
  /** Numbers are written with decimal commas, and read so. */
  | "DECIMAL_COMMA"
  // Geometry
  /** Spacing Between Slices says another distance than the positions. */
  | "SPACING_TAG_DISAGREES"
  /** Slice Thickness differs from the distance of the slices. */
  | "SLICE_THICKNESS_DIFFERS"
  /** Gantry/Detector Tilt says another angle than the positions. */
  | "TILT_TAG_DISAGREES"
  /** Instance Numbers and positions order the slices otherwise. */
  | "INSTANCE_ORDER"
  /** Positions were written with few digits, and the gaps vary as these do. */
  | "POSITIONS_ROUNDED"
  /** All gaps are so wide that slices between them are probably missing. */
  | "SLICES_PROBABLY_MISSING"
  /** The problems that `geometry: "repair"` dealt with. */
  | "GEOMETRY_REPAIRED"
  /** The problems that `geometry: "loose"` left. */
  | "GEOMETRY_LOOSE"
  /** Missing slices were interpolated. */
  | "SLICES_SYNTHETIC"
  /** Slices lie otherwise apart than they did. */
  | "SLICES_RESAMPLED"
  /** Slices lie otherwise apart than was asked for. */
  | "SPACING_ADJUSTED"
  /** A gantry tilt was taken out. */
  | "TILT_CORRECTED"
  /** Slices were moved back within their planes. */
  | "SHIFTS_CORRECTED"
  // Values
  /** Pixels were compressed with loss once. */
  | "LOSSY"
  /** The tags do not say that a CT's values are Hounsfield units. */
  | "UNITS_UNSPECIFIED"
  /** The tags name units that DICOM does not know. */
  | "UNITS_UNKNOWN"
  /** Float32 does not hold all values as they are. */
  | "VALUES_ROUNDED"
  /** A value outside a round field of view was taken for padding. */
  | "UNTAGGED_PADDING";

/** Something a reader of the numbers should know; what is wrong beyond use is an error instead. */
export interface LoadWarning {
  readonly code: WarningCode;
  readonly message: string;
}

/** Gaps between neighbouring slices, measured along their normal. */
export interface SpacingSummary {
  /** Millimetres, or null for one slice alone. */
  readonly median: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** The gaps from the first slice to the last, mm. */
  readonly gaps: readonly number[];
}

/** What a load did with every file, and what it noticed. Prints as a short table; `table(report)` shows it as one. */
export interface LoadReport extends Tabulated {
  readonly files: readonly FileRecord[];
  readonly warnings: readonly LoadWarning[];
  readonly spacing: SpacingSummary;
  /** How the values are kept: Int16 where that is exact. */
  readonly values: "Int16" | "Float32";
  readonly bytesRead: number;
  readonly seconds: number;
}

type ReportFields = Omit<LoadReport, typeof TABULATED>;

/** The record of a file. */
export function createFileRecord(
  { index, label, path }: Pick<SourceFile, "index" | "label" | "path">,
  disposition: Disposition,
  reason = "",
): FileRecord {
  const record: FileRecord = { index, file: label, path, disposition, reason };
  return describedAs(withHidden(record, "path"), describeRecord);
}

/** The report, printing as a short table without paths. */
export function createLoadReport(report: ReportFields): LoadReport {
  const described = describedAs(report, describeReport);
  return tabulatedAs(described, () => ({
    title: "Load report",
    rows: listLines(report).map(([item, value]) => ({ item, report: value })),
    notes: [],
  }));
}

/** How many files came to each end, those of the volume first: "261 loaded, 2 not DICOM". */
export function countDispositions(files: readonly FileRecord[]): string {
  const counts = new Map<Disposition, number>([["loaded", 0]]);
  for (const { disposition } of files) counts.set(disposition, (counts.get(disposition) ?? 0) + 1);
  const there = [...counts].filter(([, count]) => count > 0);
  return there
    .map(([disposition, count]) => `${count} ${disposition}${reasonsOf(files, disposition)}`)
    .join(", ");
}

/** Dispositions that say nothing without their reasons. */
const WITH_REASONS: ReadonlySet<Disposition> = new Set(["related", "not read"]);
const REASONS_NAMED = 3;

function reasonsOf(files: readonly FileRecord[], disposition: Disposition): string {
  if (!WITH_REASONS.has(disposition)) return "";
  const reasons = new Set(
    files.filter((file) => file.disposition === disposition).map(({ reason }) => reason),
  );
  const more = reasons.size > REASONS_NAMED ? ["..."] : [];
  return ` (${[...[...reasons].slice(0, REASONS_NAMED), ...more].join("; ")})`;
}

/** Files named in a sentence. */
const FILES_NAMED = 3;

/** "file 3 of 12 (by name)" for one, a few by their labels, of many the first ones and how many more. */
export function describeFiles(labels: readonly string[]): string {
  const named = labels.slice(0, FILES_NAMED).join(", ");
  return labels.length > FILES_NAMED ? `${named} and ${labels.length - FILES_NAMED} more` : named;
}

function describeRecord({ file, disposition, reason }: FileRecord): string {
  return `${file}: ${disposition}${reason === "" ? "" : `, ${reason}`}`;
}

/** Dispositions of whole series, whose files are not named one by one. */
const COUNTED_ONLY: ReadonlySet<Disposition> = new Set(["loaded", "other volume"]);
/** Files named one by one; beyond, their number is enough. */
const FILES_LISTED = 10;

function describeReport(report: ReportFields): string {
  const lines = listLines(report).map(([head, text]) => `  ${head.padEnd(10)}${text}`);
  return ["Load report", ...lines].join("\n");
}

/** What it says, line by line, each beside what it is about, which stands in the first of several lines alone. */
function listLines({
  files,
  warnings,
  spacing,
  values,
  bytesRead,
  seconds,
}: ReportFields): [string, string][] {
  const others = files.filter(({ disposition }) => !COUNTED_ONLY.has(disposition));
  const more = others.length > FILES_LISTED ? [`${others.length - FILES_LISTED} more, in report.files`] : [];
  const rows: [string, readonly string[]][] = [
    ["Files", [`${files.length}: ${countDispositions(files)}`]],
    ["", [...others.slice(0, FILES_LISTED).map(describeRecord), ...more]],
    ["Spacing", [describeSpacing(spacing)]],
    ["Values", [values]],
    [
      "Warnings",
      warnings.length === 0 ? ["none"] : warnings.map(({ code, message }) => `${code}: ${message}`),
    ],
    ["Read", [`${(bytesRead / 1e6).toFixed(1)} MB in ${seconds.toFixed(1)} s`]],
  ];
  return rows.flatMap(([head, texts]) =>
    texts.map((text, i): [string, string] => [i === 0 ? head : "", text]),
  );
}

function describeSpacing({ median, min, max, gaps }: SpacingSummary): string {
  if (median === null || min === null || max === null) return "one slice, no distance between slices";
  const number = count(gaps.length, "gap");
  const mm = (value: number) => `${value.toFixed(3)} mm`;
  const same = mm(min) === mm(max);
  return same ? `${mm(median)} (${number})` : `${mm(median)} (${number}, ${mm(min)} to ${mm(max)})`;
}
