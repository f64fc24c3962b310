import { PLANE_AXES, type SlabMode } from "tslab-dicom/contract";
import type { BitVolume } from "../decode/bitVolume";
import { cutBits } from "./cutOverlay";
import type { PlaneKey } from "./planeSource";

export type PlaneValues = Int16Array | Float32Array | Uint8Array;

/** Values of all voxels, row by row. */
export interface VoxelStack {
  /** [slices, rows, columns] of `values`. */
  readonly shape: readonly number[];
  readonly values: PlaneValues;
}

export interface CutPlane {
  readonly rows: number;
  readonly columns: number;
  readonly values: PlaneValues;
}

type Combine = (sofar: number, value: number) => number;

const COMBINE: Readonly<Record<SlabMode, Combine>> = {
  max: Math.max,
  min: Math.min,
  mean: (sofar, value) => sofar + value,
};

/**
 * The picture of one or several planes of a stack; the planes are counted in the stack's own voxels. Of a slab, voxels
 * outside the scan and values that are no numbers count only where there are no others. The mean of whole numbers is in
 * broken ones, of grey levels in whole ones.
 *
 * @param padding - voxels outside the scan, on a grid of its own.
 */
export function cutPlane(
  stack: VoxelStack,
  { axis, first, last, mode }: Pick<PlaneKey, "axis" | "first" | "last" | "mode">,
  padding: BitVolume | null,
): CutPlane {
  const { shape, values } = stack;
  const [rows, columns] = PLANE_AXES[axis].map((along) => shape[along]);
  const picture = createLike(values, rows * columns);
  copyPlane(stack, axis, first, picture);
  if (first === last) return { rows, columns, values: picture };
  const isGrey = values instanceof Uint8Array;
  // What no plane has a value for keeps that of the first.
  const slab = mode === "mean" && !isGrey ? Float32Array.from(picture) : picture;
  const plane = createLike(values, rows * columns);
  const sums = new Float64Array(plane.length);
  const counts = new Uint16Array(plane.length);
  const combine = COMBINE[mode];
  for (let index = first; index <= last; index++) {
    copyPlane(stack, axis, index, plane);
    const outside = padding && cutBits(padding, { axis, first: index, last: index, shape, rows, columns });
    for (let pixel = 0; pixel < plane.length; pixel++) {
      const value = plane[pixel];
      if (outside?.[pixel] || Number.isNaN(value)) continue;
      sums[pixel] = counts[pixel]++ === 0 ? value : combine(sums[pixel], value);
    }
  }
  for (let pixel = 0; pixel < slab.length; pixel++) {
    if (counts[pixel] === 0) continue;
    const value = mode === "mean" ? sums[pixel] / counts[pixel] : sums[pixel];
    slab[pixel] = isGrey ? Math.round(value) : value;
  }
  return { rows, columns, values: slab };
}

function copyPlane({ shape, values }: VoxelStack, axis: PlaneKey["axis"], index: number, into: PlaneValues) {
  const strides = [shape[1] * shape[2], shape[2], 1];
  const [rowAxis, columnAxis] = PLANE_AXES[axis];
  const [rows, columns] = [shape[rowAxis], shape[columnAxis]];
  const step = strides[columnAxis];
  for (let row = 0, pixel = 0; row < rows; row++) {
    let at = index * strides[axis] + row * strides[rowAxis];
    for (let column = 0; column < columns; column++, at += step) into[pixel++] = values[at];
  }
}

/** As many new numbers of the same type. */
function createLike(values: PlaneValues, length: number): PlaneValues {
  if (values instanceof Int16Array) return new Int16Array(length);
  return values instanceof Float32Array ? new Float32Array(length) : new Uint8Array(length);
}
