import { type Axis, PLANE_AXES, type PlaneLie, type VoxelPoint } from "tslab-dicom/contract";

/** A place on a plane's picture: across from its left edge, down from its top. One unit is the width of a pixel. */
export interface FramePoint {
  readonly across: number;
  readonly down: number;
}

/**
 * How the voxels of a plane map to its picture on the screen, there and back. The units are square, so that a circle is
 * one: one is the width of a voxel as shown, and a voxel is `aspect` of them high.
 */
export interface PlaneFrame {
  readonly axis: Axis;
  readonly lie: PlaneLie;
  /** Voxels across and down. */
  readonly columns: number;
  readonly rows: number;
  /** Height of a voxel in units. */
  readonly aspect: number;
  /** Size in units. */
  readonly width: number;
  readonly height: number;
}

/**
 * The frame of the planes that are stacked along an axis.
 *
 * @param spacing - millimetres between neighbours along slices, rows and columns; null or not positive counts as 1.
 */
export function framePlane(
  axis: Axis,
  lie: PlaneLie,
  shape: readonly number[],
  spacing: readonly (number | null)[],
): PlaneFrame {
  const [down, across] = screenAxes(axis, lie);
  const step = (along: Axis) => {
    const mm = spacing[along];
    return mm !== null && mm > 0 ? mm : 1;
  };
  const [rows, columns] = [shape[down], shape[across]];
  const aspect = step(down) / step(across);
  return { axis, lie, rows, columns, aspect, width: columns, height: rows * aspect };
}

/** The axes of the voxels that run down and across on the screen. */
function screenAxes(axis: Axis, { turned }: PlaneLie): readonly [down: Axis, across: Axis] {
  const [rows, columns] = PLANE_AXES[axis];
  return turned ? [columns, rows] : [rows, columns];
}

/** Where a voxel, or a place between voxels, is seen. */
export function toFrame({ axis, lie, rows, columns, aspect }: PlaneFrame, point: VoxelPoint): FramePoint {
  const [down, across] = screenAxes(axis, lie);
  const along = (at: number, count: number, flip: boolean) => (flip ? count - 0.5 - at : at + 0.5);
  return {
    across: along(point[across], columns, lie.flipAcross),
    down: along(point[down], rows, lie.flipDown) * aspect,
  };
}

/** The place among the voxels, of the plane with an index, that is seen at a point; it may lie outside. */
export function fromFrame(frame: PlaneFrame, index: number, point: FramePoint): VoxelPoint {
  const { axis, lie, rows, columns, aspect } = frame;
  const [down, across] = screenAxes(axis, lie);
  const along = (at: number, count: number, flip: boolean) => (flip ? count - 0.5 - at : at - 0.5);
  const place: [number, number, number] = [0, 0, 0];
  place[axis] = index;
  place[across] = along(point.across, columns, lie.flipAcross);
  place[down] = along(point.down / aspect, rows, lie.flipDown);
  return place;
}

/** Whether a point lies on the picture. */
export function isOnFrame({ width, height }: PlaneFrame, { across, down }: FramePoint): boolean {
  return across >= 0 && across < width && down >= 0 && down < height;
}
