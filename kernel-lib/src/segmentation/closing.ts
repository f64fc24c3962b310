import type { Mask, MaskLike } from "../volume/mask";
import type { BallOptions } from "./ballRows";
import { dilation } from "./dilation";
import { erosion } from "./erosion";

/**
 * The mask with all that a ball which stays outside cannot reach: its dilation, eroded again. Fills gaps and notches that
 * are narrower than the ball. A gap at the border of the volume counts as one, since nothing is known beyond.
 *
 * Options: `radius` (needed: mm), `inPlane` (false).
 *
 * @throws InvalidArgumentError for a radius that is not 0 or a positive number.
 * @throws UnknownSpacingError for a mask of one slice, unless `inPlane`.
 */
export function closing(mask: MaskLike, options: BallOptions): Mask {
  return erosion(dilation(mask, options), options);
}
