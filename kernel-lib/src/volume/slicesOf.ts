import { InvalidArgumentError } from "../errors";
import { cropGeometry, type Shape } from "./geometry";
import { createMask, isMask, type Mask } from "./mask";
import { createVolume, type Volume } from "./volume";

/**
 * The slices from `start` up to, without, `end`, in the source's own memory; geometry, units and padding go along.
 *
 * @throws InvalidArgumentError unless `0 <= start < end <= slices`.
 */
export function slicesOf(source: Volume, start: number, end: number): Volume;
export function slicesOf(source: Mask, start: number, end: number): Mask;
export function slicesOf(source: Volume | Mask, start: number, end: number): Volume | Mask {
  const [slices, rows, columns] = source.geometry.shape;
  if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= slices)) {
    throw new InvalidArgumentError("slices", `a range within 0 to ${slices}`, `${start} to ${end}`);
  }
  const shape: Shape = [end - start, rows, columns];
  const geometry = cropGeometry(source.geometry, [start, 0, 0], shape);
  const maskOf = (mask: Mask) => {
    const words = rows * mask.wordsPerRow;
    return createMask(geometry, mask.bits.subarray(start * words, end * words));
  };
  if (isMask(source)) return maskOf(source);
  const voxels = source.voxels.lo(start, 0, 0).hi(...shape);
  const { units, window, acquisition } = source;
  return createVolume(voxels, { geometry, units, window, acquisition, padding: maskOf(source.padding) });
}

/** One slice as a volume or mask of one slice; its spacing across slices is kept. @throws InvalidArgumentError */
export function sliceOf(source: Volume, slice: number): Volume;
export function sliceOf(source: Mask, slice: number): Mask;
export function sliceOf(source: Volume | Mask, slice: number): Volume | Mask {
  const [slices] = source.geometry.shape;
  if (!Number.isInteger(slice) || slice < 0 || slice >= slices) {
    throw new InvalidArgumentError("slice", `a whole number from 0 to ${slices - 1}`, slice);
  }
  return isMask(source) ? slicesOf(source, slice, slice + 1) : slicesOf(source, slice, slice + 1);
}
