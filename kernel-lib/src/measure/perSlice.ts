import { type OptionKinds, requireOptions } from "../options";
import { type Mask, type MaskLike, toMask } from "../volume/mask";
import { countPerSlice } from "../volume/maskMeasures";
import { sliceOf } from "../volume/slicesOf";
import { forEachUnpaddedRow, toVolume, type Volume, type VolumeLike } from "../volume/volume";
import { withinMask } from "./withinMask";

export interface MeanPerSliceOptions {
  /** Voxels that count. @default all within the field of view */
  mask?: MaskLike;
}

const KINDS: OptionKinds<MeanPerSliceOptions> = { mask: "record" };

/** Area inside the mask, slice by slice, in mm2; pixels of unknown size count as 1 mm2 each. */
export function areaPerSlice(mask: MaskLike): number[] {
  const source: Mask = toMask(mask);
  const [, rowSpacing, columnSpacing] = source.geometry.spacing;
  return countPerSlice(source).map((count) => count * rowSpacing * columnSpacing);
}

/**
 * The mean value of each slice, in the volume's units, without padding and what is not a finite number; NaN for a slice
 * without any voxel that counts.
 *
 * Options: `mask` (all voxels).
 *
 * @throws ShapeMismatchError when mask and volume differ in shape.
 */
export function meanPerSlice(volume: VolumeLike, options: MeanPerSliceOptions = {}): number[] {
  requireOptions(options, KINDS);
  const source = toVolume(volume);
  const counted = options.mask === undefined ? source : withinMask(source, options.mask);
  return Array.from({ length: source.shape[0] }, (_, slice) => meanOf(sliceOf(counted, slice)));
}

function meanOf(volume: Volume): number {
  let [voxels, sum] = [0, 0];
  forEachUnpaddedRow(volume, (values) => {
    let [count, total] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      total += values[i];
      count++;
    }
    voxels += count;
    sum += total;
  });
  return sum / voxels;
}
