import { type Axis, MARK_POINTS, type Mark } from "../contract";
import { shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import type { Shape } from "./geometry";

/** From the first voxel up to, without, the last, along slices, rows and columns. */
export type VoxelBox = readonly [slices: VoxelRange, rows: VoxelRange, columns: VoxelRange];

/** From the first up to, without, the last. */
export type VoxelRange = readonly [start: number, end: number];

/** The voxels whose centres lie between a mark's outermost points, at least one along each axis. */
export function findMarkBox({ points }: Pick<Mark, "points">, shape: Shape): VoxelBox {
  const along = (axis: Axis): VoxelRange => {
    const places = points.map((point) => point[axis]);
    const [low, high] = [Math.min(...places), Math.max(...places)];
    const last = shape[axis] - 1;
    const clip = (at: number) => Math.min(Math.max(at, 0), last);
    const [first, end] = [Math.ceil(low), Math.floor(high)];
    if (first > end) return [clip(Math.round(low)), clip(Math.round(low)) + 1];
    return [clip(first), clip(end) + 1];
  };
  return [along(0), along(1), along(2)];
}

/** The box of a mark, or the one that is given. @throws InvalidArgumentError for what is none within the volume. */
export function requireBox(
  region: { readonly box: VoxelBox } | Pick<Mark, "points">,
  shape: Shape,
): VoxelBox {
  if ("box" in region) {
    const { box } = region;
    const isRange = (range: unknown, axis: number) =>
      Array.isArray(range) &&
      range.length === 2 &&
      range.every(Number.isInteger) &&
      range[0] >= 0 &&
      range[0] < range[1] &&
      range[1] <= shape[axis];
    if (Array.isArray(box) && box.length === 3 && box.every(isRange)) return box;
    throw new InvalidArgumentError(
      "box",
      `three ranges [start, end) within the image's ${shape.join(" x ")} voxels`,
      JSON.stringify(box) ?? "undefined",
    );
  }
  const { points } = region;
  const isPoint = (point: unknown) =>
    Array.isArray(point) && point.length === 3 && point.every(Number.isFinite);
  if (Array.isArray(points) && points.length >= MARK_POINTS.distance && points.every(isPoint)) {
    return findMarkBox(region, shape);
  }
  throw new InvalidArgumentError("the region", "[row, column], a mark or { box }", shortly(region));
}
