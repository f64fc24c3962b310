import ndarray from "ndarray";
import { allocated } from "../allocated";
import { forEachRun } from "./bitRows";
import type { Mask } from "./mask";
import { createVolume, type Volume } from "./volume";

/** The mask as values: 1 inside, 0 outside, without a unit. @throws OutOfMemoryError when the machine has no room for them. */
export function volumeOfMask({ geometry, ...rows }: Mask): Volume<Int16Array> {
  const [slices, height, width] = geometry.shape;
  const voxels = slices * height * width;
  const values = allocated(`${voxels} voxels of a mask`, 2 * voxels, () => new Int16Array(voxels));
  forEachRun(rows, slices * height, (row, from, to) => values.fill(1, row * width + from, row * width + to));
  return createVolume(ndarray(values, [...geometry.shape]), { geometry, units: "" });
}
