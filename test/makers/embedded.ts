import { deflateSync } from "node:zlib";
import type { BitsPayload, ExactSlice } from "tslab-dicom/contract";

/** The bytes of numbers, deflated, in base64: as payloads hold them. */
export function deflated(values: ArrayBufferView): string {
  return deflateSync(new Uint8Array(values.buffer, values.byteOffset, values.byteLength)).toString("base64");
}

/** One bit a voxel in padded rows, as payloads hold masks. */
export function embedBits(
  bits: readonly (boolean | number)[],
  [slices, rows, columns]: readonly number[],
): BitsPayload {
  const rowBytes = Math.ceil(columns / 8);
  const packed = new Uint8Array(slices * rows * rowBytes);
  bits.forEach((bit, voxel) => {
    const column = voxel % columns;
    if (bit) packed[Math.floor(voxel / columns) * rowBytes + (column >> 3)] |= 1 << (column & 7);
  });
  return { rows, columns, data: deflated(packed) };
}

/** All slices, exactly: of whole values, or of fractions. */
export function embedSlices(
  values: readonly number[],
  [slices, rows, columns]: readonly number[],
  dtype: ExactSlice["dtype"] = "int16",
): readonly ExactSlice[] {
  const Values = { int16: Int16Array, float32: Float32Array }[dtype];
  const size = rows * columns;
  return Array.from({ length: slices }, (_, slice) => ({
    slice,
    dtype,
    data: deflated(Values.from(values.slice(slice * size, (slice + 1) * size))),
  }));
}
