import { forEachUnpaddedRow, type Volume } from "../volume/volume";
import { INT16_VALUES, LOWEST_INT16, type VoxelArray } from "../volume/voxelArray";

/** Hands out values, each with how many voxels have it; null for one each. */
export type Tally = (visit: (values: VoxelArray | Float64Array, voxels: Float64Array | null) => void) => void;

/**
 * The values outside the padding, to go through several times: Int16 are counted once, by value, so that whatever
 * follows looks at 65,536 numbers and not at a hundred million voxels; Float32 come row by row, NaN among them.
 */
export function tallyValues(volume: Volume): Tally {
  if (!(volume.voxels.data instanceof Int16Array)) {
    return (visit) => forEachUnpaddedRow(volume, (values) => visit(values, null));
  }
  const voxels = countInt16(volume);
  const values = Int16Array.from(voxels, (_, i) => i + LOWEST_INT16);
  return (visit) => visit(values, voxels);
}

/** How many voxels outside the padding of an Int16 volume have each value, from the lowest that there is. */
export function countInt16(volume: Volume): Float64Array {
  const counts = new Float64Array(INT16_VALUES);
  forEachUnpaddedRow(volume, (values) => {
    for (let i = 0; i < values.length; i++) counts[values[i] - LOWEST_INT16]++;
  });
  return counts;
}
