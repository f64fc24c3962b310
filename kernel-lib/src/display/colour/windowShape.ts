import { sliceOf } from "../../volume/slicesOf";
import { forEachUnpaddedRow, type Volume } from "../../volume/volume";

/** Values that span this much have a grey level for every unit, and LINEAR's half units do not show. */
const WIDE = 256;

/**
 * The function of a window that is typed, or fitted to the values. LINEAR's - 0.5 and - 1 (DICOM PS3.3 C.11.2.1.2.1)
 * are for whole numbers: of values from 0 to 1 it makes black and white. Values with fractions that span less than 256
 * units take LINEAR_EXACT (C.11.2.1.3.2), all others LINEAR. The look ends with the slice that decides.
 */
export function chooseShape(volume: Volume): "linear" | "linear-exact" {
  if (volume.voxels.data instanceof Int16Array) return "linear";
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let fractions = false;
  for (let slice = 0; slice < volume.geometry.shape[0]; slice++) {
    forEachUnpaddedRow(sliceOf(volume, slice), (values) => {
      for (let i = 0; i < values.length; i++) {
        const value = values[i];
        if (!Number.isFinite(value)) continue;
        if (value < min) min = value;
        if (value > max) max = value;
        if (value % 1 !== 0) fractions = true;
      }
    });
    if (max - min >= WIDE) return "linear";
  }
  return fractions ? "linear-exact" : "linear";
}
