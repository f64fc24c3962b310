import { type Axis, PLANE_AXES, type VoxelPoint } from "tslab-dicom/contract";
import { moveInside } from "../slice/voxels";

/** Steps along the rows and the columns of a plane's picture, in voxels. */
export interface PlaneStep {
  readonly rows: number;
  readonly columns: number;
}

/** How far points of a plane can go. */
export interface PlaneBounds {
  readonly axis: Axis;
  /** [slices, rows, columns] of the volume. */
  readonly shape: readonly number[];
}

/**
 * Points of a mark moved together in their plane, as far as all of them stay in its picture, which reaches half a voxel
 * beyond the first and the last.
 */
export function movePoints(
  points: readonly VoxelPoint[],
  step: PlaneStep,
  { axis, shape }: PlaneBounds,
): readonly VoxelPoint[] {
  const [rows, columns] = PLANE_AXES[axis];
  const allowed = (along: Axis, wanted: number) => {
    const places = points.map((point) => point[along]);
    const [lowest, highest] = [-0.5 - Math.min(...places), shape[along] - 0.5 - Math.max(...places)];
    return Math.min(Math.max(wanted, lowest), highest);
  };
  const [down, across] = [allowed(rows, step.rows), allowed(columns, step.columns)];
  return points.map((point) => {
    const moved: [number, number, number] = [...point];
    moved[rows] += down;
    moved[columns] += across;
    return moveInside(moved, shape); // sums may end beyond the border by their last digit
  });
}

/** The points with the one of that number moved. */
export function movePoint(
  points: readonly VoxelPoint[],
  number: number,
  step: PlaneStep,
  bounds: PlaneBounds,
): readonly VoxelPoint[] {
  return points.map((point, i) => (i === number ? movePoints([point], step, bounds)[0] : point));
}

/** How to go from one place of a plane to another. */
export function stepBetween(from: VoxelPoint, to: VoxelPoint, axis: Axis): PlaneStep {
  const [rows, columns] = PLANE_AXES[axis];
  return { rows: to[rows] - from[rows], columns: to[columns] - from[columns] };
}

/** Whether two places are the same, but for the last digits of sums. */
export function isSamePlace(one: VoxelPoint, other: VoxelPoint): boolean {
  return one.every((at, axis) => Math.abs(at - other[axis]) < 1e-6);
}
