import type { Axis } from "../contract";
import { createRunList, findRuns, hasBit, type RunList } from "./bitRows";
import type { Mask } from "./mask";

/** Runs of a mask's pixels in one row of a plane. */
export interface PlaneRuns extends RunList {
  /** Looks at a row of a plane: gives the number of runs, which are then the first of the list. */
  readonly find: (plane: number, row: number) => number;
}

/** The runs of a mask's planes along an axis. */
export function createPlaneRuns(mask: Mask, axis: Axis): PlaneRuns {
  const [, rows] = mask.geometry.shape;
  if (axis !== 2) {
    const runs = createRunList(mask);
    const rowOf = (plane: number, row: number) => (axis === 0 ? plane * rows + row : row * rows + plane);
    return { ...runs, find: (plane, row) => findRuns(mask, rowOf(plane, row), runs) };
  }
  const [starts, ends] = [new Int32Array((rows >> 1) + 1), new Int32Array((rows >> 1) + 1)];
  const find = (column: number, slice: number) => {
    let count = 0;
    let wasIn = false;
    for (let row = 0; row < rows; row++) {
      const isIn = hasBit(mask, slice * rows + row, column);
      if (isIn && !wasIn) starts[count] = row;
      if (!isIn && wasIn) ends[count++] = row;
      wasIn = isIn;
    }
    if (wasIn) ends[count++] = rows;
    return count;
  };
  return { starts, ends, find };
}
