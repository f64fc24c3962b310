/** The values of a stack, [slices, rows, columns], and which of them are padding. */
export interface VoxelValues {
  /** Int16 where that is exact, else Float32. */
  readonly values: Int16Array | Float32Array;
  /** One bit a voxel; each row begins a new 32-bit word. */
  readonly paddingBits: Uint32Array;
}
