import {
  type Affine,
  findSliceNormal,
  locateSlice,
  locateVoxel,
  type SlicesPayload,
} from "tslab-dicom/contract";
import { findMainAxis } from "./orientation";

/** Slices within about 2.5 degrees of an axis are named after it. */
const ON_AXIS = 0.999;
const AXES = ["x", "y", "z"] as const;

/** Where the voxels of a payload lie in the patient; null where nobody knows. */
export function findPlace({
  affine,
  placed = true,
}: Pick<SlicesPayload, "affine" | "placed">): Affine | null {
  return placed ? affine : null;
}

/**
 * Where a slice is, in words: "slice 12 of 261, z = -31.5 mm" (counted from 1), with the LPS coordinate of its
 * first voxel on the axis that the slices are stacked along, or its position along an oblique normal; the number alone
 * without an affine.
 */
export function describePosition(affine: Affine | null, slice: number, slices: number): string {
  const number = `slice ${slice + 1} of ${slices}`;
  if (affine === null) return number;
  const normal = findSliceNormal(affine);
  const axis = findMainAxis(normal);
  const place =
    Math.abs(normal[axis]) >= ON_AXIS
      ? `${AXES[axis]} = ${formatMillimetres(locateVoxel(affine, slice, 0, 0)[axis])}`
      : `position along normal = ${formatMillimetres(locateSlice(affine, slice))}`;
  return `${number}, ${place}`;
}

/** Where a voxel is, in words: "x -10.0  y 3.2  z -31.5 mm"; "" without an affine. */
export function describePoint(affine: Affine | null, slice: number, row: number, column: number): string {
  if (affine === null) return "";
  const point = locateVoxel(affine, slice, row, column);
  return `${AXES.map((axis, i) => `${axis} ${formatTenths(point[i])}`).join("  ")} mm`;
}

/** A length with one decimal: "-31.5 mm". */
function formatMillimetres(length: number): string {
  return `${formatTenths(length)} mm`;
}

/** A number with one decimal, never "-0.0". */
function formatTenths(value: number): string {
  const text = value.toFixed(1);
  return text === "-0.0" ? "0.0" : text;
}
