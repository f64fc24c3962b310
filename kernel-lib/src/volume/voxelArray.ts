/** Arrays a volume keeps its values in: Int16 where that is exact, else Float32. */
export type VoxelArray = Int16Array | Float32Array;

export const LOWEST_INT16 = -32_768;
/** How many values 16 bits have. */
export const INT16_VALUES = 65_536;
export const HIGHEST_INT16 = 32_767;

/** Whether an Int16Array holds the number as it is. */
export function fitsInt16(value: number): boolean {
  return Number.isInteger(value) && value >= LOWEST_INT16 && value <= HIGHEST_INT16;
}

/** Whether a Float32Array holds the number, rounded: NaN, and what does not become infinite. */
export function fitsFloat32(value: number): boolean {
  return Number.isNaN(value) || Number.isFinite(Math.fround(value));
}

/** A copy of the values in which `value` can be written exactly: Float32 where Int16 does not hold it. */
export function copyWithRoomFor(values: VoxelArray, value: number): VoxelArray {
  return values instanceof Int16Array && !fitsInt16(value) ? Float32Array.from(values) : values.slice();
}
