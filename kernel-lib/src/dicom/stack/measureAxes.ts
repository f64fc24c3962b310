import { cross, type Triple, unit } from "../../volume/vectors";
import type { PlacedSlice } from "./placedSlice";

/** Directions that the slices of a stack share, LPS. */
export interface SliceAxes {
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
  /** rowDirection x columnDirection, of length 1. */
  readonly normal: Triple;
}

/**
 * The orientation of most slices: of the largest group that agrees in three digits, the median of each component,
 * so that noise cancels and the order of the slices does not matter.
 *
 * @param slices - at least one.
 */
export function measureAxes(slices: readonly PlacedSlice[]): SliceAxes {
  const groups = new Map<string, PlacedSlice[]>();
  for (const slice of slices) {
    const key = [...slice.rowDirection, ...slice.columnDirection].map((c) => Math.round(c * 1000)).join();
    const group = groups.get(key);
    if (group) group.push(slice);
    else groups.set(key, [slice]);
  }
  const [[, main]] = [...groups].sort(
    ([keyA, a], [keyB, b]) => b.length - a.length || (keyA < keyB ? -1 : 1),
  );
  const rowDirection = medianDirection(main.map((slice) => slice.rowDirection));
  const columnDirection = medianDirection(main.map((slice) => slice.columnDirection));
  return { rowDirection, columnDirection, normal: unit(cross(rowDirection, columnDirection)) };
}

function medianDirection(directions: readonly Triple[]): Triple {
  const median = (axis: number) =>
    directions.map((direction) => direction[axis]).sort((a, b) => a - b)[directions.length >> 1];
  return unit([median(0), median(1), median(2)]);
}
