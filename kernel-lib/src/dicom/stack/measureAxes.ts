import { cross, type Triple, unit } from "../../volume/vectors";
import { measureTurn, type SliceDirections } from "./measureTurn";

/** Directions that the slices of a stack share, LPS. */
export interface SliceAxes {
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
  /** rowDirection x columnDirection, of length 1. */
  readonly normal: Triple;
}

/** Most orientations that are tried: each is compared with every slice's. */
const MOST_TRIED = 512;

/**
 * The orientation of one of the slices, as it is: that with which most others agree within the tolerance, and of
 * several such the one from which the slices are turned least altogether. One slice's rows and columns are
 * perpendicular, as a mean of several need not be, and there is always a slice that agrees. The order of the slices
 * does not matter.
 *
 * @param slices - at least one.
 * @param tolerance - degrees.
 */
export function measureAxes(slices: readonly SliceDirections[], tolerance: number): SliceAxes {
  const orientations = sortedOrientations(slices);
  const step = Math.ceil(orientations.length / MOST_TRIED);
  const tried = orientations.filter((_, i) => i % step === 0);
  let best = tried[0];
  let [mostAgree, leastTurned] = [0, 0];
  // One orientation is the rule, and needs no comparison.
  for (const one of tried.length > 1 ? tried : []) {
    let [agree, turned] = [0, 0];
    for (const other of orientations) {
      const degrees = measureTurn(one, other);
      if (degrees <= tolerance) agree += other.count;
      turned += degrees * other.count;
    }
    if (agree < mostAgree || (agree === mostAgree && turned >= leastTurned)) continue;
    best = one;
    [mostAgree, leastTurned] = [agree, turned];
  }
  const { rowDirection, columnDirection } = best;
  return { rowDirection, columnDirection, normal: unit(cross(rowDirection, columnDirection)) };
}

interface Orientation extends SliceDirections {
  /** Slices that have it. */
  readonly count: number;
}

/** The different orientations in an order of their own. */
function sortedOrientations(slices: readonly SliceDirections[]): Orientation[] {
  const found = new Map<string, Orientation>();
  for (const { rowDirection, columnDirection } of slices) {
    const key = `${rowDirection.join()},${columnDirection.join()}`;
    const count = 1 + (found.get(key)?.count ?? 0);
    found.set(key, {
      rowDirection: withoutMinusZero(rowDirection),
      columnDirection: withoutMinusZero(columnDirection),
      count,
    });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, orientation]) => orientation);
}

/** -0 and 0 are one number, and which of them slices have must not depend on their order. */
function withoutMinusZero([x, y, z]: Triple): Triple {
  return [x + 0, y + 0, z + 0];
}
