import {
  type Affine,
  type Axis,
  findDirection,
  findSliceNormal,
  locateVoxel,
  namePlanes,
  type PatientPoint,
  PLANE_AXES,
  type PlaneName,
  type SlicesPayload,
  type VoxelPoint,
} from "tslab-dicom/contract";
import type { Translate } from "../dom/translate";

export type LengthUnit = "mm" | "voxels";

/** Planes within about 2.5 degrees of an axis are named after it. */
const ON_AXIS = 0.999;
const AXES = ["x", "y", "z"] as const;
/** Each whole, since a translator knows whole texts. */
const NUMBERS: Readonly<Record<PlaneName, string>> = {
  axial: "axial %1 of %2",
  coronal: "coronal %1 of %2",
  sagittal: "sagittal %1 of %2",
  slices: "slice %1 of %2",
  rows: "row %1 of %2",
  columns: "column %1 of %2",
};

/** Where the voxels of a payload lie in the patient; null where nobody knows. */
export function findPlace({
  affine,
  placed = true,
}: Pick<SlicesPayload, "affine" | "placed">): Affine | null {
  return placed ? affine : null;
}

/** What lengths in a payload's volume are in: "voxels" where nobody knows how large these are. */
export function findLengthUnit({
  placed = true,
  measured = placed,
}: Pick<SlicesPayload, "placed" | "measured">): LengthUnit {
  return measured ? "mm" : "voxels";
}

/**
 * Where a plane is, in words: "slice 12 of 261, z = -31.5 mm" (counted from 1), with the LPS coordinate of its first
 * voxel on the axis that the planes are stacked along, or its position along an oblique normal; the number alone
 * without an affine. Planes other than the slices go by their names: "coronal 200 of 512".
 */
export function describePosition(
  affine: Affine | null,
  axis: Axis,
  index: number,
  count: number,
  translate: Translate,
): string {
  const words = axis === 0 ? NUMBERS.slices : NUMBERS[namePlanes(affine)[axis]];
  const number = translate(words, String(index + 1), String(count));
  if (affine === null) return number;
  const normal = findNormal(affine, axis);
  const voxel: [number, number, number] = [0, 0, 0];
  voxel[axis] = index;
  const point = locateVoxel(affine, ...voxel);
  const main = findMainAxis(normal);
  if (Math.abs(normal[main]) >= ON_AXIS) return `${number}, ${AXES[main]} = ${formatTenths(point[main])} mm`;
  const along = normal.reduce((sum, part, i) => sum + part * point[i], 0);
  return `${number}, ${translate("position along normal = %1 mm", formatTenths(along))}`;
}

/** Where a voxel is, in words: "x -10.0  y 3.2  z -31.5 mm"; "" without an affine. */
export function describePoint(affine: Affine | null, voxel: VoxelPoint): string {
  if (affine === null) return "";
  const point = locateVoxel(affine, ...voxel);
  return `${AXES.map((axis, i) => `${axis} ${formatTenths(point[i])}`).join("  ")} mm`;
}

/** The normal of the planes stacked along an axis, towards where its index grows. */
function findNormal(affine: Affine, axis: Axis): PatientPoint {
  if (axis === 0) return findSliceNormal(affine);
  const [rows, columns] = PLANE_AXES[axis].map((each) => findDirection(affine, each));
  const cross: PatientPoint = [
    rows[1] * columns[2] - rows[2] * columns[1],
    rows[2] * columns[0] - rows[0] * columns[2],
    rows[0] * columns[1] - rows[1] * columns[0],
  ];
  const along = findDirection(affine, axis);
  const isAgainst = cross[0] * along[0] + cross[1] * along[1] + cross[2] * along[2] < 0;
  const length = (Math.hypot(...cross) || 1) * (isAgainst ? -1 : 1);
  return [cross[0] / length, cross[1] / length, cross[2] / length];
}

/** The axis, 0 to 2, that a direction follows most. */
function findMainAxis(direction: PatientPoint): 0 | 1 | 2 {
  const [x, y, z] = direction.map(Math.abs);
  if (x >= y && x >= z) return 0;
  return y >= z ? 1 : 2;
}

/** A number with one decimal, never "-0.0". */
function formatTenths(value: number): string {
  const text = value.toFixed(1);
  return text === "-0.0" ? "0.0" : text;
}
