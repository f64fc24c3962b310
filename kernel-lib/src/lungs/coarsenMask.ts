import { createRunList, findRuns, setBit } from "../volume/bitRows";
import type { Shape, VolumeGeometry } from "../volume/geometry";
import { createMask, type Mask } from "../volume/mask";

/** The cells of which at least a share is inside a mask of the voxels that they are made of. */
export function coarsenMask(mask: Mask, geometry: VolumeGeometry, factors: Shape, share: number): Mask {
  const [slices, rows, columns] = mask.shape;
  const [cellSlices, cellRows, cellColumns] = geometry.shape;
  const cellOf = Uint16Array.from({ length: columns }, (_, column) => Math.floor(column / factors[2]));
  const counts = new Uint32Array(cellRows * cellColumns); // of one slice of cells
  const least = share * factors[0] * factors[1] * factors[2];
  const out = createMask(geometry);
  const runs = createRunList(mask);
  for (let cellSlice = 0; cellSlice < cellSlices; cellSlice++) {
    let isEmpty = true;
    const end = Math.min((cellSlice + 1) * factors[0], slices);
    for (let slice = cellSlice * factors[0]; slice < end; slice++) {
      for (let row = 0; row < rows; row++) {
        const count = findRuns(mask, slice * rows + row, runs);
        if (count > 0) isEmpty = false;
        const start = Math.floor(row / factors[1]) * cellColumns;
        for (let i = 0; i < count; i++) {
          for (let column = runs.starts[i]; column < runs.ends[i]; column++) counts[start + cellOf[column]]++;
        }
      }
    }
    if (isEmpty) continue;
    for (let cell = 0; cell < counts.length; cell++) {
      if (counts[cell] === 0) continue;
      const row = Math.floor(cell / cellColumns);
      if (counts[cell] >= least) setBit(out, cellSlice * cellRows + row, cell - row * cellColumns);
    }
    counts.fill(0);
  }
  return out;
}
