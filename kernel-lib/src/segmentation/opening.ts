import type { Mask, MaskLike } from "../volume/mask";
import type { BallOptions } from "./ballRows";
import { dilation } from "./dilation";
import { erosion } from "./erosion";

/**
 * What of the mask a ball that stays inside can reach: its erosion, dilated again. Takes away what is thinner than the
 * ball, and rounds corners.
 *
 * Options: `radius` (needed: mm), `inPlane` (false).
 *
 * @throws InvalidArgumentError for a radius that is not 0 or a positive number.
 * @throws UnknownSpacingError for a mask of one slice, unless `inPlane`.
 */
export function opening(mask: MaskLike, options: BallOptions): Mask {
  return dilation(erosion(mask, options), options);
}
