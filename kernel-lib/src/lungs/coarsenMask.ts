import { forEachRun, setBit } from "../volume/bitRows";
import type { Shape, VolumeGeometry } from "../volume/geometry";
import { createMask, type Mask } from "../volume/mask";

/** The cells of which at least a share is inside a mask of the voxels that they are made of. */
export function coarsenMask(mask: Mask, geometry: VolumeGeometry, factors: Shape, share: number): Mask {
  const [slices, rows] = mask.shape;
  const [, cellRows, cellColumns] = geometry.shape;
  const counts = new Uint32Array(geometry.shape[0] * cellRows * cellColumns);
  forEachRun(mask, slices * rows, (row, from, to) => {
    const line =
      Math.floor(Math.floor(row / rows) / factors[0]) * cellRows + Math.floor((row % rows) / factors[1]);
    for (let column = from; column < to; column++)
      counts[line * cellColumns + Math.floor(column / factors[2])]++;
  });
  const least = share * factors[0] * factors[1] * factors[2];
  const out = createMask(geometry);
  for (let cell = 0; cell < counts.length; cell++) {
    if (counts[cell] >= least && counts[cell] > 0)
      setBit(out, Math.floor(cell / cellColumns), cell % cellColumns);
  }
  return out;
}
