import { locateSlice, locateVoxel, type PatientPoint } from "../contract";
import { shortly } from "../describe";
import { InvalidArgumentError, UnknownSpacingError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { cross } from "./vectors";

/** Number of slices, rows and columns. */
export type Shape = readonly [slices: number, rows: number, columns: number];

/**
 * What is known of where voxels lie. "place": place, orientation and spacing. "spacing": the spacing alone. "nothing":
 * not even that; the voxels are taken as cubes of unit size.
 */
export type KnownGeometry = "place" | "spacing" | "nothing";

/**
 * Where the voxels of a volume lie in the patient, apart from the voxels themselves.
 * Source of the mapping: DICOM PS3.3 C.7.6.2.1.1.
 */
export interface VolumeGeometry {
  readonly shape: Shape;
  /** 4 x 4, row-major: [slice, row, column, 1] to [x, y, z, 1] in LPS millimetres. */
  readonly affine: readonly number[];
  /**
   * Millimetres between neighbours along slices, rows and columns.
   * The first is null for one slice alone, whose spacing nobody knows.
   */
  readonly spacing: readonly [slices: number | null, rows: number, columns: number];
  /** What of this somebody stated; nothing shows letters or millimetres for the rest. */
  readonly known: KnownGeometry;
}

export interface GeometryOptions {
  /** Centre of voxel [0, 0, 0] in LPS mm. @default [0, 0, 0] */
  origin?: PatientPoint;
  /** Millimetres between slices, rows and columns; null for an unknown distance between slices. @default [1, 1, 1] */
  spacing?: readonly [number | null, number, number];
  /** Unit vector in which the column index grows, in LPS. @default [1, 0, 0] */
  rowDirection?: PatientPoint;
  /** Unit vector in which the row index grows, in LPS. @default [0, 1, 0] */
  columnDirection?: PatientPoint;
  /** Vector from one slice to the next, in LPS mm. @default rowDirection x columnDirection, as long as the spacing says */
  sliceStep?: PatientPoint;
}

const KINDS: OptionKinds<GeometryOptions> = {
  spacing: "list",
  origin: "list",
  rowDirection: "list",
  columnDirection: "list",
  sliceStep: "list",
};

/**
 * The geometry of a grid; right-handed by default: slices ascend along rowDirection x columnDirection. An origin or a
 * direction makes the place known, a spacing alone only the spacing; without any option nothing is known.
 *
 * Options: `spacing` ([1, 1, 1] mm between slices, rows and columns), `origin` ([0, 0, 0] LPS mm), `rowDirection`
 * ([1, 0, 0]), `columnDirection` ([0, 1, 0]), `sliceStep` (perpendicular to both).
 *
 * @throws InvalidArgumentError for a shape that is not of whole numbers from 0, a spacing that is not positive and finite,
 * an origin or direction that is not three finite numbers.
 */
export function createGeometry(shape: Shape, options: GeometryOptions = {}): VolumeGeometry {
  requireOptions(options, KINDS);
  const {
    origin = [0, 0, 0],
    spacing = [1, 1, 1],
    rowDirection = [1, 0, 0],
    columnDirection = [0, 1, 0],
  } = options;
  if (shape.length !== 3 || shape.some((n) => !Number.isSafeInteger(n) || n < 0)) {
    throw new InvalidArgumentError("shape", "[slices, rows, columns] in whole numbers", shape.join(", "));
  }
  for (const [name, vector] of Object.entries({ origin, rowDirection, columnDirection, ...options })) {
    if (name !== "spacing" && vector !== undefined) requireTriple(name, vector);
  }
  if (spacing.length !== 3 || spacing.some((mm) => mm !== null && !(mm > 0 && Number.isFinite(mm)))) {
    throw new InvalidArgumentError("spacing", "positive millimetres", spacing.join(", "));
  }
  const [mm, rowStep, columnStep] = [spacing[0] ?? 1, spacing[1], spacing[2]];
  const [nx, ny, nz] = cross(rowDirection, columnDirection);
  const { sliceStep = [nx * mm, ny * mm, nz * mm] } = options;
  const affine = [0, 1, 2].flatMap((axis) => [
    sliceStep[axis],
    columnDirection[axis] * rowStep,
    rowDirection[axis] * columnStep,
    origin[axis],
  ]);
  return { shape, affine: [...affine, 0, 0, 0, 1], spacing, known: findKnown(options) };
}

function findKnown({
  origin,
  rowDirection,
  columnDirection,
  sliceStep,
  spacing,
}: GeometryOptions): KnownGeometry {
  if (origin ?? rowDirection ?? columnDirection ?? sliceStep) return "place";
  return spacing ? "spacing" : "nothing";
}

function requireTriple(name: string, vector: readonly unknown[]): void {
  if (vector.length !== 3 || !vector.every(Number.isFinite)) {
    throw new InvalidArgumentError(name, "three finite numbers", shortly(vector));
  }
}

/**
 * The patient point, in LPS mm, of a voxel index; fractions are allowed, and places outside the volume.
 *
 * @throws InvalidArgumentError for an index that is not finite.
 */
export function patientPoint(
  geometry: VolumeGeometry,
  slice: number,
  row: number,
  column: number,
): [x: number, y: number, z: number] {
  requireTriple("[slice, row, column]", [slice, row, column]);
  return locateVoxel(geometry.affine, slice, row, column);
}

/**
 * Volume of one voxel in mm3: the determinant of the affine, so a sheared stack is right too.
 *
 * @throws UnknownSpacingError when the slice spacing is unknown.
 */
export function voxelVolume(geometry: VolumeGeometry): number {
  requireSliceSpacing(geometry, "a volume in millilitres");
  const [a, b, c, , d, e, f, , g, h, i] = geometry.affine;
  return Math.abs(a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g));
}

/** Millimetres between slices. @throws UnknownSpacingError naming the operation when it is unknown. */
export function requireSliceSpacing(geometry: VolumeGeometry, operation: string): number {
  if (geometry.spacing[0] === null) throw new UnknownSpacingError(operation);
  return geometry.spacing[0];
}

/**
 * Where a slice lies along the direction of increasing slice index, in mm; fractions are allowed.
 *
 * @throws InvalidArgumentError for an index that is not finite.
 */
export function slicePosition(geometry: VolumeGeometry, slice: number): number {
  if (!Number.isFinite(slice)) throw new InvalidArgumentError("slice", "a finite number", slice);
  return locateSlice(geometry.affine, slice);
}

/** The geometry of a sub-block that starts at [slice, row, column] of the given one. */
export function cropGeometry(geometry: VolumeGeometry, start: Shape, shape: Shape): VolumeGeometry {
  const origin = patientPoint(geometry, ...start);
  const affine = geometry.affine.slice();
  [affine[3], affine[7], affine[11]] = origin;
  return { ...geometry, shape, affine };
}
