import type { PatientPoint, VoxelPoint } from "../contract";
import { InvalidArgumentError } from "../errors";
import type { VolumeGeometry } from "../volume/geometry";
import { cross, difference, dot } from "../volume/vectors";

/**
 * The voxel index, with fractions, of a place in LPS mm: Cramer's rule on the affine.
 *
 * @throws InvalidArgumentError for a geometry whose place nobody stated.
 */
export function findVoxel({ affine, known }: VolumeGeometry, place: PatientPoint): VoxelPoint {
  if (known !== "place") {
    const expected = '"voxel": nobody stated where the voxels lie in the patient';
    throw new InvalidArgumentError("coordinates", expected, '"patient"');
  }
  const axisOf = (at: number): PatientPoint => [affine[at], affine[4 + at], affine[8 + at]];
  const [slices, rows, columns] = [axisOf(0), axisOf(1), axisOf(2)];
  const offset = difference(place, axisOf(3));
  const volume = dot(slices, cross(rows, columns));
  return [
    dot(offset, cross(rows, columns)) / volume,
    dot(offset, cross(columns, slices)) / volume,
    dot(offset, cross(slices, rows)) / volume,
  ];
}
