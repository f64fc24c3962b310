import { forEachUnpaddedRow, type Volume, valueRange } from "../../volume/volume";
import { HIGHEST_INT16, LOWEST_INT16 } from "../../volume/voxelArray";

/** Classes that values with fractions are counted in: the error is a 65536th of their range at most. */
const CLASSES = 65_536;

/**
 * The smallest values that at least these shares of the voxels do not exceed, in percent, outside the padding and without
 * what is not a finite number; null where there is no value. Exact for whole numbers.
 */
export function findPercentiles(volume: Volume, percents: readonly number[]): number[] | null {
  const isWhole = volume.voxels.data instanceof Int16Array;
  const range = isWhole ? { min: LOWEST_INT16, max: HIGHEST_INT16 } : valueRange(volume);
  if (range === null) return null;
  const { min, max } = range;
  const scale = isWhole ? 1 : (CLASSES - 1) / (max - min || 1);
  const counts = new Float64Array(CLASSES);
  let count = 0;
  forEachUnpaddedRow(volume, (values) => {
    for (let i = 0; i < values.length; i++) {
      const at = (values[i] - min) * scale;
      if (!Number.isFinite(at)) continue;
      counts[Math.round(at)]++;
      count++;
    }
  });
  if (count === 0) return null;
  return percents.map((percent) => {
    const wanted = Math.max((percent / 100) * count, 1);
    let [seen, at] = [counts[0], 0];
    while (seen < wanted && at < CLASSES - 1) seen += counts[++at];
    return Math.min(min + at / scale, max);
  });
}
