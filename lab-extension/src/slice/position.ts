import { type Affine, mainAxis, sliceNormal } from "./orientation";

/** Slices within about 2.5 degrees of an axis are named after it. */
const ON_AXIS = 0.999;
const AXES = ["x", "y", "z"] as const;

/**
 * Where a slice is, in words: "slice 12 of 261, z = -31.5 mm" (counted from 1), with the LPS coordinate of its
 * first voxel on the axis that the slices are stacked along, or its position along an oblique normal.
 */
export function slicePositionText(affine: Affine, slice: number, slices: number): string {
  const normal = sliceNormal(affine);
  const axis = mainAxis(normal);
  const first = patientPoint(affine, slice, 0, 0);
  const place =
    Math.abs(normal[axis]) >= ON_AXIS
      ? `${AXES[axis]} = ${millimetres(first[axis])}`
      : `position along normal = ${millimetres(first[0] * normal[0] + first[1] * normal[1] + first[2] * normal[2])}`;
  return `slice ${slice + 1} of ${slices}, ${place}`;
}

/** The LPS point, in mm, of a voxel. */
export function patientPoint(
  affine: Affine,
  slice: number,
  row: number,
  column: number,
): [x: number, y: number, z: number] {
  const coordinate = (axis: number): number => {
    const at = 4 * axis;
    return affine[at] * slice + affine[at + 1] * row + affine[at + 2] * column + affine[at + 3];
  };
  return [coordinate(0), coordinate(1), coordinate(2)];
}

/** A length with one decimal: "-31.5 mm". */
export function millimetres(length: number): string {
  return `${tenths(length)} mm`;
}

/** A number with one decimal, never "-0.0". */
export function tenths(value: number): string {
  const text = value.toFixed(1);
  return text === "-0.0" ? "0.0" : text;
}
