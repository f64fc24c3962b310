import type { NdArray } from "ndarray";
import type { DisplayWindow } from "../contract";
import { describedAs, describeGrid, shortly } from "../describe";
import { InvalidArgumentError, ShapeMismatchError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import type { Acquisition } from "./acquisition";
import { createRunList, findRuns } from "./bitRows";
import { createGeometry, type Shape, type VolumeGeometry } from "./geometry";
import { createMask, type Mask, threeAxes } from "./mask";
import type { VoxelArray } from "./voxelArray";

/** A scan's values on its grid; one slice is a volume of one slice. */
export interface Volume<A extends VoxelArray = VoxelArray> {
  /** [slices, rows, columns]. */
  readonly voxels: NdArray<A>;
  /** Number of slices, rows and columns, as `geometry.shape`. */
  readonly shape: Shape;
  readonly geometry: VolumeGeometry;
  /** "HU", or what the tags call the values; "unspecified" when they do not say. */
  readonly units: string;
  /** Voxels outside the scanner's field of view: statistics, histograms, display ranges and clustering leave them out. */
  readonly padding: Mask;
  /** The first window the tags ask for, or null. */
  readonly window: DisplayWindow | null;
  /** How the scan was made; null where nobody said. */
  readonly acquisition: Acquisition | null;
}

/** A volume or its bare values, [slices, rows, columns]: cubes of unit size whose place and orientation are unknown. */
export type VolumeLike = Volume | NdArray<VoxelArray>;

export interface VolumeOptions {
  /** @default cubes of unit size, place and orientation unknown */
  geometry?: VolumeGeometry;
  /** @default "HU" */
  units?: string;
  /** @default no voxel */
  padding?: Mask;
  /** @default null */
  window?: DisplayWindow | null;
  /** @default null */
  acquisition?: Acquisition | null;
}

/** With the fields of a volume itself, so that `{ ...volume, units: "HU" }` says what is to be another. */
const KINDS: OptionKinds<VolumeOptions & Partial<Pick<Volume, "voxels" | "shape">>> = {
  geometry: "record",
  units: "text",
  padding: "record",
  window: ["record", "null"],
  acquisition: ["record", "null"],
  voxels: "record",
  shape: "list",
};

/**
 * A volume around an array of values, [slices, rows, columns]; the array is taken over, not copied.
 *
 * Options: `geometry` (unit spacing at the origin), `units` ("HU"), `padding` (no voxel), `window` (null),
 * `acquisition` (null).
 *
 * @throws InvalidArgumentError unless the array has three axes and holds Int16 or Float32 values.
 * @throws ShapeMismatchError when geometry or padding have another shape.
 */
export function createVolume<A extends VoxelArray>(
  voxels: NdArray<A>,
  options: VolumeOptions = {},
): Volume<A> {
  requireOptions(options, KINDS);
  const shape = threeAxes(voxels.shape, "voxels");
  if (!(voxels.data instanceof Int16Array || voxels.data instanceof Float32Array)) {
    throw new InvalidArgumentError("voxels", "an NdArray of Int16Array or Float32Array", voxels.dtype);
  }
  const { geometry = createGeometry(shape), units = "HU", window = null, acquisition = null } = options;
  const { padding = createMask(geometry) } = options;
  requireSameShape("geometry", shape, geometry.shape);
  requireSameShape("padding", shape, padding.geometry.shape);
  const volume: Volume<A> = { voxels, shape: geometry.shape, geometry, units, padding, window, acquisition };
  return describedAs(volume, describeVolume);
}

/** A volume with the source's geometry, units, padding, window and acquisition around other values of the same shape. */
export function withVoxels<A extends VoxelArray>(source: Volume, voxels: NdArray<A>): Volume<A> {
  const { geometry, units, padding, window, acquisition } = source;
  return createVolume(voxels, { geometry, units, padding, window, acquisition });
}

/** The volume itself, or a volume of unknown place around a bare array. */
export function toVolume(input: VolumeLike): Volume {
  if (isVolume(input)) return input;
  if (typeof input === "object" && input !== null && "data" in input && "shape" in input)
    return createVolume(input);
  throw new InvalidArgumentError("volume", "a volume, or an array of three axes", shortly(input));
}

/** True for a Volume, false for a mask or a bare array. */
export function isVolume(input: object): input is Volume {
  return typeof input === "object" && input !== null && "voxels" in input && "padding" in input;
}

/** @throws ShapeMismatchError unless both shapes are the same. */
export function requireSameShape(argument: string, expected: Shape, received: Shape): void {
  if (expected.some((n, axis) => n !== received[axis])) {
    throw new ShapeMismatchError(argument, expected, received);
  }
}

/** Smallest and largest finite value outside the padding; null for a volume without such a voxel. */
export function valueRange(volume: Volume): { min: number; max: number } | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  forEachUnpaddedRow(volume, (values) => {
    // Within a row in variables of its own: those that a closure holds are in memory.
    let [low, high] = [min, max];
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value < low && value !== Number.NEGATIVE_INFINITY) low = value;
      if (value > high && value !== Number.POSITIVE_INFINITY) high = value;
    }
    min = low;
    max = high;
  });
  return min <= max ? { min, max } : null;
}

/** Calls back with each run of neighbouring values of a row that are not padding. */
export function forEachUnpaddedRow(volume: Volume, visit: (values: VoxelArray) => void): void {
  const { padding } = volume;
  const [slices, rows, columns] = volume.geometry.shape;
  const padded = createRunList(padding);
  for (let slice = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++) {
      const values = rowValues(volume.voxels, slice, row, columns);
      const count = findRuns(padding, slice * rows + row, padded);
      let next = 0;
      for (let i = 0; i < count; i++) {
        if (padded.starts[i] > next) visit(values.subarray(next, padded.starts[i]));
        next = padded.ends[i];
      }
      if (columns > next) visit(values.subarray(next, columns));
    }
  }
}

function rowValues(voxels: NdArray<VoxelArray>, slice: number, row: number, columns: number): VoxelArray {
  const { data, offset, stride } = voxels;
  const start = offset + slice * stride[0] + row * stride[1];
  if (stride[2] === 1) return data.subarray(start, start + columns);
  const values = data.slice(0, columns);
  for (let column = 0; column < columns; column++) values[column] = data[start + column * stride[2]];
  return values;
}

function describeVolume(volume: Volume): string {
  const { shape, spacing, known } = volume.geometry;
  const range = valueRange(volume);
  const values = range ? `${range.min} to ${range.max} ${volume.units}` : "no voxel inside the field of view";
  return `Volume: ${describeGrid(shape, spacing, known)}, ${values}`;
}
