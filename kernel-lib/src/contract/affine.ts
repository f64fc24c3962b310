/**
 * Where the voxels of a grid lie: 4 x 4, row-major, [slice, row, column, 1] to LPS mm. Source: DICOM PS3.3 C.7.6.2.1.1.
 */
export type Affine = readonly number[];

/** A point in patient coordinates: millimetres towards the patient's left (x), back (y) and head (z). */
export type PatientPoint = readonly [x: number, y: number, z: number];

/** The patient point, in LPS mm, of a voxel index; fractions are allowed. */
export function locateVoxel(
  affine: Affine,
  slice: number,
  row: number,
  column: number,
): [x: number, y: number, z: number] {
  const coordinate = (at: number) =>
    affine[at] * slice + affine[at + 1] * row + affine[at + 2] * column + affine[at + 3];
  return [coordinate(0), coordinate(4), coordinate(8)];
}

/** Where a slice lies along the normal of the slices, in mm. */
export function locateSlice(affine: Affine, slice: number): number {
  const [nx, ny, nz] = findSliceNormal(affine);
  const [x, y, z] = locateVoxel(affine, slice, 0, 0);
  return nx * x + ny * y + nz * z;
}

/**
 * Unit vector, in LPS, perpendicular to the slices: the direction in which columns are counted x the one in which rows
 * are. [0, 0, 0] where the two span no plane.
 */
export function findSliceNormal(affine: Affine): PatientPoint {
  const [, rowX, columnX, , , rowY, columnY, , , rowZ, columnZ] = affine;
  const x = columnY * rowZ - columnZ * rowY;
  const y = columnZ * rowX - columnX * rowZ;
  const z = columnX * rowY - columnY * rowX;
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

/** The unit direction, in LPS, in which an index grows: 0 slices, 1 rows, 2 columns; [0, 0, 0] where it goes nowhere. */
export function findDirection(affine: Affine, index: 0 | 1 | 2): PatientPoint {
  const [x, y, z] = [affine[index], affine[4 + index], affine[8 + index]];
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}
