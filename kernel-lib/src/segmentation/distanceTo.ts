import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import { allocated } from "../allocated";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { createRunList, findRuns } from "../volume/bitRows";
import { requireSliceSpacing } from "../volume/geometry";
import { type Mask, type MaskLike, toMask } from "../volume/mask";

export interface DistanceToOptions {
  /** Distances beyond this many mm are Infinity, which is quicker. @default no limit */
  limit?: number;
}

const KINDS: OptionKinds<DistanceToOptions> = { limit: "number" };

/** A distance that is the limit but for rounding is within it. */
const ROUNDING = 1e-6;

/**
 * The distance in mm from the centre of every voxel to the centre of the nearest voxel of the mask, [slices, rows,
 * columns]; 0 inside, Infinity beyond the limit and for an empty mask. Axes are taken as perpendicular.
 *
 * By lower envelopes of parabolas, axis by axis: Felzenszwalb and Huttenlocher, doi 10.4086/toc.2012.v008a019.
 *
 * Options: `limit` (none).
 *
 * @throws InvalidArgumentError for a limit that is not 0 or a positive number.
 * @throws UnknownSpacingError for a mask of one slice.
 * @throws OutOfMemoryError where there is no room for four bytes a voxel.
 */
export function distanceTo(mask: MaskLike, options: DistanceToOptions = {}): NdArray<Float32Array> {
  requireOptions(options, KINDS);
  const { limit = Number.POSITIVE_INFINITY } = options;
  if (!(limit >= 0)) throw new InvalidArgumentError("limit", "a number of mm from 0", limit);
  const source = toMask(mask);
  const { shape, spacing } = source.geometry;
  const sliceSpacing = requireSliceSpacing(source.geometry, "a distance in mm");
  const [slices, rows, columns] = shape;
  const size = slices * rows * columns;
  const squares = allocated(
    `distances of ${shape.join(" x ")} voxels`,
    4 * size,
    () => new Float32Array(size),
  );
  const most = (limit * (1 + ROUNDING)) ** 2;
  alongColumns(source, squares, spacing[2], most);
  const plane = rows * columns;
  const byRow = new Envelope(rows, spacing[1], most);
  for (let slice = 0; slice < slices; slice++) {
    for (let column = 0; column < columns; column++) byRow.lower(squares, slice * plane + column, columns);
  }
  const bySlice = new Envelope(slices, sliceSpacing, most);
  for (let at = 0; at < plane; at++) bySlice.lower(squares, at, plane);
  for (let i = 0; i < size; i++) squares[i] = Math.sqrt(squares[i]);
  return ndarray(squares, [...shape]);
}

/** The squared distance of each voxel to the nearest one inside in its own row. */
function alongColumns(mask: Mask, squares: Float32Array, spacing: number, most: number): void {
  const [slices, rows, columns] = mask.geometry.shape;
  const runs = createRunList(mask);
  squares.fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < slices * rows; row++) {
    const count = findRuns(mask, row, runs);
    const first = row * columns;
    for (let i = 0; i < count; i++) {
      const [start, end] = [runs.starts[i], runs.ends[i]];
      squares.fill(0, first + start, first + end);
      // Half of the gap to the run before and to the run after belongs to this one.
      const from = i === 0 ? 0 : (runs.ends[i - 1] + start) >> 1;
      const to = i === count - 1 ? columns : (end + runs.starts[i + 1] + 1) >> 1;
      for (let c = start - 1; c >= from; c--) {
        const square = ((start - c) * spacing) ** 2;
        if (square > most) break;
        squares[first + c] = square;
      }
      for (let c = end; c < to; c++) {
        const square = ((c - end + 1) * spacing) ** 2;
        if (square > most) break;
        squares[first + c] = square;
      }
    }
  }
}

/** Lines of squared distances along an axis, each lowered to the envelope of the parabolas that stand on it. */
class Envelope {
  /** Heights of the line before it is lowered. */
  private readonly heights: Float64Array;
  /** Places of the parabolas of the envelope, and from where on each is the lowest. */
  private readonly places: Int32Array;
  private readonly froms: Float64Array;
  private readonly square: number;

  constructor(
    private readonly length: number,
    spacing: number,
    private readonly most: number,
  ) {
    this.heights = new Float64Array(length);
    this.places = new Int32Array(length);
    this.froms = new Float64Array(length);
    this.square = spacing * spacing;
  }

  lower(squares: Float32Array, start: number, stride: number): void {
    const { heights, places, froms, square, length, most } = this;
    let count = 0;
    for (let i = 0, at = start; i < length; i++, at += stride) {
      const height = squares[at];
      heights[i] = height;
      if (height === Number.POSITIVE_INFINITY) continue;
      let from = Number.NEGATIVE_INFINITY;
      while (count > 0) {
        const other = places[count - 1];
        // Where the two parabolas meet.
        from = (height - heights[other]) / (2 * square * (i - other)) + (i + other) / 2;
        if (from > froms[count - 1]) break;
        count--;
        from = Number.NEGATIVE_INFINITY;
      }
      places[count] = i;
      froms[count++] = from;
    }
    if (count === 0) return;
    for (let i = 0, at = start, next = 0; i < length; i++, at += stride) {
      while (next + 1 < count && froms[next + 1] < i) next++;
      const steps = i - places[next];
      const value = heights[places[next]] + square * steps * steps;
      squares[at] = value > most ? Number.POSITIVE_INFINITY : value;
    }
  }
}
