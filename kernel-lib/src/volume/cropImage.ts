import ndarray from "ndarray";
import type { Mark, VoxelSpan } from "../contract";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { contiguous } from "./contiguous";
import { cropMask } from "./cropMask";
import { cropGeometry, type Shape } from "./geometry";
import { isMask, type Mask } from "./mask";
import { createVolume, toVolume, type Volume, type VolumeLike } from "./volume";
import { requireBox, type VoxelBox } from "./voxelBox";

export interface CropImageOptions {
  /** Voxels kept on either side of the centre: rows and columns from `centre - radius` up to, without, `centre + radius`. @default 10 */
  radius?: number;
}

const KINDS: OptionKinds<CropImageOptions> = { radius: "number" };

/** Where to cut: around a row and column, or a region that was marked in the viewer, or a box of voxels. */
export type CropRegion =
  | readonly [row: number, column: number]
  | Pick<Mark, "points">
  | { readonly box: VoxelBox };

/**
 * The tutorial's `crop_image`: all slices, cut to a square around a row and column; what would lie outside the
 * image is left out (the tutorial wraps there), and the geometry moves along. A mark of `viewer.state()`, or a box of
 * ranges [start, end) along slices, rows and columns, cuts to those voxels, without what lies outside: a mark in an axial
 * plane gives one slice.
 *
 * Options: `radius` (10 voxels to either side, around a row and column).
 *
 * @throws InvalidArgumentError when nothing of the square, mark or box lies in the image.
 * @example
 *     const { marks } = await viewer.state();
 *     const nodule = cropImage(volume, marks[0]);
 */
export function cropImage(image: Mask, region: CropRegion, options?: CropImageOptions): Mask;
export function cropImage(image: VolumeLike, region: CropRegion, options?: CropImageOptions): Volume;
export function cropImage(
  image: VolumeLike | Mask,
  region: CropRegion,
  options: CropImageOptions = {},
): Volume | Mask {
  requireOptions(options, KINDS);
  const source = isMask(image) ? image : toVolume(image);
  const { geometry } = source;
  const box = findBox(region, geometry.shape, options);
  const start: Shape = [box[0][0], box[1][0], box[2][0]];
  const size = ([from, to]: VoxelSpan) => to - from;
  const cropped = cropGeometry(geometry, start, [size(box[0]), size(box[1]), size(box[2])]);
  if (isMask(source)) return cropMask(source, box);

  const view = source.voxels.lo(...start).hi(...cropped.shape);
  const values = contiguous(view).slice();
  return createVolume(ndarray(values, [...cropped.shape]), {
    geometry: cropped,
    units: source.units,
    padding: cropMask(source.padding, box),
    window: source.window,
    acquisition: source.acquisition,
  });
}

function findBox(region: CropRegion, shape: Shape, { radius = 10 }: CropImageOptions): VoxelBox {
  if (typeof region !== "object" || region === null) {
    throw new InvalidArgumentError("the region", "[row, column], a mark or { box }", region);
  }
  if (!isCentre(region)) return requireBox(region, shape);
  return [
    [0, shape[0]],
    clip(region[0], radius, shape[1], "row"),
    clip(region[1], radius, shape[2], "column"),
  ];
}

function isCentre(region: CropRegion): region is readonly [number, number] {
  return Array.isArray(region);
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
