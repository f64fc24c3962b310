import ndarray from "ndarray";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { forEachRun, wordsPerRow } from "../volume/bitRows";
import { locateGrid } from "../volume/grid";
import { createMask } from "../volume/mask";
import { createVolume, type Volume } from "../volume/volume";
import { copyWithRoomFor, fitsFloat32, type VoxelArray } from "../volume/voxelArray";
import type { Scan } from "./scan";
import { storedPixels } from "./storedPixels";

export interface GetPixelsHuOptions {
  /**
   * Value of padded voxels: "stored" keeps stored x slope + intercept; "tutorial" takes a stored -2000 for 0
   * before the rescale, on every voxel; a number in HU; "nan", which makes the volume Float32.
   * @default "stored"
   */
  padding?: "stored" | "tutorial" | "nan" | number;
  /** The tutorial's `get_pixels_hu`: slope and intercept of the first slice for all, in 16 bits that wrap. @default false */
  tutorial?: boolean;
}

const KINDS: OptionKinds<GetPixelsHuOptions> = { padding: ["text", "number"], tutorial: "boolean" };

/**
 * The scan's values as a volume, in HU for CT; without options it is the scan's own memory, not a copy.
 * `volume.padding` marks the padded voxels whatever their value.
 *
 * Options: `padding` ("stored", else "tutorial", "nan" or a number of HU), `tutorial` (false).
 *
 * @throws InvalidArgumentError for an unknown padding, or one beside `tutorial`; for `tutorial` of a repaired scan.
 * @throws DicomFileError with `tutorial` when the files were changed since; they are read again where values are not
 * stored ones x a whole slope + a whole intercept.
 */
export function getPixelsHu(scan: Scan, options: GetPixelsHuOptions = {}): Volume {
  requireOptions(options, KINDS);
  const { tutorial = false, padding = "stored" } = options;
  if (tutorial && options.padding !== undefined) {
    throw new InvalidArgumentError(
      "padding",
      "left out with { tutorial: true }, which has its own",
      String(padding),
    );
  }
  const { shape, units, window, acquisition } = scan;
  const geometry = locateGrid(scan);
  const mask = createMask(geometry, scan.paddingBits);
  const values = tutorial ? tutorialValues(scan) : paddedValues(scan, padding);
  return createVolume(ndarray(values, [...shape]), { geometry, units, padding: mask, window, acquisition });
}

function paddedValues(scan: Scan, padding: NonNullable<GetPixelsHuOptions["padding"]>): VoxelArray {
  const { values } = scan;
  if (padding === "stored") return values;
  if (padding === "tutorial") return zeroBeforeRescale(scan);
  const value = padding === "nan" ? Number.NaN : padding;
  if (typeof value !== "number" || (padding !== "nan" && Number.isNaN(value)) || !fitsFloat32(value)) {
    throw new InvalidArgumentError(
      "padding",
      '"stored", "tutorial", "nan" or a number of HU',
      String(padding),
    );
  }
  const out = copyWithRoomFor(values, value);
  const [slices, rows, columns] = scan.shape;
  const padded = { bits: scan.paddingBits, wordsPerRow: wordsPerRow(columns) };
  forEachRun(padded, slices * rows, (row, from, to) => {
    out.fill(value, row * columns + from, row * columns + to);
  });
  return out;
}

/** What the tutorial calls padding: stored -2000, in any scan. */
const TUTORIAL_PADDING = -2000;

function zeroBeforeRescale(scan: Scan): VoxelArray {
  const out = scan.values.slice();
  const voxels = scan.shape[1] * scan.shape[2];
  for (const [i, header] of scan.slices.entries()) {
    if (header === null) continue;
    const { slope, intercept } = header;
    const slice = out.subarray(i * voxels, (i + 1) * voxels);
    // As the array rounded it.
    const padded = Math.fround(TUTORIAL_PADDING * slope + intercept);
    for (let at = 0; at < slice.length; at++) if (slice[at] === padded) slice[at] = intercept;
  }
  return out;
}

/** As NumPy does it: a product in float64 cut towards 0, then sums in 16 bits that wrap. */
function tutorialValues(scan: Scan): Int16Array {
  const voxels = scan.shape[1] * scan.shape[2];
  const out = new Int16Array(scan.shape[0] * voxels);
  const [first] = scan.slices;
  // A repair makes slices, and moves others within their planes.
  const repaired = scan.report.warnings.some(({ code }) => code === "GEOMETRY_REPAIRED");
  if (repaired || first === null || scan.slices.includes(null)) {
    throw new InvalidArgumentError("scan", "one whose slices are as in their files", "a repaired scan");
  }
  const { slope, intercept } = first;
  for (let slice = 0; slice < scan.shape[0]; slice++) {
    const stored = storedInt16(scan, slice);
    for (let i = 0; i < voxels; i++) {
      const value = stored[i] === TUTORIAL_PADDING ? 0 : stored[i];
      out[slice * voxels + i] = Math.trunc(slope * value) + Math.trunc(intercept);
    }
  }
  return out;
}

/** A slice's stored values in 16 bits; from its values where these are an exact rescale: no file is read again. */
function storedInt16(scan: Scan, slice: number): Int16Array {
  const { values, shape } = scan;
  const header = scan.slices[slice];
  if (!(values instanceof Int16Array) || header === null || header.lut !== null) {
    return Int16Array.from(storedPixels(scan, slice));
  }
  // Values in 16 bits come of whole stored values, slopes and intercepts.
  const { slope, intercept } = header;
  const first = slice * shape[1] * shape[2];
  const stored = new Int16Array(shape[1] * shape[2]);
  for (let i = 0; i < stored.length; i++) stored[i] = (values[first + i] - intercept) / slope;
  return stored;
}
