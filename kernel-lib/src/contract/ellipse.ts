import type { Affine } from "./affine";
import { type Axis, PLANE_AXES, type VoxelPoint } from "./planes";

/** An ellipse in a plane, whose axes run along the rows and columns of its picture. */
export interface Ellipse {
  /** The axis that its plane is stacked along. */
  readonly axis: Axis;
  /** Two opposite corners of the box around it. */
  readonly points: readonly VoxelPoint[];
}

/** What an ellipse comes to. It is written as JSON, which has no NaN and nothing infinite. */
export interface EllipseResult {
  readonly kind: "ellipse";
  /** In mm², or in squares of voxels where nobody knows their size. */
  readonly area: number;
  /** Pixels whose centres lie within it and that have a value; those outside the scan count for nothing. */
  readonly pixels: number;
  /** null where there is no pixel. */
  readonly mean: number | null;
  /**
   * Of these pixels as a whole: divided by their number, as NumPy's `std` and most viewers of CT do, not by one less;
   * null where there is none.
   */
  readonly sd: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Reads a plane's picture: the value of a pixel, or NaN where it has none or lies outside the scan. */
export type ReadPixel = (row: number, column: number) => number;

interface PictureSize {
  readonly rows: number;
  readonly columns: number;
}

/** Area of an ellipse, and mean, SD, smallest and largest of its pixels; infinite values count for nothing. */
export function measureEllipse(
  ellipse: Ellipse,
  affine: Affine,
  size: PictureSize,
  readPixel: ReadPixel,
): EllipseResult {
  let [pixels, mean, squares] = [0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  forEachEllipsePixel(ellipse, size, (row, column) => {
    const value = readPixel(row, column);
    if (!Number.isFinite(value)) return;
    pixels++;
    // Welford's sums: exact enough for values far from 0. doi:10.1080/00401706.1962.10490022
    const step = value - mean;
    mean += step / pixels;
    squares += step * (value - mean);
    if (value < min) min = value;
    if (value > max) max = value;
  });
  const area = measureArea(ellipse, affine);
  if (pixels === 0) return { kind: "ellipse", area, pixels, mean: null, sd: null, min: null, max: null };
  return { kind: "ellipse", area, pixels, mean, sd: Math.sqrt(squares / pixels), min, max };
}

/**
 * Calls back for each pixel whose centre lies within the ellipse or on it.
 *
 * @param size - rows and columns of the picture of its plane; pixels outside are left out.
 */
export function forEachEllipsePixel(
  { axis, points }: Ellipse,
  size: PictureSize,
  visit: (row: number, column: number) => void,
): void {
  const [rows, columns] = PLANE_AXES[axis];
  const down = spanOf(points[0][rows], points[1][rows], size.rows);
  const across = spanOf(points[0][columns], points[1][columns], size.columns);
  for (let row = down.first; row <= down.last; row++) {
    const y = down.offset(row);
    for (let column = across.first; column <= across.last; column++) {
      const x = across.offset(column);
      if (x * x + y * y <= 1) visit(row, column);
    }
  }
}

interface Span {
  /** Of the pixels that the box covers, those in the picture. */
  readonly first: number;
  readonly last: number;
  /** How far a pixel's centre is from the middle, in radii. */
  readonly offset: (at: number) => number;
}

function spanOf(one: number, other: number, count: number): Span {
  const [middle, radius] = [(one + other) / 2, Math.abs(one - other) / 2];
  return {
    first: Math.max(Math.ceil(middle - radius), 0),
    last: Math.min(Math.floor(middle + radius), count - 1),
    offset: (at) => (radius === 0 ? 0 : (at - middle) / radius),
  };
}

/** Also right where the directions of the picture are not quite perpendicular. */
function measureArea({ axis, points: [one, other] }: Ellipse, affine: Affine): number {
  const [rows, columns] = PLANE_AXES[axis];
  const half = (along: Axis) => Math.abs(one[along] - other[along]) / 2;
  const step = (along: Axis) => [affine[along], affine[4 + along], affine[8 + along]];
  const [[ax, ay, az], [bx, by, bz]] = [step(rows), step(columns)];
  const voxel = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx);
  return Math.PI * half(rows) * half(columns) * voxel;
}
