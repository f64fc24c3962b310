import { findPercentile } from "../measure/quantiles";
import { createRunList, findRuns } from "../volume/bitRows";
import { countVoxels, type Mask } from "../volume/mask";
import type { Volume } from "../volume/volume";

/**
 * The smallest values in a mask that so many percent of them do not exceed; NaN for an empty one. Padding counts by its
 * value.
 */
export function percentilesIn({ voxels }: Volume, mask: Mask, percents: readonly number[]): number[] {
  const count = countVoxels(mask);
  if (count === 0) return percents.map(() => Number.NaN);
  const [slices, rows] = mask.shape;
  const { data, stride, offset } = voxels;
  const values = new (data instanceof Int16Array ? Int16Array : Float32Array)(count);
  const runs = createRunList(mask);
  let at = 0;
  for (let slice = 0, line = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++, line++) {
      const found = findRuns(mask, line, runs);
      const start = offset + slice * stride[0] + row * stride[1];
      for (let i = 0; i < found; i++) {
        for (let column = runs.starts[i]; column < runs.ends[i]; column++)
          values[at++] = data[start + column * stride[2]];
      }
    }
  }
  values.sort();
  const ranked = { total: count, valueAt: (rank: number) => values[rank] };
  return percents.map((percent) => findPercentile(ranked, percent, "inverted_cdf"));
}
