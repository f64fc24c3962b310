import type { GeometryProblem } from "../../errors";
import { addScaled, difference, dot, type Triple } from "../../volume/vectors";
import { count } from "../../words";
import { SIDEWAYS_TOLERANCE, TILT_TOLERANCE } from "./tolerances";

/** How straight a stack is. */
export interface Straightness {
  /** Angle between the line from the first slice to the last and the slices' normal; 0 where it is jitter. */
  readonly degrees: number;
  /** Distance of each slice from that line within its plane, mm. */
  readonly sideways: readonly number[];
}

/**
 * How the first voxels of the slices lie to the straight line from the first slice to the last.
 *
 * @param positions - ascending along the normal.
 */
export function measureStraightness(positions: readonly Triple[], normal: Triple): Straightness {
  const last = positions.length - 1;
  const span = difference(positions[last], positions[0]);
  const length = dot(span, normal);
  if (last < 1 || length <= 0) return { degrees: 0, sideways: positions.map(() => 0) };
  const beside = Math.hypot(...addScaled(span, normal, -length));
  const degrees = beside < TILT_TOLERANCE.mm ? 0 : (Math.atan2(beside, length) * 180) / Math.PI;
  const sideways = positions.map((position) => {
    const offset = difference(position, positions[0]);
    return Math.hypot(...addScaled(offset, span, -dot(offset, normal) / length));
  });
  return { degrees, sideways };
}

/** What the line says against the stack, in words. */
export function findLineProblems(
  { degrees, sideways }: Straightness,
  numbers: readonly number[],
): GeometryProblem[] {
  const problems: GeometryProblem[] = [];
  if (degrees > TILT_TOLERANCE.degrees) {
    const angle = degrees.toFixed(degrees < 1 ? 2 : 1);
    const sentence = `a tilted stack: its axis is ${angle} degrees off the slices' normal (gantry tilt)`;
    problems.push({ kind: "tilt", degrees, sentence });
  }
  const shifts = sideways
    .map((mm, i) => ({ slice: numbers[i], mm }))
    .filter(({ mm }) => mm > SIDEWAYS_TOLERANCE);
  if (shifts.length > 0) {
    const farthest = shifts.reduce((a, b) => (b.mm > a.mm ? b : a));
    const sentence = `${count(shifts.length, "slice")} shifted sideways, by up to ${farthest.mm.toFixed(1)} mm (slice ${farthest.slice})`;
    problems.push({ kind: "sideways", shifts, sentence });
  }
  return problems;
}
