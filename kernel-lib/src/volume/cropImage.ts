import ndarray from "ndarray";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { hasBit } from "./bitRows";
import { contiguous } from "./contiguous";
import { cropGeometry, type Shape, type VolumeGeometry } from "./geometry";
import { isMask, type Mask, maskFromVoxels } from "./mask";
import { createVolume, toVolume, type Volume, type VolumeLike } from "./volume";

export interface CropImageOptions {
  /** Voxels kept on either side of the centre: rows and columns from `centre - radius` up to, without, `centre + radius`. @default 10 */
  radius?: number;
}

const KINDS: OptionKinds<CropImageOptions> = { radius: "number" };

/**
 * The tutorial's `crop_image`: all slices, cut to a square around a row and column; what would lie outside the
 * image is left out (the tutorial wraps there), and the geometry moves along.
 *
 * Options: `radius` (10 voxels to either side).
 *
 * @throws InvalidArgumentError when nothing of the square lies in the image.
 */
export function cropImage(
  image: Mask,
  centre: readonly [row: number, column: number],
  options?: CropImageOptions,
): Mask;
export function cropImage(
  image: VolumeLike,
  centre: readonly [row: number, column: number],
  options?: CropImageOptions,
): Volume;
export function cropImage(
  image: VolumeLike | Mask,
  centre: readonly [row: number, column: number],
  options: CropImageOptions = {},
): Volume | Mask {
  requireOptions(options, KINDS);
  const { radius = 10 } = options;
  const source = isMask(image) ? image : toVolume(image);
  const { geometry } = source;
  const [slices, rows, columns] = geometry.shape;
  const [rowStart, rowEnd] = clip(centre[0], radius, rows, "row");
  const [columnStart, columnEnd] = clip(centre[1], radius, columns, "column");
  const shape: Shape = [slices, rowEnd - rowStart, columnEnd - columnStart];
  const cropped = cropGeometry(geometry, [0, rowStart, columnStart], shape);
  if (isMask(source)) return cropMask(source, rowStart, columnStart, cropped);

  const view = source.voxels.lo(0, rowStart, columnStart).hi(...shape);
  const values = contiguous(view).slice();
  return createVolume(ndarray(values, [...shape]), {
    geometry: cropped,
    units: source.units,
    padding: cropMask(source.padding, rowStart, columnStart, cropped),
    window: source.window,
  });
}

function cropMask(mask: Mask, rowStart: number, columnStart: number, geometry: VolumeGeometry): Mask {
  const [slices, rows, columns] = geometry.shape;
  const bytes = ndarray(new Uint8Array(slices * rows * columns), [...geometry.shape]);
  const sourceRows = mask.geometry.shape[1];
  let at = 0;
  for (let slice = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++) {
      const source = slice * sourceRows + rowStart + row;
      for (let column = columnStart; column < columnStart + columns; column++, at++) {
        bytes.data[at] = Number(hasBit(mask, source, column));
      }
    }
  }
  return maskFromVoxels(bytes, geometry);
}

function clip(centre: number, radius: number, size: number, axis: string): [start: number, end: number] {
  if (!Number.isInteger(centre) || !Number.isInteger(radius) || radius < 1) {
    throw new InvalidArgumentError(
      `${axis} and radius`,
      "whole numbers, the radius at least 1",
      `${centre}, ${radius}`,
    );
  }
  const start = Math.max(0, centre - radius);
  const end = Math.min(size, centre + radius);
  if (start >= end) throw new InvalidArgumentError(axis, `within the image's ${size} ${axis}s`, centre);
  return [start, end];
}
