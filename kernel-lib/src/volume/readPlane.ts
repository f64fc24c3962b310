import { type Axis, PLANE_AXES, type PlaneRange, type SlabMode } from "../contract";
import { foldRows } from "./foldRows";
import { foldRuns } from "./foldRuns";
import { findPlaneSize, type PlaneSize, requirePlanes } from "./planeGrid";
import { readMaskPlane } from "./readMaskPlane";
import type { Volume } from "./volume";
import type { VoxelArray } from "./voxelArray";

/** The picture of a plane or of a slab of planes. */
export interface Plane extends PlaneSize {
  /** Row by row; float32 for the mean of several planes, else of the volume's own type. */
  readonly values: VoxelArray;
  /** Bits of the pixels outside the scan as `readMaskPlane` gives them; null where there is none. */
  readonly padding: Uint8Array | null;
}

/**
 * A plane of a volume, copied, or the maximum, minimum or mean of a slab of planes. Padded voxels and those that are not
 * a number count for nothing; a pixel of nothing but padding is padding and keeps the value of its first plane, one
 * without any number is NaN.
 *
 * @param axis - what the planes are stacked along: 0 slices, 1 rows, 2 columns. Of the picture the other two are rows and
 * columns, in this order.
 * @param mode - how several planes become one; a single plane is what it is.
 * @throws InvalidArgumentError for planes outside the volume.
 */
export function readPlane(volume: Volume, axis: Axis, planes: PlaneRange, mode: SlabMode): Plane {
  const { shape } = volume.geometry;
  requirePlanes(shape, axis, planes);
  const size = findPlaneSize(shape, axis);
  const bits = readMaskPlane(volume.padding, axis, planes, "every");
  const padding = bits.some((byte) => byte !== 0) ? bits : null;
  const values =
    planes.first === planes.last
      ? copyPlane(volume, axis, planes.first)
      : foldPlanes(volume, axis, planes, mode, bits);
  return { ...size, values, padding };
}

function copyPlane(volume: Volume, axis: Axis, plane: number): VoxelArray {
  const { rows, columns } = findPlaneSize(volume.geometry.shape, axis);
  const { data, offset, stride } = volume.voxels;
  const [rowStride, columnStride] = PLANE_AXES[axis].map((along) => stride[along]);
  const values = createLike(data, rows * columns);
  for (let row = 0, to = 0; row < rows; row++) {
    const from = offset + plane * stride[axis] + row * rowStride;
    if (columnStride === 1) {
      values.set(data.subarray(from, from + columns), to);
      to += columns;
    } else for (let at = from, end = to + columns; to < end; to++, at += columnStride) values[to] = data[at];
  }
  return values;
}

function foldPlanes(
  volume: Volume,
  axis: Axis,
  planes: PlaneRange,
  mode: SlabMode,
  padding: Uint8Array,
): VoxelArray {
  const { rows, columns } = findPlaneSize(volume.geometry.shape, axis);
  const size = rows * columns;
  const values = mode === "mean" ? new Float32Array(size) : createLike(volume.voxels.data, size);
  if (axis === 2) foldRuns(volume, planes, mode, padding, values);
  else foldRows(volume, axis, planes, mode, padding, values);
  return values;
}

function createLike(data: VoxelArray, length: number): VoxelArray {
  return data instanceof Int16Array ? new Int16Array(length) : new Float32Array(length);
}
