import type { VoxelArray } from "../../volume/voxelArray";

/** The values of a stack, [slices, rows, columns], and which of them are padding. */
export interface VoxelValues {
  /** Int16 where that is exact, else Float32. */
  readonly values: VoxelArray;
  /** One bit a voxel; each row begins a new 32-bit word. */
  readonly paddingBits: Uint32Array;
}
