import fc from "fast-check";
import type { PatientPoint } from "../../kernel-lib/src/contract";
import type { RepairPlan } from "../../kernel-lib/src/dicom/repair/planRepair";
import { type CheckedSlices, checkGeometry } from "../../kernel-lib/src/dicom/stack/checkGeometry";
import { meanStep } from "../../kernel-lib/src/dicom/stack/meanStep";
import type { PlacedSlice } from "../../kernel-lib/src/dicom/stack/placedSlice";
import { type GeometryPolicy, requireGeometry } from "../../kernel-lib/src/dicom/stack/requireGeometry";
import type { VoxelValues } from "../../kernel-lib/src/dicom/stack/voxelValues";
import { createGeometry, patientPoint } from "../../kernel-lib/src/volume/geometry";

/** How the slices of a stack lie; mm in LPS. */
export interface StackSpec extends Partial<Omit<PlacedSlice, "file" | "position">> {
  /** Where each slice lies along the normal. */
  heights: readonly number[];
  /** Degrees by which the stack's axis leans towards increasing rows. @default 0 */
  tilt?: number;
  /** Further mm along the columns and along the rows, by slice. */
  sideways?: (slice: number) => readonly [x: number, y: number];
  origin?: PatientPoint;
}

/** Axial slices of 6 x 7 voxels of 0.8 x 0.7 mm in HU, in the order of the heights. */
export function stackOf(spec: StackSpec): PlacedSlice[] {
  const { heights, tilt = 0, sideways = () => [0, 0], origin = [-113.7, -85.2, 41.5], ...rest } = spec;
  const { rowDirection = [1, 0, 0], columnDirection = [0, 1, 0] } = spec;
  const normal = cross(rowDirection, columnDirection);
  return heights.map((height, i) => {
    const [x, y] = sideways(i);
    const down = y + height * Math.tan((tilt * Math.PI) / 180);
    const at = (axis: 0 | 1 | 2) =>
      origin[axis] + normal[axis] * height + columnDirection[axis] * down + rowDirection[axis] * x;
    return {
      file: { index: i, label: `file ${i + 1} of ${heights.length} (by name)` },
      pixels: { rows: 6, columns: 7 },
      pixelSpacing: [0.8, 0.7],
      units: "HU",
      rowDirection,
      columnDirection,
      ...rest,
      position: [at(0), at(1), at(2)],
    };
  });
}

/** The slices as `loadScan` stacks them by the policy, and the mean step. */
export function stacked<S extends PlacedSlice>(
  slices: readonly S[],
  policy: GeometryPolicy = "strict",
): CheckedSlices<S> & { readonly sliceStep: ReturnType<typeof meanStep> } {
  const checked = checkGeometry(slices);
  requireGeometry(checked.check, policy);
  return { ...checked, sliceStep: meanStep(checked.slices) };
}

/** Heights of so many slices, evenly apart. */
export function evenly(count: number, mm: number): number[] {
  return Array.from({ length: count }, (_, i) => i * mm);
}

/** The values that a phantom, a function of patient mm, has at every voxel of these slices; no padding. */
export function valuesOf(
  slices: readonly PlacedSlice[],
  phantom: (point: PatientPoint) => number,
): VoxelValues {
  const { rows, columns } = slices[0].pixels;
  const values = new Float32Array(slices.length * rows * columns);
  for (const [i, slice] of slices.entries()) {
    const geometry = createGeometry([1, rows, columns], {
      origin: slice.position,
      rowDirection: slice.rowDirection,
      columnDirection: slice.columnDirection,
      spacing: [null, ...slice.pixelSpacing],
    });
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        values[(i * rows + row) * columns + column] = phantom(patientPoint(geometry, 0, row, column));
      }
    }
  }
  return { values, paddingBits: new Uint32Array(slices.length * rows * Math.ceil(columns / 32)) };
}

/** The same values, rounded to 16 bits. */
export function inSixteenBits({ values, paddingBits }: VoxelValues): VoxelValues {
  return { values: Int16Array.from(values, (value) => Math.round(value)), paddingBits };
}

/** Whether a voxel is marked as padding. */
export function isPadded(
  { paddingBits }: VoxelValues,
  [, rows, columns]: readonly [number, number, number],
  slice: number,
  row: number,
  column: number,
): boolean {
  const word = (slice * rows + row) * Math.ceil(columns / 32) + (column >>> 5);
  return ((paddingBits[word] >>> (column & 31)) & 1) === 1;
}

/** How far the planned volume is from the phantom at the voxels that are not padding, by the plan's own affine. */
export function differenceFrom(
  plan: RepairPlan<PlacedSlice>,
  repaired: VoxelValues,
  phantom: (point: PatientPoint) => number,
): { readonly largest: number; readonly voxels: number } {
  const { shape, origin, rowDirection, columnDirection, spacing, sliceStep } = plan;
  const geometry = createGeometry(shape, {
    ...{ origin, rowDirection, columnDirection, spacing },
    ...(sliceStep && { sliceStep }),
  });
  let [largest, voxels, at] = [0, 0, 0];
  for (let slice = 0; slice < shape[0]; slice++) {
    for (let row = 0; row < shape[1]; row++) {
      for (let column = 0; column < shape[2]; column++, at++) {
        if (isPadded(repaired, shape, slice, row, column)) continue;
        const value = phantom(patientPoint(geometry, slice, row, column));
        largest = Math.max(largest, Math.abs(repaired.values[at] - value));
        voxels++;
      }
    }
  }
  return { largest, voxels };
}

/** Any right-angled pair of directions. */
export const anyOrientation: fc.Arbitrary<Pick<PlacedSlice, "rowDirection" | "columnDirection">> = fc
  .tuple(angle(), angle(), angle())
  .map(([a, b, c]) => {
    const turned = (v: PatientPoint): PatientPoint => turn(turn(turn(v, 0, a), 1, b), 2, c);
    return { rowDirection: turned([1, 0, 0]), columnDirection: turned([0, 1, 0]) };
  });

function angle(): fc.Arbitrary<number> {
  return fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
}

function turn(v: PatientPoint, axis: number, angle: number): PatientPoint {
  const [i, j] = [(axis + 1) % 3, (axis + 2) % 3];
  const out: [number, number, number] = [...v];
  out[i] = v[i] * Math.cos(angle) - v[j] * Math.sin(angle);
  out[j] = v[i] * Math.sin(angle) + v[j] * Math.cos(angle);
  return out;
}

export function cross(a: PatientPoint, b: PatientPoint): PatientPoint {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
