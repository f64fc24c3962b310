import { describeMarkBox, MARK_POINTS, type Mark, type VoxelPoint, type VoxelSpan } from "../contract";
import { shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import type { Shape, VolumeGeometry } from "./geometry";

/** From the first voxel up to, without, the last, along slices, rows and columns. */
export type VoxelBox = readonly [slices: VoxelSpan, rows: VoxelSpan, columns: VoxelSpan];

/** What of the box of a mark, or of the one that is given, lies in the volume. @throws InvalidArgumentError for nothing. */
export function requireBox(
  region: { readonly box: VoxelBox } | Pick<Mark, "points">,
  shape: Shape,
): VoxelBox {
  const voxels = shape.join(" x ");
  if ("box" in region) {
    const { box } = region;
    if (isBox(box) && box.every(([start, end], axis) => end > 0 && start < shape[axis])) {
      const clip = ([start, end]: VoxelSpan, axis: 0 | 1 | 2): VoxelSpan => [
        Math.max(start, 0),
        Math.min(end, shape[axis]),
      ];
      return [clip(box[0], 0), clip(box[1], 1), clip(box[2], 2)];
    }
    throw new InvalidArgumentError(
      "box",
      `three ranges [start, end) of which some lies within the image's ${voxels} voxels`,
      JSON.stringify(box) ?? "undefined",
    );
  }
  const { points } = region;
  if (!isPoints(points)) {
    throw new InvalidArgumentError("the region", "[row, column], a mark or { box }", shortly(region));
  }
  const touches = (axis: 0 | 1 | 2) =>
    points.some((point) => point[axis] >= -0.5) && points.some((point) => point[axis] <= shape[axis] - 0.5);
  if (touches(0) && touches(1) && touches(2)) return describeMarkBox(region, shape);
  throw new InvalidArgumentError(
    "the mark",
    `one that touches the image's ${voxels} voxels`,
    JSON.stringify(points),
  );
}

/** A box with so many mm more on every side, as far as the volume reaches; voxels of unknown size count as 1 mm. */
export function growBox(box: VoxelBox, mm: number, { shape, spacing }: VolumeGeometry): VoxelBox {
  const grow = (axis: 0 | 1 | 2): VoxelSpan => {
    const voxels = Math.ceil(mm / (spacing[axis] ?? 1)) + 1;
    return [Math.max(box[axis][0] - voxels, 0), Math.min(box[axis][1] + voxels, shape[axis])];
  };
  return [grow(0), grow(1), grow(2)];
}

function isBox(box: unknown): box is VoxelBox {
  const isRange = (range: unknown) =>
    Array.isArray(range) && range.length === 2 && range.every(Number.isInteger) && range[0] < range[1];
  return Array.isArray(box) && box.length === 3 && box.every(isRange);
}

function isPoints(points: unknown): points is readonly VoxelPoint[] {
  const isPoint = (point: unknown) =>
    Array.isArray(point) && point.length === 3 && point.every(Number.isFinite);
  return Array.isArray(points) && points.length >= MARK_POINTS.distance && points.every(isPoint);
}
