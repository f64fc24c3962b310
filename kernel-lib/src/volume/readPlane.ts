import { type Axis, PLANE_AXES, type PlaneRange, type SlabMode } from "../contract";
import { findPlaneSize, type PlaneSize, requirePlanes } from "./planeGrid";
import { createPlaneRuns } from "./planeRuns";
import { readMaskPlane } from "./readMaskPlane";
import { SLAB_FOLDS } from "./slabFolds";
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

/** Where a row of a plane lies in the memory of the voxels. */
function findStrides({ voxels: { stride, offset } }: Volume, axis: Axis) {
  const [rows, columns] = PLANE_AXES[axis];
  return { offset, plane: stride[axis], row: stride[rows], column: stride[columns] };
}

function copyPlane(volume: Volume, axis: Axis, plane: number): VoxelArray {
  const { rows, columns } = findPlaneSize(volume.geometry.shape, axis);
  const { data } = volume.voxels;
  const strides = findStrides(volume, axis);
  const values = createLike(data, rows * columns);
  for (let row = 0, to = 0; row < rows; row++) {
    const from = strides.offset + plane * strides.plane + row * strides.row;
    if (strides.column === 1) {
      values.set(data.subarray(from, from + columns), to);
      to += columns;
    } else
      for (let at = from, end = to + columns; to < end; to++, at += strides.column) values[to] = data[at];
  }
  return values;
}

/** Row by row of the picture, so that what is summed stays in the processor's cache. */
function foldPlanes(
  volume: Volume,
  axis: Axis,
  { first, last }: PlaneRange,
  mode: SlabMode,
  padding: Uint8Array,
): VoxelArray {
  const { rows, columns } = findPlaneSize(volume.geometry.shape, axis);
  const { data } = volume.voxels;
  const strides = findStrides(volume, axis);
  const { start, fold, end } = SLAB_FOLDS[mode];
  const values = mode === "mean" ? new Float32Array(rows * columns) : createLike(data, rows * columns);
  const sums = new Float64Array(columns);
  const counts = new Uint32Array(columns);
  const padded = createPlaneRuns(volume.padding, axis);
  const bytesPerRow = (columns + 7) >>> 3;
  for (let row = 0; row < rows; row++) {
    const from = strides.offset + row * strides.row;
    sums.fill(start);
    counts.fill(0);
    for (let plane = first; plane <= last; plane++) {
      const at = from + plane * strides.plane;
      const runs = padded.find(plane, row);
      let next = 0;
      for (let i = 0; i < runs; i++) {
        fold(data, at, strides.column, sums, counts, next, padded.starts[i]);
        next = padded.ends[i];
      }
      fold(data, at, strides.column, sums, counts, next, columns);
    }
    for (let column = 0, to = row * columns; column < columns; column++, to++) {
      const isPadded = (padding[row * bytesPerRow + (column >>> 3)] >>> (column & 7)) & 1;
      if (isPadded) values[to] = data[from + first * strides.plane + column * strides.column];
      else values[to] = counts[column] > 0 ? end(sums[column], counts[column]) : Number.NaN;
    }
  }
  return values;
}

function createLike(data: VoxelArray, length: number): VoxelArray {
  return data instanceof Int16Array ? new Int16Array(length) : new Float32Array(length);
}
