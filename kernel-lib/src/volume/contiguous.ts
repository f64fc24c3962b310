import type { NdArray, TypedArray } from "ndarray";

/** The elements in row-major order: the array's own memory when it already is so, else a copy. */
export function contiguous<A extends TypedArray>(array: NdArray<A>): A {
  const { data, shape, stride, offset, size } = array;
  let step = 1;
  let packed = true;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] > 1 && stride[axis] !== step) packed = false;
    step *= shape[axis];
  }
  if (packed) return data.subarray(offset, offset + size) as A;

  const copy = data.slice(0, 0).constructor as new (length: number) => A;
  const out = new copy(size);
  const index = new Array<number>(shape.length).fill(0);
  for (let i = 0, at = offset; i < size; i++) {
    out[i] = data[at];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += stride[axis];
      if (++index[axis] < shape[axis]) break;
      at -= stride[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return out;
}
