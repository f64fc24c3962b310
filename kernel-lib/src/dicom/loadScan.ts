import { DicomFileError, InvalidArgumentError } from "../errors";
import { type Limits, withLimits } from "../limits";
import type { OptionKinds } from "../options";
import { count } from "../words";
import { buildVolume } from "./buildVolume";
import { chooseVolume, type VolumeChoice } from "./chooseVolume";
import { explainGaps, warnOfElsewhere } from "./explainGaps";
import { type LoadedFiles, recordFiles, warnOfFiles, warnOfPixels, warnOfTags } from "./fileOutcomes";
import { type GroupingOptions, readGrouping } from "./groupingChoice";

import type { SliceHeader } from "./image/readSliceHeader";
import { findLostFiles, mayBeSlice } from "./lostSlices";

import { createPixelReader } from "./pixels/pixelReader";
import type { GeometryChoice } from "./planVolume";
import { readAcquisition } from "./readAcquisition";
import { readCandidateSlice } from "./readCandidateSlice";
import { createLoadReport } from "./report/loadReport";
import { createScan, type Scan } from "./scan";
import { createScanTags } from "./scanTags";
import type { VolumeCandidate } from "./series/volumeCandidate";
import type { ScanInput } from "./source/openSources";
import { createFileError, type FileFailure } from "./source/readFrom";
import type { SourceFile } from "./source/sourceFile";
import { UnreadableError } from "./source/unreadableError";
import type { GeometryPolicy } from "./stack/requireGeometry";
import { type LoadProgress, type Survey, surveyInput } from "./survey";

export interface LoadScanOptions extends GroupingOptions {
  /**
   * Which volume to load where there are several: its place in the list of `scanFolder`, which MultipleVolumesError gives
   * in brackets; or "largest" for the one with most slices. @default the only one
   */
  volume?: VolumeChoice;
  /**
   * What becomes of slices that are not one regular stack (missing ones, uneven gaps, a tilted gantry): "strict" throws
   * one GeometryError that lists every problem; "repair" resamples to a regular grid and marks what it made; "loose"
   * keeps the slices as they are, with the mean distance, and warns. @default "strict"
   */
  geometry?: GeometryPolicy;
  /**
   * Millimetres between slices that "repair" resamples to, at most the distance from the first slice to the last. Those
   * two stay where they are, so that the distance may come out a little different, with the warning SPACING_ADJUSTED.
   * @default the usual gap
   */
  spacing?: number;
  /**
   * What becomes of files that are damaged or cut: "refuse" throws the first one's error; "leave out" goes on without
   * them, with a warning. @default "refuse" with geometry "strict", else "leave out"
   */
  damaged?: "refuse" | "leave out";
  /** The tutorial's way: slices without Slice Location dropped, sorted by Instance Number, spacing from the first two slices. @default false */
  tutorial?: boolean;
  /** How far the load may go before it is refused. @default DEFAULT_LIMITS */
  limits?: Partial<Limits>;
  /** Stops the load; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called after each file, first for the headers, then for the pixels. */
  onProgress?: (progress: LoadProgress) => void;
}

export const LOAD_SCAN_KINDS: OptionKinds<LoadScanOptions> = {
  join: "list",
  splitBy: "list",
  volume: ["number", "text"],
  geometry: "text",
  spacing: "number",
  damaged: "text",
  tutorial: "boolean",
  limits: "record",
  signal: "signal",
  onProgress: "function",
};

/**
 * The CT series of a folder: headers first, then the pixels, rescaled slice by slice with its own slope and
 * intercept, sorted by position along the slices' normal.
 *
 * Files that are no slice of it are left out and listed in `scan.report`.
 *
 * @param input - a folder, read with its sub-folders; a file; a zip archive; a list of those; or an async iterable of
 * named bytes.
 * @throws NoDicomError when nothing there is a DICOM image.
 * @throws InvalidArgumentError for an option that is none, a name in `join` or `splitBy` that is no tag among them.
 * @throws MultipleVolumesError when there are several volumes and `volume` does not choose.
 * @throws DicomFileError for a damaged or cut file, or one without position, orientation or pixel spacing.
 * @throws UnsupportedTransferSyntaxError for pixel data in a syntax that is not read.
 * @throws DecoderStartError when the threads that decode compressed pixels do not start.
 * @throws GeometryError for slices that are no regular stack, unless `geometry` says otherwise.
 * @throws LimitExceededError for what is larger than `limits`.
 * @example
 *     const scan = await loadScan("path/to/series");
 *     const volume = getPixelsHu(scan);
 */
export async function loadScan(input: ScanInput, options: LoadScanOptions = {}): Promise<Scan> {
  const started = performance.now();
  const { volume, tutorial = false, signal, onProgress } = options;
  const geometry = geometryOptions(options);
  const limits = withLimits(options.limits);
  const tolerant = leavesOut(options);
  const survey = await surveyInput(input, { limits, grouping: readGrouping(options), signal, onProgress });
  const path = typeof input === "string" ? input : "";
  const candidate = chooseVolume(survey, volume, path);
  const damaged = new Map<SourceFile, FileFailure>(survey.damaged.map(({ file, error }) => [file, error]));
  const cut = survey.damaged.filter((one) => mayBeSlice(one, candidate)).map(({ error }) => error);
  if (!tolerant) refuse([...cut, ...lostSlices(survey, candidate)]);

  const headers: SliceHeader[] = [];
  const failures: DicomFileError[] = [];
  for (const frame of candidate.frames) {
    try {
      headers.push(readCandidateSlice(candidate, frame, tutorial ? "tutorial" : "volume"));
    } catch (error) {
      if (!tolerant || !(error instanceof DicomFileError)) throw error;
      damaged.set(frame.file, error);
      failures.push(error);
    }
  }
  if (headers.length === 0) refuse(failures);

  const reader = createPixelReader({ limits, signal, frames: headers.length });
  try {
    const built = await buildVolume(headers, reader, {
      geometry,
      tutorial,
      tolerant,
      limits,
      signal,
      onSlice: (done, total) => onProgress?.({ step: "pixels", done, total }),
    }).catch(explainGaps(candidate));
    for (const { file, error } of built.failures) damaged.set(file, error);
    const { values, slices, sources } = built;
    const files: LoadedFiles = { survey, candidate, sources, damaged, byItself: volume === undefined };
    const middle = slices[slices.length >> 1] ?? sources[sources.length >> 1];
    return createScan({
      shape: built.shape,
      origin: built.origin,
      rowDirection: built.rowDirection,
      columnDirection: built.columnDirection,
      sliceStep: built.sliceStep,
      spacing: built.spacing,
      units: middle.units,
      window: middle.windows[0] ?? null,
      acquisition: readAcquisition(middle),
      values,
      paddingBits: built.paddingBits,
      slices,
      syntheticSlices: built.syntheticSlices,
      report: createLoadReport({
        files: recordFiles(files),
        warnings: [
          ...survey.warnings,
          ...candidate.warnings,
          ...warnOfTags(headers),
          ...warnOfElsewhere(candidate),
          ...built.warnings,
          ...warnOfPixels(reader.warnings()),
          ...warnOfFiles(files),
        ],
        spacing: built.measured,
        values: values instanceof Int16Array ? "Int16" : "Float32",
        bytesRead: survey.sources.bytesRead(),
        seconds: (performance.now() - started) / 1000,
      }),
      limits,
      tags: createScanTags(slices.map((slice) => slice?.frame.elements ?? null)),
    });
  } finally {
    await reader.close();
  }
}

function leavesOut({ damaged, geometry = "strict" }: LoadScanOptions): boolean {
  if (damaged !== undefined && damaged !== "refuse" && damaged !== "leave out") {
    throw new InvalidArgumentError("damaged", '"refuse" or "leave out"', damaged);
  }
  return damaged === undefined ? geometry !== "strict" : damaged === "leave out";
}

const POLICIES: Readonly<Record<GeometryPolicy, true>> = { strict: true, repair: true, loose: true };

function geometryOptions({ geometry = "strict", spacing, tutorial }: LoadScanOptions): GeometryChoice {
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

/** Errors of files that have the slices' names and nothing of a slice in them. */
function lostSlices(survey: Survey, candidate: VolumeCandidate): DicomFileError[] {
  return findLostFiles(survey, candidate).named.map(({ path, file, disposition }) => {
    const found = disposition === "empty" ? "it is empty" : "it does not begin as DICOM does";
    const error = new UnreadableError(`${found}, and is named as the slices are`);
    return createFileError({ path, label: file }, error);
  });
}

/** Throws the first error, with how many files more are damaged. */
function refuse(errors: readonly Error[]): void {
  const [first, ...more] = errors;
  if (first === undefined) return;
  if (more.length === 0 || !(first instanceof DicomFileError)) throw first;
  const others = `${count(more.length, "more file is", "more files are")} damaged as well`;
  const { path, file, problem, remedy } = first;
  throw new DicomFileError(path, file, `${problem}; ${others}`, remedy, { cause: first });
}
