import { type Affine, findDirection } from "./affine";

/** An axis of the voxels: 0 slices, 1 rows, 2 columns. */
export type Axis = 0 | 1 | 2;

/** A place among the voxels, in whole or broken steps from the centre of the first: [slice, row, column]. */
export type VoxelPoint = readonly [slice: number, row: number, column: number];

/**
 * What the planes through the voxels are called: after the patient where the place is known, else after the axis that
 * they are stacked along.
 */
export type PlaneName = "axial" | "coronal" | "sagittal" | "slices" | "rows" | "columns";

/** How a viewer is laid out: one plane, or three with a linked crosshair. */
export type Layout = PlaneName | "three";

/** Of the picture of a plane stacked along an axis: the axes that its rows and its columns are counted along. */
export const PLANE_AXES: Readonly<Record<Axis, readonly [rows: Axis, columns: Axis]>> = {
  0: [1, 2],
  1: [0, 2],
  2: [0, 1],
};

const UNPLACED: PlaneNames = ["slices", "rows", "columns"];
/** By the patient's axis, x, y or z, that the planes are stacked along. */
const PLACED = ["sagittal", "coronal", "axial"] as const;
/** Ways to give each axis of the voxels one of the patient's; the usual one of axial slices first. */
const PAIRINGS: readonly (readonly [Axis, Axis, Axis])[] = [
  [2, 1, 0],
  [1, 2, 0],
  [0, 2, 1],
  [2, 0, 1],
  [1, 0, 2],
  [0, 1, 2],
];

export type PlaneNames = readonly [slices: PlaneName, rows: PlaneName, columns: PlaneName];

/**
 * The name of the planes that are stacked along each axis; of an oblique stack those that they come nearest to.
 *
 * @param affine - null where nobody knows where the voxels lie.
 */
export function namePlanes(affine: Affine | null): PlaneNames {
  if (affine === null) return UNPLACED;
  const along = ([0, 1, 2] as const).map((axis) => findDirection(affine, axis).map(Math.abs));
  const fit = (pairing: readonly [Axis, Axis, Axis]) =>
    pairing.reduce<number>((sum, patientAxis, axis) => sum + along[axis][patientAxis], 0);
  const [slices, rows, columns] = PAIRINGS.reduce((best, each) => (fit(each) > fit(best) ? each : best));
  return [PLACED[slices], PLACED[rows], PLACED[columns]];
}

/** The axis that the planes of a name are stacked along; null where the voxels have no such planes. */
export function findPlaneAxis(name: string, affine: Affine | null): Axis | null {
  const axis = namePlanes(affine).indexOf(name as PlaneName);
  return axis < 0 ? null : (axis as Axis);
}
