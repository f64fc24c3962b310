import ndarray from "ndarray";
import { forEachRun } from "../volume/bitRows";
import { createLabelMap, type LabelMap } from "../volume/labelMap";
import type { Mask } from "../volume/mask";
import type { Volume } from "../volume/volume";

/** A label map of masks that do not overlap, from 1. */
export function markersOf(masks: readonly Mask[], { geometry }: Pick<Volume, "geometry">): LabelMap {
  const [slices, rows, columns] = geometry.shape;
  const labels =
    masks.length > 255 ? new Uint16Array(slices * rows * columns) : new Uint8Array(slices * rows * columns);
  for (const [i, mask] of masks.entries()) {
    forEachRun(mask, slices * rows, (row, from, to) =>
      labels.fill(i + 1, row * columns + from, row * columns + to),
    );
  }
  return createLabelMap(ndarray(labels, [slices, rows, columns]), { geometry });
}
