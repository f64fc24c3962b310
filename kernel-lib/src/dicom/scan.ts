import { describedAs, describeGrid } from "../describe";
import type { Limits } from "../limits";
import type { Acquisition } from "../volume/acquisition";
import type { Grid } from "../volume/grid";
import type { VoxelArray } from "../volume/voxelArray";
import { count } from "../words";
import type { SliceHeader } from "./image/readSliceHeader";
import type { TagWindow } from "./image/readTagWindows";
import type { LoadReport } from "./report/loadReport";
import { shownModality } from "./report/shownModality";
import type { ScanTags } from "./scanTags";

/** A CT series read from its files: headers of every slice, and the rescaled values of all in one array. */
export interface Scan extends Grid {
  /** "HU", or what the tags call the values; "unspecified" when they do not say. */
  readonly units: string;
  /** First window of the tags of the middle slice, or null; `slices[i].windows` has all. */
  readonly window: TagWindow | null;
  /** How the middle slice was made, by its tags. */
  readonly acquisition: Acquisition;
  /** Stored x slope + intercept of every voxel; Int16 where that is exact, else Float32. */
  readonly values: VoxelArray;
  /** One bit a voxel outside the field of view; each row begins a new 32-bit word. */
  readonly paddingBits: Uint32Array;
  /** Headers in volume order; null for a slice that `geometry: "repair"` made from its neighbours. */
  readonly slices: readonly (SliceHeader | null)[];
  /** Indexes of the slices that are missing in the volume: made from their neighbours by `geometry: "repair"`. */
  readonly syntheticSlices: readonly number[];
  /** What became of every file, and what the load noticed. */
  readonly report: LoadReport;
  /** Tags of the slices, by name. */
  readonly tags: ScanTags;
  /** How far the load might go, and reading its files again may. */
  readonly limits: Limits;
}

/** The scan, printing as one line without patient data; slices do not print their paths. */
export function createScan(scan: Scan): Scan {
  for (const slice of scan.slices) if (slice !== null) describedAs(slice, describeSlice);
  return describedAs(scan, describeScan);
}

function describeScan({ shape, spacing, units, slices, syntheticSlices, report }: Scan): string {
  const modality =
    shownModality(slices.find((slice) => slice !== null)?.modality ?? "") || "unknown modality";
  const made = syntheticSlices.length === 0 ? "" : `; ${syntheticSlices.length} of the slices interpolated`;
  const others = report.files.filter(({ disposition }) => disposition !== "loaded").length;
  const left = others === 0 ? "" : `; ${count(others, "other file")} left out`;
  const { length: warnings } = report.warnings;
  const warned = warnings === 0 ? "" : `; ${count(warnings, "warning")}, see scan.report`;
  return `Scan: ${modality}, ${describeGrid(shape, spacing)}, ${units}${made}${left}${warned}`;
}

function describeSlice({ file, position, slope, intercept, lut }: SliceHeader): string {
  const mm = position.map((value) => Number(value.toFixed(3))).join(", ");
  const rescale = lut === null ? `slope ${slope}, intercept ${intercept}` : "values by a table";
  return `Slice: ${file.label}, at [${mm}] mm (LPS), ${rescale}`;
}
