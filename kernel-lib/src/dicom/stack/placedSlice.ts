import type { Triple } from "../../volume/vectors";

/** What the geometry of a stack asks of a slice; the rest of a slice's header travels through untouched. */
export interface PlacedSlice {
  /** The file's place among those of the input, and its name without its path. */
  readonly file: { readonly index: number; readonly label: string };
  readonly pixels: { readonly rows: number; readonly columns: number };
  /** Centre of the first voxel, LPS mm. */
  readonly position: Triple;
  /** Unit vectors of increasing column and row index, LPS. */
  readonly rowDirection: Triple;
  readonly columnDirection: Triple;
  /** Between rows, between columns, mm. */
  readonly pixelSpacing: readonly [rows: number, columns: number];
  readonly units: string;
  /** Frame of Reference UID (0020,0052); never part of a message. */
  readonly frameOfReference?: string | null;
  /** Instance Number (0020,0013). */
  readonly instanceNumber?: number | null;
  /** Slice Thickness (0018,0050) and Spacing Between Slices (0018,0088), mm. */
  readonly sliceThickness?: number | null;
  readonly spacingBetweenSlices?: number | null;
  /** Gantry/Detector Tilt (0018,1120), degrees. */
  readonly gantryTilt?: number | null;
}
