import ndarray from "ndarray";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { forEachRun } from "../volume/bitRows";
import { contiguous } from "../volume/contiguous";
import { type MaskLike, toMask } from "../volume/mask";
import { createVolume, requireSameShape, toVolume, type Volume, type VolumeLike } from "../volume/volume";
import { copyWithRoomFor, fitsFloat32 } from "../volume/voxelArray";
import { and, not } from "./setAlgebra";

export interface ApplyMaskOptions {
  /** Value of the voxels outside the mask, in the volume's units, up to 3.4e38; NaN makes the values Float32. @default 0, as the tutorial */
  outside?: number;
}

const KINDS: OptionKinds<ApplyMaskOptions> = { outside: "number" };

/**
 * A volume with the source's values inside the mask and one value outside; the source is not modified.
 * The tutorial's 0 HU outside is the value of water: pass `outside: -1024` where a picture must not mislead.
 *
 * Options: `outside` (0, in the volume's units).
 *
 * @throws InvalidArgumentError for a value that is infinite.
 * @throws ShapeMismatchError when mask and volume differ in shape.
 */
export function applyMask(volume: VolumeLike, mask: MaskLike, options: ApplyMaskOptions = {}): Volume {
  requireOptions(options, KINDS);
  const { outside = 0 } = options;
  if (!fitsFloat32(outside)) {
    throw new InvalidArgumentError("outside", "NaN or a number that 32 bits hold", outside);
  }
  const source = toVolume(volume);
  const inside = toMask(mask);
  const { geometry } = inside;
  requireSameShape("mask", source.geometry.shape, geometry.shape);
  const values = copyWithRoomFor(contiguous(source.voxels), outside);
  const [slices, rows, columns] = geometry.shape;
  forEachRun(not(inside), slices * rows, (row, from, to) => {
    values.fill(outside, row * columns + from, row * columns + to);
  });
  // What was padding and now has the outside value is padding no more.
  const padding = and(source.padding, inside);
  const { units, window, acquisition } = source;
  return createVolume(ndarray(values, [...geometry.shape]), {
    geometry: source.geometry,
    units,
    window,
    acquisition,
    padding,
  });
}
