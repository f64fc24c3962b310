import { countVoxels, type Mask, type MaskLike, toMask } from "./mask";
import { slicesOf } from "./slicesOf";

/** Number of voxels inside, slice by slice. */
export function countPerSlice(mask: MaskLike): number[] {
  const source = toMask(mask);
  return Array.from({ length: source.geometry.shape[0] }, (_, slice) =>
    countVoxels(slicesOf(source, slice, slice + 1)),
  );
}

/** The slice with most voxels inside, the first of equals; null for an empty mask. */
export function largestSlice(mask: MaskLike): number | null {
  const counts = countPerSlice(mask);
  const most = counts.reduce((max, count) => Math.max(max, count), 0);
  return most === 0 ? null : counts.indexOf(most);
}

/** Mean voxel index of what is inside, [slice, row, column], with fractions; null for an empty mask. */
export function maskCentre(mask: Mask): readonly [slice: number, row: number, column: number] | null {
  const [slices, rows] = mask.geometry.shape;
  const sums = [0, 0, 0];
  let count = 0;
  for (let row = 0; row < slices * rows; row++) {
    for (let w = 0; w < mask.wordsPerRow; w++) {
      let word = mask.bits[row * mask.wordsPerRow + w];
      while (word !== 0) {
        sums[0] += Math.floor(row / rows);
        sums[1] += row % rows;
        sums[2] += (w << 5) + 31 - Math.clz32(word & -word);
        count++;
        word &= word - 1;
      }
    }
  }
  return count === 0 ? null : [sums[0] / count, sums[1] / count, sums[2] / count];
}
