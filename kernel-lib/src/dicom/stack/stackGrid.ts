import type { Triple } from "../../volume/vectors";

/** Where the voxels of a stack lie in the patient. */
export interface StackGrid {
  /** [slices, rows, columns]. */
  readonly shape: readonly [slices: number, rows: number, columns: number];
  /** Centre of the first voxel, LPS mm. */
  readonly origin: Triple;
  /** Directions of increasing column and row index, LPS. */
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
  /** Vector from one slice to the next, LPS mm; null for one slice alone. */
  readonly sliceStep: Triple | null;
  /** Millimetres between slices, rows and columns; null for one slice alone. */
  readonly spacing: readonly [number | null, number, number];
}
