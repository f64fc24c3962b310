import { type Affine, findSliceNormal, locateSlice, locateVoxel } from "tslab-dicom/contract";
import { findMainAxis } from "./orientation";

/** Slices within about 2.5 degrees of an axis are named after it. */
const ON_AXIS = 0.999;
const AXES = ["x", "y", "z"] as const;

/**
 * Where a slice is, in words: "slice 12 of 261, z = -31.5 mm" (counted from 1), with the LPS coordinate of its
 * first voxel on the axis that the slices are stacked along, or its position along an oblique normal.
 */
export function describePosition(affine: Affine, slice: number, slices: number): string {
  const normal = findSliceNormal(affine);
  const axis = findMainAxis(normal);
  const place =
    Math.abs(normal[axis]) >= ON_AXIS
      ? `${AXES[axis]} = ${formatMillimetres(locateVoxel(affine, slice, 0, 0)[axis])}`
      : `position along normal = ${formatMillimetres(locateSlice(affine, slice))}`;
  return `slice ${slice + 1} of ${slices}, ${place}`;
}

/** A length with one decimal: "-31.5 mm". */
export function formatMillimetres(length: number): string {
  return `${formatTenths(length)} mm`;
}

/** A number with one decimal, never "-0.0". */
export function formatTenths(value: number): string {
  const text = value.toFixed(1);
  return text === "-0.0" ? "0.0" : text;
}
