import { findDirection } from "../contract";
import type { VolumeGeometry } from "../volume/geometry";
import { dot } from "../volume/vectors";

/** A cosine that is 0 but for rounding. */
const ROUNDING = 1e-6;

/** Whether a step along one axis leads along another too. */
export function isSheared({ affine }: VolumeGeometry): boolean {
  const directions = ([0, 1, 2] as const).map((axis) => findDirection(affine, axis));
  return directions.some((a, i) => directions.slice(i + 1).some((b) => Math.abs(dot(a, b)) > ROUNDING));
}
