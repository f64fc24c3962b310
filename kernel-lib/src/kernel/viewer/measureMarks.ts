import { describeMarkBox, type Mark, type MarkResult, measureMark, PLANE_AXES } from "../../contract";
import { hasBit } from "../../volume/bitRows";
import { findPlaneSize } from "../../volume/planeGrid";
import type { Volume } from "../../volume/volume";
import type { VoxelBox } from "../../volume/voxelBox";

/** A mark and what it comes to. */
export interface MeasuredMark extends Mark {
  /** Lengths in mm, or voxels where nobody knows their size; values of the single plane that the mark lies in. */
  readonly result: MarkResult;
  /** The voxels that it touches: what `cropImage` takes. */
  readonly box: VoxelBox;
}

/** The mark measured from the volume itself; padding counts for nothing. */
export function measureInVolume(volume: Volume, mark: Mark): MeasuredMark {
  const { shape, affine } = volume.geometry;
  const { id, kind, axis, points } = mark;
  const [rows, columns] = PLANE_AXES[axis];
  const index: [slice: number, row: number, column: number] = [0, 0, 0];
  index[axis] = points[0][axis];
  const readPixel = (row: number, column: number) => {
    index[rows] = row;
    index[columns] = column;
    const isPadded = hasBit(volume.padding, index[0] * shape[1] + index[1], index[2]);
    return isPadded ? Number.NaN : volume.voxels.get(...index);
  };
  const result = measureMark(mark, affine, findPlaneSize(shape, axis), readPixel);
  return { id, kind, axis, points, result, box: describeMarkBox(mark, shape) };
}
