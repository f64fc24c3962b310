import { describedAs, describeGrid } from "../describe";
import type { SliceHeader } from "./frames/sliceHeader";

type Triple = readonly [number, number, number];

/** A CT series read from its files: headers of every slice, and the rescaled values of all in one array. */
export interface Scan {
  /** [slices, rows, columns]. */
  readonly shape: Triple;
  /** Centre of the first voxel, LPS mm. */
  readonly origin: Triple;
  /** Directions of increasing column and row index, LPS. */
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
  /** Vector from one slice to the next, LPS mm; null for one slice alone. */
  readonly sliceStep: Triple | null;
  /** Millimetres between slices, rows and columns; null for one slice alone. */
  readonly spacing: readonly [number | null, number, number];
  /** "HU", or what the tags call the values. */
  readonly units: string;
  /** First window of the tags of the middle slice, or null. */
  readonly window: SliceHeader["window"];
  /** Stored x slope + intercept of every voxel; Int16 where that is exact, else Float32. */
  readonly values: Int16Array | Float32Array;
  /** One bit a voxel that the tags call padding; each row begins a new 32-bit word. */
  readonly paddingBits: Uint32Array;
  /** In volume order. */
  readonly slices: readonly SliceHeader[];
  /** Files that are no slice of this scan, and why. */
  readonly skipped: readonly SkippedFile[];
}

/** A file of the folder that is no slice of the scan. */
export interface SkippedFile {
  /** "file 3 of 264 (by name)". */
  readonly file: string;
  readonly reason: string;
}

/** The scan, printing as one line without patient data; slices do not print their paths. */
export function createScan(scan: Scan): Scan {
  for (const slice of scan.slices) describedAs(slice, describeSlice);
  return describedAs(scan, describeScan);
}

function describeScan({ shape, spacing, units, slices, skipped }: Scan): string {
  const left =
    skipped.length === 0
      ? ""
      : `; ${skipped.length} other ${skipped.length === 1 ? "file" : "files"} left out`;
  return `Scan: ${slices[0].modality || "unknown modality"}, ${describeGrid(shape, spacing)}, ${units}${left}`;
}

function describeSlice({ file, position, slope, intercept }: SliceHeader): string {
  const mm = position.map((value) => Number(value.toFixed(3))).join(", ");
  return `Slice: ${file.label}, at [${mm}] mm (LPS), slope ${slope}, intercept ${intercept}`;
}
