import { type BitRows, createRunList, findRuns } from "../volume/bitRows";
import type { Shape, VolumeGeometry } from "../volume/geometry";
import type { Connectivity } from "./connectRuns";

/** The voxels of a volume with one more all round, so that every neighbour of a voxel has a number. */
export interface PaddedGrid {
  /** Voxels with those around them. */
  readonly size: number;
  /** Numbers from one row, and one slice, to the next. */
  readonly rowStep: number;
  readonly sliceStep: number;
  /** Calls back with the numbers of each run of a mask, `from` up to, without, `end`, its row and its first column. */
  readonly forEachRun: (
    mask: BitRows,
    visit: (from: number, end: number, row: number, column: number) => void,
  ) => void;
}

export function padGrid([slices, rows, columns]: Shape): PaddedGrid {
  const rowStep = columns + 2;
  const sliceStep = rowStep * (rows + 2);
  return {
    size: sliceStep * (slices + 2),
    rowStep,
    sliceStep,
    forEachRun(mask, visit) {
      const runs = createRunList(mask);
      for (let slice = 0, row = 0; slice < slices; slice++) {
        for (let r = 0; r < rows; r++, row++) {
          const first = (slice + 1) * sliceStep + (r + 1) * rowStep + 1;
          const count = findRuns(mask, row, runs);
          for (let i = 0; i < count; i++)
            visit(first + runs.starts[i], first + runs.ends[i], row, runs.starts[i]);
        }
      }
    },
  };
}

/** The place of a neighbour beside a voxel's. */
type Step = readonly [slice: number, row: number, column: number];

const STEPS: readonly Step[] = [-1, 0, 1].flatMap((slice) =>
  [-1, 0, 1].flatMap((row) => [-1, 0, 1].map((column): Step => [slice, row, column])),
);

/** How many of its three numbers a step to a neighbour may change. */
const MOST_AXES: Readonly<Record<Connectivity, number>> = { 6: 1, 18: 2, 26: 3 };

/** From a voxel's number to those of its neighbours, in raster order. */
export function neighbourOffsets(shape: Shape, connectivity: Connectivity): number[] {
  const grid = padGrid(shape);
  return STEPS.filter((step) => {
    const axes = step.filter((n) => n !== 0).length;
    return axes > 0 && axes <= MOST_AXES[connectivity];
  }).map((step) => offsetOf(grid, step));
}

/** From a voxel to a neighbour. */
export interface NeighbourStep {
  /** Between their numbers in a padded grid. */
  readonly offset: number;
  /** Between their centres. */
  readonly mm: number;
}

/** The steps to the 26 neighbours of a voxel, or to the 8 in its slice, in raster order. */
export function neighbourSteps({ shape, affine }: VolumeGeometry, inPlane = false): NeighbourStep[] {
  const grid = padGrid(shape);
  const along = (axis: number, [slice, row, column]: Step) =>
    slice * affine[4 * axis] + row * affine[4 * axis + 1] + column * affine[4 * axis + 2];
  return STEPS.filter((step) => step.some((n) => n !== 0) && !(inPlane && step[0] !== 0)).map((step) => ({
    offset: offsetOf(grid, step),
    mm: Math.hypot(along(0, step), along(1, step), along(2, step)),
  }));
}

function offsetOf({ sliceStep, rowStep }: PaddedGrid, [slice, row, column]: Step): number {
  return slice * sliceStep + row * rowStep + column;
}
