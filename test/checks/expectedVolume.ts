import { AXIAL, type HuAt, huOn, STEP } from "../makers/latticeSlices";
import { SLICES } from "../makers/seriesFiles";

/** A volume as it must come out of a load. */
export interface ExpectedVolume {
  readonly slices: number;
  /** Millimetres between slices, measured along their normal. */
  readonly sliceSpacing: number;
  /** HU of every voxel that is not padding, by its place in the patient. */
  readonly hu: HuAt;
  /** Largest difference from those HU; 0 is exact. */
  readonly tolerance: number;
  /** Codes of the report's warnings. */
  readonly warnings: readonly string[];
  /** Smallest share of voxels that are not padding. @default 1 */
  readonly covered?: number;
  /** Slices that are in no file. @default none */
  readonly synthetic?: readonly number[];
}

/** Largest difference of a resampled value from a phantom that is linear in the patient, HU. */
export const REPAIRED = 1;

/** What the files of `seriesFiles(SLICES)` are. */
export const REGULAR: ExpectedVolume = {
  slices: SLICES,
  sliceSpacing: STEP.slices,
  hu: huOn(AXIAL),
  tolerance: 0,
  warnings: [],
};
