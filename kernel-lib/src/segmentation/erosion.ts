import { type Mask, type MaskLike, toMask } from "../volume/mask";
import type { BallOptions } from "./ballRows";
import { dilation } from "./dilation";
import { not } from "./setAlgebra";

/**
 * The voxels of the mask that no voxel outside it has within a radius of its centre: its erosion by a ball in mm. What
 * lies beyond the volume is unknown and takes nothing away.
 *
 * Options: `radius` (needed: mm), `inPlane` (false).
 *
 * @throws InvalidArgumentError for a radius that is not 0 or a positive number.
 * @throws UnknownSpacingError for a mask of one slice, unless `inPlane`.
 */
export function erosion(mask: MaskLike, options: BallOptions): Mask {
  return not(dilation(not(toMask(mask)), options));
}
