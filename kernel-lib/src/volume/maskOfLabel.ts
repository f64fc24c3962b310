import { contiguous } from "./contiguous";
import type { LabelMap } from "./labelMap";
import { createMask, type Mask } from "./mask";

/** The voxels of one label. */
export function maskOfLabel({ labels, shape, geometry }: LabelMap, label: number): Mask {
  const [slices, rows, columns] = shape;
  const numbers = contiguous(labels);
  const mask = createMask(geometry);
  const { bits, wordsPerRow } = mask;
  for (let row = 0, at = 0; row < slices * rows; row++) {
    const first = row * wordsPerRow;
    for (let column = 0; column < columns; column++, at++) {
      if (numbers[at] === label) bits[first + (column >>> 5)] |= 1 << (column & 31);
    }
  }
  return mask;
}
