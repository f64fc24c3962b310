import type { Affine, PatientPoint, VoxelPoint } from "tslab-dicom/contract";

/** The voxel that holds a place between voxels, moved into the volume where it lies outside. */
export function nearestVoxel(point: VoxelPoint, shape: readonly number[]): VoxelPoint {
  const inside = (axis: 0 | 1 | 2) => Math.min(Math.max(Math.round(point[axis]), 0), shape[axis] - 1);
  return [inside(0), inside(1), inside(2)];
}

/** The place between voxels moved into the volume where it lies outside, be it by the last digit of a sum. */
export function moveInside(point: VoxelPoint, shape: readonly number[]): VoxelPoint {
  const inside = (axis: 0 | 1 | 2) => Math.min(Math.max(point[axis], -0.5), shape[axis] - 0.5);
  return [inside(0), inside(1), inside(2)];
}

/** Another place along one axis. */
export function moveAlong(point: VoxelPoint, axis: 0 | 1 | 2, to: number): VoxelPoint {
  const moved: [number, number, number] = [...point];
  moved[axis] = to;
  return moved;
}

/**
 * The place among the voxels, in broken steps, of a patient point in LPS mm: the affine backwards, by Cramer's rule;
 * null where the affine spans no space.
 */
export function findVoxel(affine: Affine, [x, y, z]: PatientPoint): VoxelPoint | null {
  const [a, b, c, originX, d, e, f, originY, g, h, i, originZ] = affine;
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (determinant === 0 || !Number.isFinite(determinant)) return null;
  const [px, py, pz] = [x - originX, y - originY, z - originZ];
  return [
    (px * (e * i - f * h) - b * (py * i - f * pz) + c * (py * h - e * pz)) / determinant,
    (a * (py * i - f * pz) - px * (d * i - f * g) + c * (d * pz - py * g)) / determinant,
    (a * (e * pz - py * h) - b * (d * pz - py * g) + px * (d * h - e * g)) / determinant,
  ];
}
