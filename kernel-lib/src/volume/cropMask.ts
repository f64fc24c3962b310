import { createRunList, findRuns, forEachRun, setBits } from "./bitRows";
import { cropGeometry, type VolumeGeometry } from "./geometry";
import { createMask, type Mask } from "./mask";
import type { VoxelBox } from "./voxelBox";

/** A mask cut to a box that lies in its grid; its geometry moves along. */
export function cropMask(mask: Mask, box: VoxelBox): Mask {
  const [[firstSlice, endSlice], [firstRow, endRow], [firstColumn, endColumn]] = box;
  const [slices, rows, columns] = [endSlice - firstSlice, endRow - firstRow, endColumn - firstColumn];
  const start = [firstSlice, firstRow, firstColumn] as const;
  const out = createMask(cropGeometry(mask.geometry, start, [slices, rows, columns]));
  const runs = createRunList(mask);
  for (let slice = 0, to = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++, to++) {
      const count = findRuns(mask, (firstSlice + slice) * mask.shape[1] + firstRow + row, runs);
      for (let i = 0; i < count; i++) {
        const from = Math.max(runs.starts[i] - firstColumn, 0);
        setBits(out, to, from, Math.min(runs.ends[i] - firstColumn, columns));
      }
    }
  }
  return out;
}

/** A mask of a box in the grid that the box was cut from. */
export function pasteMask(mask: Mask, geometry: VolumeGeometry, box: VoxelBox): Mask {
  const out = createMask(geometry);
  const [slices, rows] = mask.shape;
  forEachRun(mask, slices * rows, (line, from, to) => {
    const row = (Math.floor(line / rows) + box[0][0]) * geometry.shape[1] + (line % rows) + box[1][0];
    setBits(out, row, from + box[2][0], to + box[2][0]);
  });
  return out;
}
