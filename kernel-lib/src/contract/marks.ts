import { type Affine, locateVoxel } from "./affine";
import { type Axis, PLANE_AXES, type VoxelPoint } from "./planes";

/** What can be measured in a plane. */
export type MarkKind = "distance" | "angle" | "ellipse";

/** Points that each kind has. */
export const MARK_POINTS: Readonly<Record<MarkKind, number>> = { distance: 2, angle: 3, ellipse: 2 };

/** A measurement that a reader placed on a plane. */
export interface Mark {
  /** Names it among the marks of its viewer. */
  readonly id: string;
  readonly kind: MarkKind;
  /** The axis that its plane is stacked along. */
  readonly axis: Axis;
  /**
   * A distance's two ends; an angle's end, corner and other end; two opposite corners of the box around an ellipse. All
   * lie in the plane: they have the same place along `axis`, a whole number.
   */
  readonly points: readonly VoxelPoint[];
}

/** What a mark comes to. Lengths are in mm, or in voxels where nobody knows their size; values in the volume's units. */
export type MarkResult =
  | { readonly kind: "distance"; readonly length: number }
  | { readonly kind: "angle"; readonly degrees: number }
  | EllipseResult;

export interface EllipseResult {
  readonly kind: "ellipse";
  readonly area: number;
  /** Pixels whose centres lie within it and that have a value; those outside the scan count for nothing. */
  readonly pixels: number;
  /** NaN where there is no pixel. */
  readonly mean: number;
  /** Of the pixels as a whole (divided by their number), NaN where there is none. */
  readonly sd: number;
  readonly min: number;
  readonly max: number;
}

/** Reads a plane's picture: the value of a pixel, or NaN where it has none or lies outside the scan. */
export type ReadPixel = (row: number, column: number) => number;

/**
 * What a mark comes to.
 *
 * @param affine - of the voxels; a geometry of unit size gives lengths in voxels.
 * @param size - rows and columns of the picture of its plane.
 * @param readPixel - asked for the pixels of an ellipse alone.
 */
export function measureMark(
  mark: Mark,
  affine: Affine,
  size: { readonly rows: number; readonly columns: number },
  readPixel: ReadPixel,
): MarkResult {
  const places = mark.points.map((point) => locateVoxel(affine, ...point));
  if (mark.kind === "distance") return { kind: "distance", length: length(subtract(places[0], places[1])) };
  if (mark.kind === "angle") {
    const [one, other] = [subtract(places[0], places[1]), subtract(places[2], places[1])];
    return { kind: "angle", degrees: angleBetween(one, other) };
  }
  return measureEllipse(mark, affine, size, readPixel);
}

/**
 * Calls back for each pixel whose centre lies within the ellipse or on it.
 *
 * @param size - rows and columns of the picture of its plane; pixels outside are left out.
 */
export function forEachEllipsePixel(
  { axis, points }: Pick<Mark, "axis" | "points">,
  size: { readonly rows: number; readonly columns: number },
  visit: (row: number, column: number) => void,
): void {
  const [rows, columns] = PLANE_AXES[axis];
  const [row, rowRadius] = middleAndRadius(points[0][rows], points[1][rows]);
  const [column, columnRadius] = middleAndRadius(points[0][columns], points[1][columns]);
  const last = (centre: number, radius: number, count: number) =>
    Math.min(Math.floor(centre + radius), count - 1);
  for (let r = Math.max(Math.ceil(row - rowRadius), 0); r <= last(row, rowRadius, size.rows); r++) {
    for (
      let c = Math.max(Math.ceil(column - columnRadius), 0);
      c <= last(column, columnRadius, size.columns);
      c++
    ) {
      const down = rowRadius === 0 ? 0 : (r - row) / rowRadius;
      const across = columnRadius === 0 ? 0 : (c - column) / columnRadius;
      if (down * down + across * across <= 1) visit(r, c);
    }
  }
}

function measureEllipse(
  mark: Mark,
  affine: Affine,
  size: { readonly rows: number; readonly columns: number },
  readPixel: ReadPixel,
): EllipseResult {
  let [pixels, mean, squares] = [0, 0, 0];
  let [min, max] = [Number.NaN, Number.NaN];
  forEachEllipsePixel(mark, size, (row, column) => {
    const value = readPixel(row, column);
    if (Number.isNaN(value)) return;
    pixels++;
    // Welford's sums: exact enough for values far from 0. doi:10.1080/00401706.1962.10490022
    const step = value - mean;
    mean += step / pixels;
    squares += step * (value - mean);
    if (!(value >= min)) min = value;
    if (!(value <= max)) max = value;
  });
  const none = pixels === 0;
  return {
    kind: "ellipse",
    area: measureArea(mark, affine),
    pixels,
    mean: none ? Number.NaN : mean,
    sd: none ? Number.NaN : Math.sqrt(squares / pixels),
    min,
    max,
  };
}

/** Of an ellipse with these axes, also where the directions of the picture are not quite perpendicular. */
function measureArea({ axis, points: [one, other] }: Mark, affine: Affine): number {
  const half = (along: Axis) => Math.abs(one[along] - other[along]) / 2;
  const [rows, columns] = PLANE_AXES[axis];
  const step = (along: Axis): Vector => [affine[along], affine[4 + along], affine[8 + along]];
  return Math.PI * half(rows) * half(columns) * length(cross(step(rows), step(columns)));
}

type Vector = readonly [number, number, number];

const subtract = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const length = ([x, y, z]: Vector): number => Math.hypot(x, y, z);
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** In degrees, 0 to 180; by the arc tangent, which is right near 0 and 180 too. 0 where a leg has no length. */
function angleBetween(a: Vector, b: Vector): number {
  const dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return (Math.atan2(length(cross(a, b)), dot) * 180) / Math.PI;
}

function middleAndRadius(one: number, other: number): [middle: number, radius: number] {
  return [(one + other) / 2, Math.abs(one - other) / 2];
}
