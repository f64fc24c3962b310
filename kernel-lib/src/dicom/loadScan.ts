import { DicomFileError, InvalidArgumentError, MultipleSeriesError, NoDicomError } from "../errors";
import { listFiles, readStart, type SourceFile } from "./source/files";
import { isPart10, type ParsedHeader, parseHeader } from "./parse/parseHeader";
import { readSliceValues, readStoredPixels } from "./pixels/readPixels";
import { createScan, type Scan, type SkippedFile } from "./scan";
import { sliceHeader } from "./frames/sliceHeader";
import { type SliceStack, stackSlices } from "./geometry/stackSlices";
import { tutorialOrder } from "./geometry/tutorialOrder";

export interface LoadScanOptions {
  /** Which series to load where there are several, by the number that MultipleSeriesError gives. @default the only one */
  series?: number;
  /** Read as the tutorial does: order by Instance Number, spacing from the first two slices. @default false */
  tutorial?: boolean;
  /** Stops the load; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called after each file, first for the headers, then for the pixels. */
  onProgress?: (progress: LoadProgress) => void;
}

/** How far a load is. */
export interface LoadProgress {
  readonly step: "headers" | "pixels";
  readonly done: number;
  readonly total: number;
}

/** Bytes read for a header at first: CT headers are 2 to 6 KB. */
const HEADER_BYTES = 16_384;
/** Files between two breaths for the event loop, so that a signal and a slider are heard. */
const FILES_A_TURN = 16;

/**
 * The CT series of a folder: headers first, then the pixels, rescaled slice by slice with its own slope and
 * intercept, sorted by position along the slices' normal.
 *
 * Files that are not DICOM, have no bytes or hold no image are left out and listed in `scan.skipped`.
 *
 * @param path - a folder, read with its sub-folders, or one file.
 * @throws NoDicomError when nothing there is a DICOM image.
 * @throws MultipleSeriesError when the images belong to several series and `series` does not choose.
 * @throws DicomFileError for a damaged or cut file, or one without position, orientation or pixel spacing.
 * @throws UnsupportedTransferSyntaxError for compressed pixel data.
 * @throws GeometryError for missing, doubled, unevenly spaced, tilted or unequal slices.
 * @example
 *     const scan = await loadScan("path/to/series");
 *     const volume = getPixelsHu(scan);
 */
export async function loadScan(path: string, options: LoadScanOptions = {}): Promise<Scan> {
  const { series, tutorial = false, signal, onProgress } = options;
  if (typeof path !== "string" || path === "") throw new InvalidArgumentError("path", "a folder", path);
  const files = listFiles(path);
  const images: ImageFile[] = [];
  const skipped: SkippedFile[] = [];
  for (const [i, file] of files.entries()) {
    signal?.throwIfAborted();
    const found = readImageFile(file);
    if (typeof found === "string") skipped.push({ file: file.label, reason: found });
    else images.push(found);
    onProgress?.({ step: "headers", done: i + 1, total: files.length });
    if (i % FILES_A_TURN === 0) await turn();
  }
  if (images.length === 0) throw new NoDicomError(path, files.length, describeSkipped(skipped));

  const chosen = chooseSeries(path, images, series);
  const headers = chosen.map(({ header, file, size }) => sliceHeader(header, file, size));
  const stack = tutorial ? tutorialOrder(headers) : stackSlices(headers);
  const used = new Set(stack.slices.map(({ file }) => file));
  for (const { file } of images.filter((image) => !used.has(image.file))) {
    const reason = headers.some((header) => header.file === file)
      ? "it has no Slice Location, which the tutorial asks for"
      : "it belongs to another series";
    skipped.push({ file: file.label, reason });
  }
  return readStack(stack, skipped, { signal, onProgress });
}

/** One slice's stored values, read from its file again: no rescale; [rows, columns] in one array. */
export function storedPixels(scan: Scan, slice: number): Int16Array | Uint16Array {
  if (!Number.isInteger(slice) || slice < 0 || slice >= scan.slices.length) {
    throw new InvalidArgumentError("slice", `a whole number from 0 to ${scan.slices.length - 1}`, slice);
  }
  return readStoredPixels(scan.slices[slice]);
}

/** A DICOM file with an image. */
interface ImageFile {
  readonly file: SourceFile;
  readonly header: ParsedHeader;
  /** Bytes in the file. */
  readonly size: number;
}

/** The image in a file, or why it has none. */
function readImageFile(file: SourceFile): ImageFile | string {
  let begun = false;
  try {
    const { start, size } = readStart(file.path, HEADER_BYTES);
    if (size === 0) return "it has no bytes";
    if (!isPart10(start)) return "it is not DICOM (no DICM prefix)";
    begun = true;
    const header = parseHeader(start, size <= HEADER_BYTES) ?? parseWhole(file, size);
    return header.pixelData === null ? "it is DICOM without an image" : { file, header, size };
  } catch (error) {
    throw new DicomFileError(
      file.path,
      file.label,
      `${begun ? "it begins as DICOM and cannot be read to its pixels" : "it cannot be read"} (${reasonOf(error)})`,
      "Copy or export this file again, or leave it out",
      { cause: error },
    );
  }
}

function parseWhole(file: SourceFile, size: number): ParsedHeader {
  const header = parseHeader(readStart(file.path, size).start, true);
  if (header === null) throw new Error("the header has no end");
  return header;
}

/** System errors name the path in their message and the reason in their code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.message;
}

function chooseSeries(path: string, images: readonly ImageFile[], choice: number | undefined): ImageFile[] {
  const bySeries = new Map<string, ImageFile[]>();
  for (const image of images) {
    const uid = image.header.text("x0020000e");
    if (uid === undefined) {
      throw new DicomFileError(
        image.file.path,
        image.file.label,
        "Series Instance UID (0020,000E) is missing, so its series is not known",
        "Export the series again, or leave this file out",
      );
    }
    const series = bySeries.get(uid);
    if (series) series.push(image);
    else bySeries.set(uid, [image]);
  }
  const series = [...bySeries.values()];
  if (choice === undefined && series.length > 1)
    throw new MultipleSeriesError(path, series.map(describeSeries));
  const chosen = series[choice ?? 0];
  if (chosen === undefined) {
    throw new InvalidArgumentError("series", `a whole number from 0 to ${series.length - 1}`, choice);
  }
  return chosen;
}

function describeSeries(images: readonly ImageFile[]): string {
  const [{ header }] = images;
  const count = `${images.length} ${images.length === 1 ? "image" : "images"}`;
  const modality = header.text("x00080060") ?? "unknown modality";
  return `${count} of ${header.uint16("x00280010") ?? 0} x ${header.uint16("x00280011") ?? 0}, ${modality}`;
}

function describeSkipped(skipped: readonly SkippedFile[]): string {
  if (skipped.length === 0) return "no file";
  const reasons = new Map<string, number>();
  for (const { reason } of skipped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const list = [...reasons].map(([reason, count]) => `${count} because ${reason}`).join(", ");
  return `${skipped.length} other ${skipped.length === 1 ? "file" : "files"}: ${list}`;
}

async function readStack(
  { slices, sliceStep }: SliceStack,
  skipped: SkippedFile[],
  { signal, onProgress }: { signal: AbortSignal | undefined; onProgress: LoadScanOptions["onProgress"] },
): Promise<Scan> {
  const [first] = slices;
  const { rows, columns } = first.pixels;
  const voxels = rows * columns;
  const wordsPerSlice = rows * ((columns + 31) >>> 5);
  const paddingBits = new Uint32Array(slices.length * wordsPerSlice);

  let values: Int16Array | Float32Array = new Int16Array(slices.length * voxels);
  for (let i = 0; i < slices.length; i++) {
    signal?.throwIfAborted();
    const bits = paddingBits.subarray(i * wordsPerSlice, (i + 1) * wordsPerSlice);
    const read = readSliceValues(slices[i], values.subarray(i * voxels, (i + 1) * voxels), bits);
    if (values instanceof Int16Array && !(read.whole && read.min >= -32_768 && read.max <= 32_767)) {
      // The slices before this one are whole and in range, so they move over unchanged.
      values = Float32Array.from(values);
      readSliceValues(slices[i], values.subarray(i * voxels, (i + 1) * voxels), bits);
    }
    onProgress?.({ step: "pixels", done: i + 1, total: slices.length });
    if (i % FILES_A_TURN === 0) await turn();
  }

  const { origin, rowDirection, columnDirection } = { ...first, origin: first.position };
  const mm = sliceStep === null ? null : Math.hypot(...sliceStep);
  return createScan({
    shape: [slices.length, rows, columns],
    origin,
    rowDirection,
    columnDirection,
    sliceStep,
    spacing: [mm, ...first.pixelSpacing],
    units: first.units,
    window: slices[slices.length >> 1].window,
    values,
    paddingBits,
    slices,
    skipped,
  });
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
