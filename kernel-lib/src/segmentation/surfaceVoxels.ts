import { createMask, type Mask, type MaskLike, toMask } from "../volume/mask";

/** The voxels of a mask that share a face with one outside it; what lies beyond the volume counts as inside. */
export function surfaceVoxels(mask: MaskLike): Mask {
  const source = toMask(mask);
  const { bits, wordsPerRow: words } = source;
  const [slices, rows, columns] = source.shape;
  const out = createMask(source.geometry);
  const rowsInAll = slices * rows;
  const plane = rows * words;
  // The column past the last one is beyond the volume.
  const lastWord = (columns - 1) >>> 5;
  const lastBit = 1 << ((columns - 1) & 31);
  for (let row = 0; row < rowsInAll; row++) {
    const r = row % rows;
    for (let w = 0; w < words; w++) {
      const at = row * words + w;
      const word = bits[at];
      if (word === 0) continue;
      const before = w === 0 ? 1 : bits[at - 1] >>> 31;
      const after = w === lastWord ? 0 : bits[at + 1] << 31;
      let around = ((word << 1) | before) & ((word >>> 1) | after | (w === lastWord ? lastBit : 0));
      if (r > 0) around &= bits[at - words];
      if (r < rows - 1) around &= bits[at + words];
      if (row >= rows) around &= bits[at - plane];
      if (row < rowsInAll - rows) around &= bits[at + plane];
      out.bits[at] = word & ~around;
    }
  }
  return out;
}
