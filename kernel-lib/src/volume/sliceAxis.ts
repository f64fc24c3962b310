import type { NdArray } from "ndarray";
import ndarray from "ndarray";
import type { VoxelArray } from "./voxelArray";

export type BareArray = NdArray<VoxelArray> | NdArray<Uint8Array>;

/** The array with an axis of one slice before [rows, columns]; one of three axes as it is. */
export function addSliceAxis<A extends BareArray>(array: A): A {
  if (array.shape.length !== 2) return array;
  const [rows, columns] = array.shape;
  return ndarray(
    array.data,
    [1, rows, columns],
    [rows * array.stride[0], ...array.stride],
    array.offset,
  ) as A;
}
