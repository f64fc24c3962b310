import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { contiguous } from "../volume/contiguous";
import { createMask, type Mask } from "../volume/mask";
import { toVolume, type VolumeLike } from "../volume/volume";

export interface ThresholdOptions {
  /** Keep values of at least this much, in the volume's units. @default no lower bound */
  atLeast?: number;
  /** Keep values below this, in the volume's units. @default no upper bound */
  below?: number;
}

const KINDS: OptionKinds<ThresholdOptions> = { below: "number", atLeast: "number" };

/**
 * The mask of the voxels with `atLeast <= value < below`; padding counts by its value like any other voxel.
 *
 * Options: `atLeast` (no lower bound), `below` (no upper bound); one of them is needed.
 *
 * @throws InvalidArgumentError when neither bound is given or one is not a number.
 */
export function threshold(volume: VolumeLike, options: ThresholdOptions): Mask {
  requireOptions(options, KINDS);
  const { atLeast = Number.NEGATIVE_INFINITY, below = Number.POSITIVE_INFINITY } = options;
  if (options.atLeast === undefined && options.below === undefined) {
    throw new InvalidArgumentError("options", "{ atLeast } or { below } or both", "neither");
  }
  if (Number.isNaN(atLeast) || Number.isNaN(below)) {
    throw new InvalidArgumentError("options", "numbers", `atLeast ${atLeast}, below ${below}`);
  }
  const { voxels, geometry } = toVolume(volume);
  const [slices, rows, columns] = geometry.shape;
  const values = contiguous(voxels);
  const mask = createMask(geometry);
  const { bits, wordsPerRow } = mask;
  let at = 0;
  for (let row = 0; row < slices * rows; row++) {
    for (let w = 0, column = 0; w < wordsPerRow; w++) {
      const end = Math.min(columns, column + 32);
      let word = 0;
      for (let bit = 1; column < end; column++, at++, bit <<= 1) {
        const value = values[at];
        if (value >= atLeast && value < below) word |= bit;
      }
      bits[row * wordsPerRow + w] = word;
    }
  }
  return mask;
}
