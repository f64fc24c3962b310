import type { NdArray } from "ndarray";
import { InvalidArgumentError } from "../../errors";
import { contiguous } from "../../volume/contiguous";
import { isMask, type Mask, type MaskLike, maskFromVoxels } from "../../volume/mask";
import { addSliceAxis, type BareArray } from "../../volume/sliceAxis";
import { isVolume, toVolume, type Volume, type VolumeLike, valueRange } from "../../volume/volume";
import type { VoxelArray } from "../../volume/voxelArray";

/** What can be drawn: a volume, mask or bare array of one slice, [1, rows, columns] or [rows, columns]. */
export type SliceLike = VolumeLike | MaskLike;

/** The values of one slice, and what is known of them. */
export interface SliceImage {
  readonly rows: number;
  readonly columns: number;
  /** Row by row; a mask's are 0 and 1. */
  readonly values: VoxelArray | Uint8Array;
  readonly isMask: boolean;
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
    isMask: true,
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
    isMask: false,
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

/** The image as a volume or a mask, whatever it came as. */
export function toVolumeOrMask(image: SliceLike): Volume | Mask {
  if (isMask(image) || isVolume(image)) return image;
  const array = addSliceAxis(image);
  return isBytes(array) ? maskFromVoxels(array) : toVolume(array);
}

/** What a picture is of, in a word for whoever does not see it. */
export function nameSubject(source: Volume | Mask): "Mask" | "CT" | "Image" {
  if (isMask(source)) return "Mask";
  return source.units === "HU" ? "CT" : "Image";
}

/** True for an array of bytes, which is a mask. */
function isBytes(array: BareArray): array is NdArray<Uint8Array> {
  return array.data instanceof Uint8Array;
}
