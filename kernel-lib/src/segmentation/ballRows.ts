import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { requireSliceSpacing, type VolumeGeometry } from "../volume/geometry";
import { across, addScaled, dot, type Triple, unit } from "../volume/vectors";

export interface BallOptions {
  /** Radius of the ball, in mm; voxels of unknown size count as cubes of 1 mm. */
  radius: number;
  /** Each slice by itself, by a disc of that radius. @default false */
  inPlane?: boolean;
}

const KINDS: OptionKinds<BallOptions> = { radius: "number", inPlane: "boolean" };

/** One row of a ball's voxels, as steps from its middle. */
export interface BallRow {
  readonly slice: number;
  readonly row: number;
  /** The first and the last column. */
  readonly from: number;
  readonly to: number;
}

/** Steps that are as long as the radius but for the rounding of their sums belong to the ball. */
const ROUNDING = 1e-9;

/**
 * The voxels whose centres lie within a radius of a voxel's centre, row by row; by the affine, so that sheared stacks are
 * right too.
 *
 * @throws InvalidArgumentError for an unknown option, or a radius that is not 0 or a positive number of mm.
 * @throws UnknownSpacingError for a ball in a volume of one slice.
 */
export function ballRows(geometry: VolumeGeometry, options: BallOptions): BallRow[] {
  requireOptions(options, KINDS);
  const { radius, inPlane = false } = options;
  if (!(radius >= 0 && Number.isFinite(radius))) {
    throw new InvalidArgumentError("radius", "a number of mm from 0", radius);
  }
  if (!inPlane) requireSliceSpacing(geometry, "a ball in mm");
  const { shape, affine } = geometry;
  const step = (axis: 0 | 1 | 2): Triple => [affine[axis], affine[4 + axis], affine[8 + axis]];
  const [slice, row, column] = [step(0), step(1), step(2)];
  const sliceReach = inPlane ? 0 : farthest(radius, shape[0], slice, [row, column]);
  const rowReach = farthest(radius, shape[1], row, inPlane ? [column] : [column, slice]);
  const square = dot(column, column);
  const limit = (radius * (1 + ROUNDING)) ** 2;
  const rows: BallRow[] = [];
  for (let s = -sliceReach; s <= sliceReach; s++) {
    for (let r = -rowReach; r <= rowReach; r++) {
      const start = addScaled(addScaled([0, 0, 0], slice, s), row, r);
      // |start + c * column| <= radius is a range of c around the foot of the perpendicular.
      const foot = -dot(start, column) / square;
      const rest = (limit - dot(start, start)) / square + foot * foot;
      if (rest < 0) continue;
      const half = Math.sqrt(rest);
      const [from, to] = [Math.ceil(foot - half), Math.floor(foot + half)];
      if (from <= to) rows.push({ slice: s, row: r, from, to });
    }
  }
  return rows;
}

/** Most steps along an axis that end within the radius, wherever the other axes lead from there, and within the volume. */
function farthest(radius: number, length: number, step: Triple, others: readonly Triple[]): number {
  let height = step;
  const perpendicular: Triple[] = []; // by Gram and Schmidt
  for (const other of others) {
    const axis = unit(perpendicular.reduce(across, other));
    perpendicular.push(axis);
    height = across(height, axis);
  }
  return Math.min(Math.floor((radius / Math.hypot(...height)) * (1 + ROUNDING)), length - 1);
}
