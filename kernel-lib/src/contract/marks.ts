import { type Affine, locateVoxel } from "./affine";
import { type EllipseResult, measureEllipse, type ReadPixel } from "./ellipse";
import type { Axis, VoxelPoint } from "./planes";

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
