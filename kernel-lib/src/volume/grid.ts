import type { PatientPoint } from "../contract";
import { createGeometry, type Shape, type VolumeGeometry } from "./geometry";

/** Where the voxels of a stack of slices lie, direction by direction: what a geometry is made of, and its affine hides. */
export interface Grid {
  /** [slices, rows, columns]. */
  readonly shape: Shape;
  /** Centre of the first voxel, LPS mm. */
  readonly origin: PatientPoint;
  /** Directions of increasing column and row index, LPS. */
  readonly rowDirection: PatientPoint;
  readonly columnDirection: PatientPoint;
  /** Vector from one slice to the next, LPS mm; null for one slice alone. */
  readonly sliceStep: PatientPoint | null;
  /** Millimetres between slices, rows and columns; null for one slice alone. */
  readonly spacing: VolumeGeometry["spacing"];
}

/** The geometry of the grid's voxels. */
export function locateGrid(grid: Grid): VolumeGeometry {
  const { shape, origin, rowDirection, columnDirection, spacing, sliceStep } = grid;
  return createGeometry(shape, {
    origin,
    rowDirection,
    columnDirection,
    spacing,
    ...(sliceStep && { sliceStep }),
  });
}
