import type { NdArray } from "ndarray";
import { describedAs, describeGrid } from "../describe";
import type { WindowShape } from "../dicom/image/readSliceHeader";
import { InvalidArgumentError, ShapeMismatchError } from "../errors";
import { createGeometry, type Shape, type VolumeGeometry } from "./geometry";
import { createMask, type Mask, threeAxes } from "./mask";

/** Arrays a volume keeps its values in: Int16 where that is exact, else Float32. */
export type VoxelArray = Int16Array | Float32Array;

export type { WindowShape };

/** A display window, DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3, in the volume's units. */
export interface DisplayWindow {
  readonly centre: number;
  /** At least 1 for "linear", above 0 for the others. */
  readonly width: number;
  /** How grey rises from black to white: the tags' VOI LUT Function. @default "linear" */
  readonly shape?: WindowShape;
}

/** A scan's values on its grid; one slice is a volume of one slice. */
export interface Volume<A extends VoxelArray = VoxelArray> {
  /** [slices, rows, columns]. */
  readonly voxels: NdArray<A>;
  readonly geometry: VolumeGeometry;
  /** "HU", or what the tags call the values; "unspecified" when they do not say. */
  readonly units: string;
  /** Voxels outside the scanner's field of view: statistics, histograms, display ranges and clustering leave them out. */
  readonly padding: Mask;
  /** The first window the tags ask for, or null. */
  readonly window: DisplayWindow | null;
}

/** A volume or its bare values, [slices, rows, columns], taken with unit spacing. */
export type VolumeLike = Volume | NdArray<VoxelArray>;

export interface VolumeOptions {
  /** @default unit spacing at the origin */
  geometry?: VolumeGeometry;
  /** @default "HU" */
  units?: string;
  /** @default no voxel */
  padding?: Mask;
  /** @default null */
  window?: DisplayWindow | null;
}

/**
 * A volume around an array of values, [slices, rows, columns]; the array is taken over, not copied.
 *
 * @throws InvalidArgumentError unless the array has three axes and holds Int16 or Float32 values.
 * @throws ShapeMismatchError when geometry or padding have another shape.
 */
export function createVolume<A extends VoxelArray>(
  voxels: NdArray<A>,
  options: VolumeOptions = {},
): Volume<A> {
  const shape = threeAxes(voxels.shape, "voxels");
  if (!(voxels.data instanceof Int16Array || voxels.data instanceof Float32Array)) {
    throw new InvalidArgumentError("voxels", "an NdArray of Int16Array or Float32Array", voxels.dtype);
  }
  const { geometry = createGeometry(shape), units = "HU", window = null } = options;
  const { padding = createMask(geometry) } = options;
  requireSameShape("geometry", shape, geometry.shape);
  requireSameShape("padding", shape, padding.geometry.shape);
  const volume: Volume<A> = { voxels, geometry, units, padding, window };
  return describedAs(volume, describeVolume);
}

/** A volume with the source's geometry, units, padding and window around other values of the same shape. */
export function withVoxels<A extends VoxelArray>(source: Volume, voxels: NdArray<A>): Volume<A> {
  const { geometry, units, padding, window } = source;
  return createVolume(voxels, { geometry, units, padding, window });
}

/** The volume itself, or a volume with unit spacing around a bare array. */
export function toVolume(input: VolumeLike): Volume {
  return isVolume(input) ? input : createVolume(input);
}

/** True for a Volume, false for a mask or a bare array. */
export function isVolume(input: object): input is Volume {
  return "voxels" in input && "padding" in input;
}

/** @throws ShapeMismatchError unless both shapes are the same. */
export function requireSameShape(argument: string, expected: Shape, received: Shape): void {
  if (expected.some((n, axis) => n !== received[axis])) {
    throw new ShapeMismatchError(argument, expected, received);
  }
}

/** A copy of the values in which `value` can be written exactly: Float32 where Int16 does not hold it. */
export function copyWithRoomFor(values: VoxelArray, value: number): VoxelArray {
  const fits = Number.isInteger(value) && value >= -32_768 && value <= 32_767;
  return values instanceof Int16Array && !fits ? Float32Array.from(values) : values.slice();
}

/** Smallest and largest value outside the padding; null for a volume without such a voxel. */
export function valueRange(volume: Volume): { min: number; max: number } | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  forEachUnpaddedRow(volume, (values) => {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (value < min) min = value;
      if (value > max) max = value;
    }
  });
  return min <= max ? { min, max } : null;
}

/** Calls back with each run of neighbouring values of a row that are not padding. */
export function forEachUnpaddedRow(volume: Volume, visit: (values: VoxelArray) => void): void {
  const [slices, rows, columns] = volume.geometry.shape;
  const { bits, wordsPerRow } = volume.padding;
  for (let slice = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++) {
      const values = rowValues(volume.voxels, slice, row, columns);
      const start = (slice * rows + row) * wordsPerRow;
      let from = 0;
      for (let w = 0; w < wordsPerRow; w++) {
        let word = bits[start + w];
        while (word !== 0) {
          const column = (w << 5) + 31 - Math.clz32(word & -word);
          if (column > from) visit(values.subarray(from, column));
          from = column + 1;
          word &= word - 1;
        }
      }
      if (columns > from) visit(values.subarray(from, columns));
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
  const { shape, spacing } = volume.geometry;
  const range = valueRange(volume);
  const values = range ? `${range.min} to ${range.max} ${volume.units}` : "no voxel inside the field of view";
  return `Volume: ${describeGrid(shape, spacing)}, ${values}`;
}
