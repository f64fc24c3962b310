import type { Mark } from "./marks";

/** Voxels from start up to, and without, end. */
export type VoxelSpan = readonly [start: number, end: number];

/**
 * The voxels that a mark touches: spans along slices, rows and columns, none empty and all within the volume; the box
 * that a crop around the mark takes.
 *
 * @param shape - [slices, rows, columns] of the volume.
 */
export function describeMarkBox(
  { points }: Pick<Mark, "points">,
  shape: readonly number[],
): readonly [slices: VoxelSpan, rows: VoxelSpan, columns: VoxelSpan] {
  const span = (axis: 0 | 1 | 2): VoxelSpan => {
    const places = points.map((point) => point[axis]);
    // A voxel reaches half a step to both sides of its centre; on the border of two, one is enough.
    const [from, to] = [Math.floor(Math.min(...places) + 0.5), Math.ceil(Math.max(...places) - 0.5)];
    const clamp = (at: number) => Math.min(Math.max(at, 0), shape[axis] - 1);
    return [clamp(Math.min(from, to)), clamp(Math.max(from, to)) + 1];
  };
  return [span(0), span(1), span(2)];
}
