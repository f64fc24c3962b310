import type { Triple } from "../../volume/vectors";
import type { PlacedSlice } from "./placedSlice";
import { DIRECTION_STEPS } from "./tolerances";

/** How the rows and columns of a slice lie. */
export type SliceDirections = Pick<PlacedSlice, "rowDirection" | "columnDirection">;

/** The angle from one slice's rows to the other's, or from its columns to the other's, whichever is more; degrees. */
export function measureTurn(a: SliceDirections, b: SliceDirections): number {
  const chord = Math.max(
    chordBetween(a.rowDirection, b.rowDirection),
    chordBetween(a.columnDirection, b.columnDirection),
  );
  // Not by the cosine, which is 1 for every angle that matters here.
  return (2 * Math.asin(Math.min(1, chord / 2)) * 180) / Math.PI;
}

/**
 * Degrees by which directions that are the same may differ in how they are written: by one step in each component,
 * which is a thousandth where no slice has more digits, since a value between two steps falls on either.
 */
export function findTurnTolerance(slices: readonly SliceDirections[]): number {
  const coarse = slices.every(
    ({ rowDirection, columnDirection }) =>
      isWritten(rowDirection, DIRECTION_STEPS.coarse) && isWritten(columnDirection, DIRECTION_STEPS.coarse),
  );
  const step = coarse ? DIRECTION_STEPS.coarse : DIRECTION_STEPS.usual;
  return (Math.sqrt(3) * step * (1 + ROUNDING) * 180) / Math.PI;
}

/** Rounding of the arithmetic, as a share of a step. */
const ROUNDING = 1e-6;
/** Largest part by which a direction of three digits is longer or shorter than 1. */
const LENGTH = 2e-3;

/** Whether a unit vector is one of whole steps that was brought to length 1. */
function isWritten(direction: Triple, step: number): boolean {
  const largest = direction.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const steps = largest / step;
  for (let n = Math.ceil(steps * (1 - LENGTH)); n <= steps * (1 + LENGTH); n++) {
    const written = direction.map((cosine) => (cosine * n) / largest);
    if (written.every((value) => Math.abs(value - Math.round(value)) <= ROUNDING)) return true;
  }
  return false;
}

function chordBetween(a: Triple, b: Triple): number {
  const [x, y, z] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return Math.sqrt(x * x + y * y + z * z);
}
