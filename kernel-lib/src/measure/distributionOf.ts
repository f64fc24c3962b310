import { createRunList, findRuns } from "../volume/bitRows";
import { countVoxels, type Mask } from "../volume/mask";
import type { Volume } from "../volume/volume";
import { LOWEST_INT16 } from "../volume/voxelArray";
import type { RankedValues } from "./quantiles";
import type { Tally } from "./tallyValues";

/** How often each value occurs. */
export interface Distribution {
  /** Those that occur, in ascending order. */
  readonly values: Float64Array;
  readonly counts: Float64Array;
  /** How many there are in all. */
  readonly total: number;
}

/** The finite values of a volume in a mask, within a range that may be open. Padding counts by its value. */
export function distributionOf(
  { voxels }: Volume,
  mask: Mask,
  [lowest, highest]: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Distribution {
  const { data, stride, offset } = voxels;
  const [slices, rows] = mask.shape;
  const runs = createRunList(mask);
  const counter = data instanceof Int16Array ? new ShortCounter() : new FloatCounter(countVoxels(mask));
  for (let slice = 0, line = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++, line++) {
      const found = findRuns(mask, line, runs);
      const start = offset + slice * stride[0] + row * stride[1];
      for (let i = 0; i < found; i++) {
        for (let column = runs.starts[i]; column < runs.ends[i]; column++) {
          const value = data[start + column * stride[2]];
          if (value >= lowest && value <= highest && Number.isFinite(value)) counter.add(value);
        }
      }
    }
  }
  return counter.end();
}

/** Its values one by one, in ascending order. */
export function rankDistribution({ values, counts, total }: Distribution): RankedValues {
  const valueAt = (rank: number) => {
    let at = 0;
    for (let seen = counts[0]; seen <= rank; seen += counts[at]) at++;
    return values[at];
  };
  return { total, valueAt };
}

/** Its values with how many there are of each. */
export function tallyDistribution({ values, counts }: Distribution): Tally {
  return (visit) => visit(values, counts);
}

interface Counter {
  add(value: number): void;
  end(): Distribution;
}

/** Counts Int16 by value. */
class ShortCounter implements Counter {
  private readonly counts = new Float64Array(65_536);

  add(value: number): void {
    this.counts[value - LOWEST_INT16]++;
  }

  end(): Distribution {
    const places = Array.from(this.counts.keys()).filter((i) => this.counts[i] > 0);
    const counts = Float64Array.from(places, (i) => this.counts[i]);
    return {
      values: Float64Array.from(places, (i) => i + LOWEST_INT16),
      counts,
      total: counts.reduce((sum, count) => sum + count, 0),
    };
  }
}

/** Gathers Float32, to sort them. */
class FloatCounter implements Counter {
  private readonly gathered: Float32Array;
  private total = 0;

  constructor(most: number) {
    this.gathered = new Float32Array(most);
  }

  add(value: number): void {
    this.gathered[this.total++] = value + 0; // 0 for -0
  }

  end(): Distribution {
    const sorted = this.gathered.subarray(0, this.total).sort();
    let distinct = 0;
    for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
    const [values, counts] = [new Float64Array(distinct), new Float64Array(distinct)];
    for (let i = 0, at = -1; i < sorted.length; i++) {
      if (i === 0 || sorted[i] !== sorted[i - 1]) values[++at] = sorted[i];
      counts[at]++;
    }
    return { values, counts, total: this.total };
  }
}
