import { and } from "../segmentation/setAlgebra";
import { forEachRun, setBits } from "../volume/bitRows";
import { countVoxels, createMask, type Mask } from "../volume/mask";

/**
 * How lungs are parted from the feet to the head. "volume": the same number of voxels of both lungs together, as the Chest
 * Imaging Platform does. "per lung": the same number of each lung by itself. "height": the same height of both together.
 */
export type ThirdsRule = "volume" | "per lung" | "height";

export interface Thirds {
  readonly lower: Mask;
  readonly middle: Mask;
  readonly upper: Mask;
}

/** Left and right lung in thirds; slices ascend towards the head. Within a slice voxels are counted row by row. */
export function lungThirds(
  lungs: { readonly left: Mask; readonly right: Mask; readonly both: Mask },
  rule: ThirdsRule,
): Record<"left" | "right" | "both", Thirds> {
  const together = rule === "height" ? byHeight(lungs.both) : byVolume(lungs.both);
  const partOf = (mask: Mask): Thirds => {
    const { lower, middle, upper } = rule === "per lung" ? byVolume(mask) : together;
    return { lower: and(lower, mask), middle: and(middle, mask), upper: and(upper, mask) };
  };
  return { left: partOf(lungs.left), right: partOf(lungs.right), both: together };
}

function byVolume(mask: Mask): Thirds {
  const total = countVoxels(mask);
  const parts = [createMask(mask.geometry), createMask(mask.geometry), createMask(mask.geometry)] as const;
  const ends = [Math.floor(total / 3), Math.floor((2 * total) / 3), total];
  let seen = 0;
  let part = 0;
  forEachRun(mask, mask.shape[0] * mask.shape[1], (row, from, to) => {
    for (let at = from; at < to; ) {
      while (seen === ends[part] && part < 2) part++;
      const end = Math.min(to, at + ends[part] - seen);
      setBits(parts[part], row, at, end);
      seen += end - at;
      at = end;
    }
  });
  const [lower, middle, upper] = parts;
  return { lower, middle, upper };
}

function byHeight(mask: Mask): Thirds {
  const [slices, rows] = mask.shape;
  let [first, last] = [slices, -1];
  forEachRun(mask, slices * rows, (row) => {
    const slice = Math.floor(row / rows);
    first = Math.min(first, slice);
    last = Math.max(last, slice);
  });
  const parts = [createMask(mask.geometry), createMask(mask.geometry), createMask(mask.geometry)] as const;
  const height = last + 1 - first;
  forEachRun(mask, slices * rows, (row, from, to) => {
    // A slice belongs to the third in which its middle lies.
    const share = (Math.floor(row / rows) + 0.5 - first) / height;
    setBits(parts[Math.min(Math.floor(3 * share), 2)], row, from, to);
  });
  const [lower, middle, upper] = parts;
  return { lower, middle, upper };
}
