import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { InvalidArgumentError } from "../../errors";
import { contiguous } from "../../volume/contiguous";
import { isMask, type Mask, type MaskLike } from "../../volume/mask";
import { isVolume, toVolume, type VolumeLike, valueRange } from "../../volume/volume";
import type { VoxelArray } from "../../volume/voxelArray";

/** What can be drawn: a volume, mask or bare array of one slice, [1, rows, columns] or [rows, columns]. */
export type SliceLike = VolumeLike | MaskLike;

/** The values of one slice, and what is known of them. */
export interface SliceImage {
  readonly rows: number;
  readonly columns: number;
  /** Row by row; a mask's are 0 and 1. */
  readonly values: VoxelArray | Uint8Array;
  /** Smallest and largest value outside the padding; [0, 1] for a mask, and where there is no value. */
  readonly range: readonly [min: number, max: number];
  /** Pixels outside the field of view, or null where none are known. */
  readonly padding: Mask | null;
}

/** The values of one slice. @throws InvalidArgumentError when there is more than one. */
export function readSlice(slice: SliceLike, argument = "slice"): SliceImage {
  if (isMask(slice)) return readMask(slice.voxels, argument);
  if (isVolume(slice)) return readValues(slice, argument);
  const array = addSliceAxis(slice);
  return isBytes(array) ? readMask(array, argument) : readValues(array, argument);
}

function readMask(voxels: NdArray<Uint8Array>, argument: string): SliceImage {
  const size = requireOneSlice(voxels.shape, argument);
  return {
    ...size,
    values: contiguous(voxels).map((byte) => Math.min(byte, 1)),
    range: [0, 1],
    padding: null,
  };
}

function readValues(slice: VolumeLike, argument: string): SliceImage {
  const volume = toVolume(slice);
  const size = requireOneSlice(volume.geometry.shape, argument);
  return {
    ...size,
    values: contiguous(volume.voxels),
    // Looked for only when nobody gives a range: it takes as long as drawing.
    get range() {
      const { min, max } = valueRange(volume) ?? { min: 0, max: 1 };
      return [min, max] as const;
    },
    padding: volume.padding,
  };
}

function requireOneSlice(shape: readonly number[], argument: string): { rows: number; columns: number } {
  if (shape.length !== 3 || shape[0] !== 1) {
    throw new InvalidArgumentError(
      argument,
      "one slice, [1, rows, columns] or [rows, columns]; sliceOf(volume, number) takes one",
      `[${shape.join(", ")}]`,
    );
  }
  return { rows: shape[1], columns: shape[2] };
}

type BareArray = NdArray<VoxelArray> | NdArray<Uint8Array>;

/** The array with an axis of one slice before [rows, columns]; one of three axes as it is. */
export function addSliceAxis(array: BareArray): BareArray {
  if (array.shape.length !== 2) return array;
  const [rows, columns] = array.shape;
  return ndarray(
    array.data,
    [1, rows, columns],
    [rows * array.stride[0], ...array.stride],
    array.offset,
  ) as BareArray;
}

/** True for an array of bytes, which is a mask. */
export function isBytes(array: BareArray): array is NdArray<Uint8Array> {
  return array.data instanceof Uint8Array;
}
