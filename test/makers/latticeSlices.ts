import type { PatientPoint } from "../../kernel-lib/src/contract";
import { ctSlice, SECRETS } from "./ctSeries";
import type { DicomFileOptions, Elements } from "./dicomFile";

/** How the slices of a series lie in the patient; they ascend along rowDirection x columnDirection. */
export interface Lattice {
  /** Centre of the first voxel of slice 0, LPS mm. */
  readonly origin: PatientPoint;
  readonly rowDirection: PatientPoint;
  readonly columnDirection: PatientPoint;
}

/** Matrix and millimetres of every slice; rows and columns differ in both. */
export const MATRIX = { rows: 40, columns: 32 } as const;
export const STEP = { slices: 3, rows: 0.8, columns: 0.7 } as const;

export const AXIAL: Lattice = {
  origin: [-113.7, -85.2, 41.5],
  rowDirection: [1, 0, 0],
  columnDirection: [0, 1, 0],
};

/** Rows along -z, as coronal reformats have it; slices then ascend along y. */
export const CORONAL: Lattice = { ...AXIAL, columnDirection: [0, 0, -1] };

/** HU of a patient point. */
export type HuAt = (point: PatientPoint) => number;

/**
 * HU that grow linearly in the patient, one a column, 32 a row and 1280 a slice: no two voxels of a lattice of
 * up to 25 slices are alike, and each is a whole number that 16 bits hold.
 */
export function huOn(lattice: Lattice): HuAt {
  return (point) => {
    const { slice, row, column } = latticeIndex(lattice, point);
    return -1000 + 1280 * slice + 32 * row + column;
  };
}

/** Where a point lies on the lattice, in voxels; fractions between them. */
export function latticeIndex(
  { origin, rowDirection, columnDirection }: Lattice,
  point: PatientPoint,
): { slice: number; row: number; column: number } {
  const offset: PatientPoint = [point[0] - origin[0], point[1] - origin[1], point[2] - origin[2]];
  return {
    slice: dot(offset, cross(rowDirection, columnDirection)) / STEP.slices,
    row: dot(offset, columnDirection) / STEP.rows,
    column: dot(offset, rowDirection) / STEP.columns,
  };
}

/** The point so many millimetres along the lattice's normal, where a slice begins. */
export function sliceOrigin({ origin, rowDirection, columnDirection }: Lattice, mm: number): PatientPoint {
  const normal = cross(rowDirection, columnDirection);
  return [origin[0] + mm * normal[0], origin[1] + mm * normal[1], origin[2] + mm * normal[2]];
}

export interface LatticeSliceSpec extends Pick<DicomFileOptions, "transferSyntax"> {
  /** @default AXIAL */
  lattice?: Lattice;
  /** Centre of the first voxel, LPS mm. @default 3 mm x number along the lattice's normal */
  position?: PatientPoint;
  /** What the position's tag says, where that is not where the values are. @default the position */
  taggedPosition?: PatientPoint;
  rowDirection?: PatientPoint;
  columnDirection?: PatientPoint;
  /** What the values are. @default huOn(lattice) */
  hu?: HuAt;
  rows?: number;
  columns?: number;
  slope?: number;
  intercept?: number;
  /** @default true */
  signed?: boolean;
  /** Changes the bits of a stored value, by its index in the slice. */
  bits?: (stored: number, index: number) => number;
  /** Number of the series within its study. @default 1 */
  series?: number;
  /** Number that makes the SOP Instance UID. @default number */
  instance?: number;
  /** Elements that replace or, with null, remove the defaults. */
  elements?: Elements;
}

export const CT_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.2";

/** A CT slice whose stored values are what the patient's HU at each of its voxels ask for, rounded. */
export function latticeSlice(number: number, spec: LatticeSliceSpec = {}): Buffer {
  const { lattice = AXIAL, series = 1, instance = number } = spec;
  const { rowDirection, columnDirection } = { ...lattice, ...spec };
  const { slope = 1, intercept = -1024, signed = true } = spec;
  const { rows = MATRIX.rows, columns = MATRIX.columns } = spec;
  return ctSlice(number, {
    position: tidy(spec.taggedPosition ?? positionOf(number, spec)),
    orientation: [...rowDirection, ...columnDirection],
    ...{ stored: latticeValues(number, spec), rows, columns, slope, intercept, signed },
    ...(spec.transferSyntax !== undefined && { transferSyntax: spec.transferSyntax }),
    elements: {
      "00080016": ["UI", CT_IMAGE_STORAGE],
      "00080018": ["UI", `${SECRETS[3]}.${series}.${instance}`],
      "0020000D": ["UI", `${SECRETS[3]}.0`],
      "0020000E": ["UI", `${SECRETS[3]}.${series}`],
      "00200052": ["UI", `${SECRETS[3]}.9`],
      ...spec.elements,
    },
  });
}

/** The stored values of such a slice, rows x columns. */
export function latticeValues(number: number, spec: LatticeSliceSpec = {}): number[] {
  const { lattice = AXIAL, slope = 1, intercept = -1024 } = spec;
  const { rowDirection, columnDirection } = { ...lattice, ...spec };
  const { rows = MATRIX.rows, columns = MATRIX.columns, hu = huOn(lattice) } = spec;
  const { bits = (value: number) => value } = spec;
  const position = tidy(positionOf(number, spec));
  return Array.from({ length: rows * columns }, (_, i) => {
    const point = voxelPoint(position, rowDirection, columnDirection, Math.floor(i / columns), i % columns);
    return bits(Math.round((hu(point) - intercept) / slope), i);
  });
}

function positionOf(number: number, { lattice = AXIAL, position }: LatticeSliceSpec): PatientPoint {
  return position ?? sliceOrigin(lattice, number * STEP.slices);
}

function voxelPoint(
  position: PatientPoint,
  rowDirection: PatientPoint,
  columnDirection: PatientPoint,
  row: number,
  column: number,
): PatientPoint {
  const at = (axis: 0 | 1 | 2) =>
    position[axis] + columnDirection[axis] * row * STEP.rows + rowDirection[axis] * column * STEP.columns;
  return [at(0), at(1), at(2)];
}

/** Without the digits of rounding errors, which a decimal string of 16 characters has no room for. */
export function tidy([x, y, z]: PatientPoint): PatientPoint {
  return [Number(x.toFixed(6)), Number(y.toFixed(6)), Number(z.toFixed(6))];
}

function cross(a: PatientPoint, b: PatientPoint): PatientPoint {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a: PatientPoint, b: PatientPoint): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
