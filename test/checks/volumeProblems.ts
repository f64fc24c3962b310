import type { PatientPoint } from "../../kernel-lib/src/contract";
import { getPixelsHu } from "../../kernel-lib/src/dicom/getPixelsHu";
import type { LoadWarning } from "../../kernel-lib/src/dicom/report/loadReport";
import type { Scan } from "../../kernel-lib/src/dicom/scan";
import { patientPoint } from "../../kernel-lib/src/volume/geometry";
import { STEP } from "../makers/latticeSlices";
import type { ExpectedVolume } from "./expectedVolume";

/** Largest difference of a spacing that jitter and tags of few digits may cause, mm. */
const SPACING_TOLERANCE = 0.005;
/** Largest difference that rounding in the arithmetic of positions causes, HU. */
const ROUNDING = 1e-4;

/** What of a scan differs from the expected volume, each with its numbers; empty when nothing does. */
export function volumeProblems(scan: Scan, expected: ExpectedVolume): string[] {
  return [
    ...differs("slices", scan.shape[0], expected.slices, 0),
    ...differs("mm between slices", scan.spacing[0], expected.sliceSpacing, SPACING_TOLERANCE),
    ...differs("mm between rows", scan.spacing[1], STEP.rows, SPACING_TOLERANCE),
    ...differs("mm between columns", scan.spacing[2], STEP.columns, SPACING_TOLERANCE),
    ...(scan.units === "HU" ? [] : [`units are ${scan.units}`]),
    ...listDiffers("synthetic slices", scan.syntheticSlices, expected.synthetic),
    ...voxelProblems(scan, expected),
  ];
}

/** Codes of the report's warnings, each once, in the order of the alphabet. */
export function warningCodes(scan: Scan): string[] {
  return [...new Set(scan.report.warnings.map(({ code }) => code))].sort();
}

/** The report's only warning of that code. */
export function warningOf({ report }: Scan, code: string): LoadWarning {
  const [warning, ...others] = report.warnings.filter((one) => one.code === code);
  if (warning && others.length === 0) return warning;
  throw new Error(`${others.length + (warning ? 1 : 0)} warnings of ${code}; expected 1`);
}

function differs(what: string, found: number | null, expected: number, tolerance: number): string[] {
  if (found !== null && Math.abs(found - expected) <= tolerance) return [];
  return [`${what}: ${found}, expected ${expected}`];
}

function listDiffers(what: string, found: readonly number[], expected?: readonly number[]): string[] {
  if (expected === undefined || String(found) === String(expected)) return [];
  return [`${what}: ${found.join(", ") || "none"}, expected ${expected.join(", ") || "none"}`];
}

/** The first voxel whose value is not that of its place in the patient, and whether enough voxels have one. */
function voxelProblems(scan: Scan, { hu, tolerance, covered = 1 }: ExpectedVolume): string[] {
  const { geometry, voxels, padding } = getPixelsHu(scan);
  const [slices, rows, columns] = geometry.shape;
  const made = new Set(scan.syntheticSlices);
  let seen = 0;
  for (let slice = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        if (padding.voxels.get(slice, row, column)) continue;
        seen++;
        const point: PatientPoint = patientPoint(geometry, slice, row, column);
        const [found, expected] = [voxels.get(slice, row, column), hu(point)];
        if (Math.abs(found - expected) <= tolerance + ROUNDING) continue;
        const place = `[${slice}, ${row}, ${column}]${made.has(slice) ? " (synthetic)" : ""}`;
        return [
          `voxel ${place} at [${point.map((mm) => mm.toFixed(2)).join(", ")}] mm: ${found} HU, expected ${expected}`,
        ];
      }
    }
  }
  const share = seen / (slices * rows * columns);
  return share < covered ? [`${(100 * share).toFixed(1)} % of the voxels are not padding`] : [];
}
