import { inflateSync } from "node:zlib";
import type { NdArray } from "ndarray";
import ndarray from "ndarray";

/** An array as test/fixtures/packed.py writes it. */
export interface Packed {
  dtype: string;
  shape: number[];
  deflated: string;
}

const ARRAYS = {
  uint8: Uint8Array,
  int16: Int16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
};

type ArrayOf<D extends keyof typeof ARRAYS> = InstanceType<(typeof ARRAYS)[D]>;

/** The elements of a packed array, in C order; the caller says the dtype it expects. */
export function unpack<D extends keyof typeof ARRAYS>(packed: Packed, dtype: D): ArrayOf<D> {
  if (packed.dtype !== dtype) throw new Error(`expected ${dtype}; the fixture holds ${packed.dtype}`);
  const { buffer, byteOffset, byteLength } = inflateSync(Buffer.from(packed.deflated, "base64"));
  return new ARRAYS[dtype](buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayOf<D>;
}

/** A packed array with its shape. */
export function unpackNdArray<D extends keyof typeof ARRAYS>(packed: Packed, dtype: D): NdArray<ArrayOf<D>> {
  return ndarray(unpack(packed, dtype), packed.shape) as NdArray<ArrayOf<D>>;
}
