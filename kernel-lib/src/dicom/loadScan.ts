import { DicomFileError, InvalidArgumentError, UnsupportedTransferSyntaxError } from "../errors";
import { buildStack, type GeometryOptions } from "./buildStack";
import { chooseVolume, type SeriesChoice } from "./chooseVolume";
import { type SliceHeader, sliceHeader } from "./frames/sliceHeader";
import type { VolumeCandidate } from "./frames/volumeCandidate";
import type { GeometryPolicy } from "./geometry/stackSlices";
import { type Limits, withLimits } from "./limits";
import { describeFiles, type FileRecord, fileRecord, type LoadWarning, loadReport } from "./loadReport";
import type { StoredValues } from "./pixels/frameFormat";
import { createPixelReader, readStoredValues } from "./pixels/pixelReader";
import { createScan, type Scan } from "./scan";
import { scanTags } from "./scanTags";
import type { ScanInput } from "./source/openSources";
import type { SourceFile } from "./source/sourceFile";
import { type LoadProgress, type Survey, surveyInput } from "./survey";

export interface LoadScanOptions {
  /**
   * Which volume to load where there are several: its number in `scanFolder` and in MultipleSeriesError, or "largest"
   * for the one with most slices. @default the only one
   */
  series?: SeriesChoice;
  /**
   * What becomes of slices that are not one regular stack (missing ones, uneven gaps, a tilted gantry): "strict" throws
   * one GeometryError that lists every problem; "repair" resamples to a regular grid and marks what it made; "loose"
   * keeps the slices as they are, with the mean distance, and warns. The last two also leave damaged files out, with a
   * warning. @default "strict"
   */
  geometry?: GeometryPolicy;
  /** Millimetres between slices that "repair" resamples to. @default the median gap */
  spacing?: number;
  /** The tutorial's way: slices without Slice Location dropped, sorted by Instance Number, spacing from the first two slices. @default false */
  tutorial?: boolean;
  /** How far the load may go before it is refused. @default DEFAULT_LIMITS */
  limits?: Partial<Limits>;
  /** Stops the load; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called after each file, first for the headers, then for the pixels. */
  onProgress?: (progress: LoadProgress) => void;
}

/**
 * The CT series of a folder: headers first, then the pixels, rescaled slice by slice with its own slope and
 * intercept, sorted by position along the slices' normal.
 *
 * Files that are no slice of it are left out and listed in `scan.report`.
 *
 * @param input - a folder, read with its sub-folders; a file; a zip archive; a list of those; or an async iterable of
 * named bytes.
 * @throws NoDicomError when nothing there is a DICOM image.
 * @throws MultipleSeriesError when there are several volumes and `series` does not choose.
 * @throws DicomFileError for a damaged or cut file, or one without position, orientation or pixel spacing.
 * @throws UnsupportedTransferSyntaxError for pixel data in a syntax that is not read.
 * @throws GeometryError for slices that are no regular stack, unless `geometry` says otherwise.
 * @throws LimitExceededError for what is larger than `limits`.
 * @example
 *     const scan = await loadScan("path/to/series");
 *     const volume = getPixelsHu(scan);
 */
export async function loadScan(input: ScanInput, options: LoadScanOptions = {}): Promise<Scan> {
  const started = performance.now();
  const { series, tutorial = false, signal, onProgress } = options;
  const geometry = geometryOptions(options);
  const limits = withLimits(options.limits);
  const tolerant = geometry.policy !== "strict";
  const survey = await surveyInput(input, { limits, signal, onProgress });
  const path = typeof input === "string" ? input : "";
  const candidate = chooseVolume(survey, series, path);
  const damaged = new Map<SourceFile, Error>(survey.damaged.map(({ file, error }) => [file, error]));
  if (!tolerant) refuse(survey.damaged.map(({ error }) => error));

  const headers: SliceHeader[] = [];
  for (const frame of candidate.frames) {
    try {
      headers.push(sliceHeader(frame));
    } catch (error) {
      if (!tolerant || !(error instanceof DicomFileError)) throw error;
      damaged.set(frame.file, error);
    }
  }
  if (headers.length === 0) refuse([...damaged.values()]);

  const reader = createPixelReader({ limits, signal, frames: headers.length });
  try {
    const stack = await buildStack(headers, reader, {
      geometry,
      tutorial,
      limits,
      signal,
      onSlice: (done, total) => onProgress?.({ step: "pixels", done, total }),
    });
    for (const { file, error } of stack.failures) damaged.set(file, error);
    const warnings = [
      ...survey.warnings,
      ...candidate.warnings,
      ...stack.warnings,
      ...pixelWarnings(reader.warnings()),
      ...damagedWarning(damaged),
    ];
    const { values, slices, sources } = stack;
    const middle = slices[slices.length >> 1] ?? sources[sources.length >> 1];
    return createScan({
      shape: stack.shape,
      origin: stack.origin,
      rowDirection: stack.rowDirection,
      columnDirection: stack.columnDirection,
      sliceStep: stack.sliceStep,
      spacing: stack.spacing,
      units: middle.units,
      window: middle.windows[0] ?? null,
      values,
      paddingBits: stack.paddingBits,
      slices,
      syntheticSlices: stack.syntheticSlices,
      report: loadReport({
        files: fileRecords(survey, candidate, sources, damaged),
        warnings,
        spacing: stack.measured,
        values: values instanceof Int16Array ? "Int16" : "Float32",
        bytesRead: survey.sources.bytesRead(),
        seconds: (performance.now() - started) / 1000,
      }),
      tags: scanTags(slices.map((slice) => slice?.frame.elements ?? null)),
    });
  } finally {
    await reader.close();
  }
}

/**
 * One slice's stored values, read from its file again: no rescale; [rows, columns] in one array.
 *
 * @throws InvalidArgumentError for a slice that is not there, or was made by `geometry: "repair"`.
 * @throws DicomFileError when its file has changed since.
 */
export function storedPixels(scan: Scan, slice: number): StoredValues {
  if (!Number.isInteger(slice) || slice < 0 || slice >= scan.slices.length) {
    throw new InvalidArgumentError("slice", `a whole number from 0 to ${scan.slices.length - 1}`, slice);
  }
  const header = scan.slices[slice];
  if (header === null) {
    throw new InvalidArgumentError("slice", "one that is in a file, not one made by the repair", slice);
  }
  return readStoredValues(header, withLimits());
}

const POLICIES: Readonly<Record<GeometryPolicy, true>> = { strict: true, repair: true, loose: true };

function geometryOptions({ geometry = "strict", spacing, tutorial }: LoadScanOptions): GeometryOptions {
  if (!Object.hasOwn(POLICIES, geometry)) {
    throw new InvalidArgumentError("geometry", '"strict", "repair" or "loose"', geometry);
  }
  if (spacing !== undefined && geometry !== "repair") {
    throw new InvalidArgumentError("spacing", 'given with { geometry: "repair" } only', spacing);
  }
  if (tutorial && geometry !== "strict") {
    throw new InvalidArgumentError(
      "geometry",
      "left out with { tutorial: true }, which has its own",
      geometry,
    );
  }
  return { policy: geometry, ...(spacing !== undefined && { spacing }) };
}

/** Throws the first error, with how many files more are damaged. */
function refuse(errors: readonly Error[]): void {
  const [first, ...more] = errors;
  if (first === undefined) return;
  if (more.length === 0 || !(first instanceof DicomFileError)) throw first;
  const others = `${more.length} more ${more.length === 1 ? "file is" : "files are"} damaged as well`;
  const { path, file, problem, remedy } = first;
  throw new DicomFileError(path, file, `${problem}; ${others}`, remedy, { cause: first });
}

function damagedWarning(damaged: ReadonlyMap<SourceFile, Error>): LoadWarning[] {
  if (damaged.size === 0) return [];
  const files = describeFiles([...damaged.keys()].map(({ label }) => label));
  const count = damaged.size === 1 ? "1 file is" : `${damaged.size} files are`;
  return [
    { code: "DAMAGED_LEFT_OUT", message: `${count} damaged and left out (${files}); report.files says why` },
  ];
}

function pixelWarnings(
  found: readonly { readonly code: string; readonly text: string; readonly file: string }[],
): LoadWarning[] {
  const codes = [...new Set(found.map(({ code }) => code))];
  return codes.map((code) => {
    const same = found.filter((one) => one.code === code);
    return { code, message: `${same[0].text} (${describeFiles(same.map(({ file }) => file))})` };
  });
}

/** What became of every file, in the order of the input. */
function fileRecords(
  survey: Survey,
  candidate: VolumeCandidate,
  sources: readonly SliceHeader[],
  damaged: ReadonlyMap<SourceFile, Error>,
): FileRecord[] {
  const records = new Map<string, FileRecord>(survey.others.map((record) => [record.file, record]));
  const put = (file: SourceFile, ...rest: [FileRecord["disposition"], string?]) =>
    records.set(file.label, fileRecord(file, ...rest));
  for (const other of survey.candidates) {
    if (other === candidate) continue;
    for (const { file } of [...other.frames, ...other.duplicates]) put(file, "other volume");
    for (const { file } of other.excluded) put(file, "left out", "localizer of another volume");
  }
  for (const { file } of candidate.frames)
    put(file, "left out", "it has no Slice Location, which the tutorial asks for");
  for (const { file } of candidate.duplicates) put(file, "duplicate");
  for (const { file } of candidate.excluded) put(file, "left out", "localizer");
  for (const { file } of sources) put(file, "loaded");
  for (const [file, error] of damaged) put(file, "damaged", reasonOf(error));
  const order = new Map(survey.sources.files.map(({ label }, i) => [label, i]));
  return [...records.values()].sort(
    (a, b) => (order.get(a.file) ?? Infinity) - (order.get(b.file) ?? Infinity),
  );
}

function reasonOf(error: Error): string {
  if (error instanceof DicomFileError) return error.problem;
  return error instanceof UnsupportedTransferSyntaxError ? error.transferSyntaxName : error.message;
}
