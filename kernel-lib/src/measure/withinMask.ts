import { not, or } from "../segmentation/setAlgebra";
import { type MaskLike, toMask } from "../volume/mask";
import { createVolume, requireSameShape, type Volume } from "../volume/volume";

/**
 * The volume, in the same memory, with everything outside the mask taken for padding: what leaves padding out then
 * looks at the mask's voxels alone.
 *
 * @throws ShapeMismatchError when mask and volume differ in shape.
 */
export function withinMask(volume: Volume, mask: MaskLike): Volume {
  const inside = toMask(mask);
  requireSameShape("mask", volume.geometry.shape, inside.geometry.shape);
  const { voxels, geometry, units, window, acquisition } = volume;
  return createVolume(voxels, {
    geometry,
    units,
    window,
    acquisition,
    padding: or(volume.padding, not(inside)),
  });
}
