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
  range: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Distribution {
  const { data, stride, offset } = voxels;
  const [slices, rows] = mask.shape;
  const runs = createRunList(mask);
  const counter =
    data instanceof Int16Array ? new ShortCounter(data) : new FloatCounter(data, countVoxels(mask));
  for (let slice = 0, line = 0; slice < slices; slice++) {
    for (let row = 0; row < rows; row++, line++) {
      const found = findRuns(mask, line, runs);
      const start = offset + slice * stride[0] + row * stride[1];
      for (let i = 0; i < found; i++) {
        counter.add(start + runs.starts[i] * stride[2], runs.ends[i] - runs.starts[i], stride[2]);
      }
    }
  }
  return counter.end(range);
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
  /** So many values from an index on, each so many behind the one before. */
  add(start: number, length: number, step: number): void;
  end(range: readonly [number, number]): Distribution;
}

/** Counts Int16 by value. */
class ShortCounter implements Counter {
  private readonly counts = new Float64Array(65_536);

  constructor(private readonly data: Int16Array) {}

  add(start: number, length: number, step: number): void {
    const { data, counts } = this;
    for (let i = 0, at = start; i < length; i++, at += step) counts[data[at] - LOWEST_INT16]++;
  }

  end([lowest, highest]: readonly [number, number]): Distribution {
    const { counts } = this;
    const values: number[] = [];
    for (let i = 0; i < counts.length; i++) {
      const value = i + LOWEST_INT16;
      if (counts[i] > 0 && value >= lowest && value <= highest) values.push(value);
    }
    const own = Float64Array.from(values, (value) => counts[value - LOWEST_INT16]);
    return { values: Float64Array.from(values), counts: own, total: own.reduce((sum, n) => sum + n, 0) };
  }
}

/** Gathers Float32, to sort them. */
class FloatCounter implements Counter {
  private readonly gathered: Float32Array;
  private total = 0;

  constructor(
    private readonly data: Float32Array,
    most: number,
  ) {
    this.gathered = new Float32Array(most);
  }

  add(start: number, length: number, step: number): void {
    const { data, gathered } = this;
    for (let i = 0, at = start; i < length; i++, at += step) {
      if (Number.isFinite(data[at])) gathered[this.total++] = data[at] + 0; // 0 for -0
    }
  }

  end([lowest, highest]: readonly [number, number]): Distribution {
    const sorted = this.gathered
      .subarray(0, this.total)
      .filter((value) => value >= lowest && value <= highest)
      .sort();
    const values: number[] = [];
    const counts: number[] = [];
    for (const value of sorted) {
      if (value !== values[values.length - 1]) counts[values.push(value) - 1] = 0;
      counts[counts.length - 1]++;
    }
    return { values: Float64Array.from(values), counts: Float64Array.from(counts), total: sorted.length };
  }
}
