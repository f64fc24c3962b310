import { describedAs } from "../describe";
import { InvalidArgumentError } from "../errors";
import {
  type OptionKinds,
  requireAscending,
  requireChoice,
  requireNumbers,
  requireOptions,
} from "../options";
import type { MaskLike } from "../volume/mask";
import { toVolume, type VolumeLike } from "../volume/volume";
import { count, thousands } from "../words";
import { describeValues, type Moments } from "./describeValues";
import { findPercentiles } from "./findPercentiles";
import { chooseEdges } from "./histogramEdges";
import { PERCENTILE_RULES, type PercentileRule } from "./quantiles";
import { type Tally, tallyValues } from "./tallyValues";
import { withinMask } from "./withinMask";

export interface HistogramOfOptions {
  /** Voxels that are counted. @default all within the field of view */
  mask?: MaskLike;
  /** From 1 to 65536. @default about 256; of whole values a whole number of units wide, where that divides a given range */
  bins?: number;
  /** The first and the last edge, in the volume's units. @default the smallest and the largest value that is counted */
  range?: readonly [min: number, max: number];
  /** Percentiles to find, 0 to 100: 15 is the Perc15 of densitometry. @default none */
  percentiles?: readonly number[];
  /** How percentiles are taken: "inverted_cdf" gives values that there are. @default "inverted_cdf" */
  percentile?: PercentileRule;
  /** Values below which the share of voxels is wanted: -950 gives LAA-950 in the lungs. @default none */
  thresholds?: readonly number[];
}

const KINDS: OptionKinds<HistogramOfOptions> = {
  mask: "record",
  bins: "number",
  range: "list",
  percentiles: "list",
  percentile: "text",
  thresholds: "list",
};

/** How the values of voxels are distributed. Prints as a line. */
export interface Histogram extends Moments {
  /** Edges of the bins, in `units`, one more than there are counts. */
  readonly edges: Float64Array;
  /** Voxels of each bin: from its lower edge up to, without, the upper one; the last bin has its upper edge too. */
  readonly counts: Uint32Array;
  readonly units: string;
  /** All voxels that were looked at, also those outside the edges: what follows is about all of them. */
  readonly voxels: number;
  /** By the rule that was asked for. */
  readonly percentiles: readonly { readonly percent: number; readonly value: number }[];
  /** Shares of the voxels, 0 to 1, whose values are below the thresholds. */
  readonly below: readonly { readonly threshold: number; readonly share: number }[];
}

const MOST_BINS = 65_536;

/**
 * Counts the values of a volume in even bins, as `numpy.histogram` does, with their moments, percentiles and the
 * shares below thresholds. Padding and what is not a finite number are left out.
 *
 * Options: `mask` (all voxels), `bins` (about 256; of whole values a whole number of units wide, where that divides a given
 * range), `range` ([smallest, largest] value), `percentiles` (none), `percentile` ("inverted_cdf", the
 * smallest value that so many percent do not exceed, else "linear" or "cip"), `thresholds` (none).
 *
 * @throws InvalidArgumentError for an option out of range, or where no voxel is left to count.
 * @throws ShapeMismatchError when mask and volume differ in shape.
 * @example
 *     const { percentiles, below } = histogramOf(volume, { mask: lungs, percentiles: [15], thresholds: [-950] });
 */
export function histogramOf(volume: VolumeLike, options: HistogramOfOptions = {}): Histogram {
  requireOptions(options, KINDS);
  const { mask, bins, range, percentiles = [], thresholds = [] } = options;
  const { percentile = "inverted_cdf" } = options;
  if (bins !== undefined && !(Number.isInteger(bins) && bins >= 1 && bins <= MOST_BINS)) {
    throw new InvalidArgumentError("bins", `a whole number from 1 to ${MOST_BINS}`, bins);
  }
  if (range !== undefined) requireAscending("range", range);
  requireNumbers("percentiles", percentiles, "numbers from 0 to 100", (n) => n >= 0 && n <= 100);
  requireChoice("percentile", percentile, PERCENTILE_RULES);
  requireNumbers("thresholds", thresholds, "finite numbers", Number.isFinite);

  const source = toVolume(volume);
  const counted = mask === undefined ? source : withinMask(source, mask);
  const tally = tallyValues(counted);
  const { voxels, min: smallest, max: largest, ...moments } = describeValues(tally);
  if (voxels === 0) {
    const where = mask === undefined ? "volume" : "mask";
    const expected = "around at least one voxel within the field of view whose value is a finite number";
    throw new InvalidArgumentError(where, expected, "none");
  }
  const [min, max] = range ?? [smallest, largest];
  const isWhole = source.voxels.data instanceof Int16Array;
  const edges = chooseEdges(min, max, bins, isWhole, range !== undefined);
  const values = percentiles.length === 0 ? null : findPercentiles(counted, percentiles, percentile);
  const histogram: Histogram = {
    edges,
    counts: countBins(tally, edges),
    units: source.units,
    voxels,
    ...moments,
    percentiles: (values ?? []).map((value, i) => ({ percent: percentiles[i], value })),
    below: Array.from(thresholds, (threshold) => ({
      threshold,
      share: countBelow(tally, threshold) / voxels,
    })),
  };
  return describedAs(histogram, describeHistogram);
}

function describeHistogram({ edges, counts, units, voxels, mean, standardDeviation }: Histogram): string {
  const bins = `${count(counts.length, "bin")} from ${edges[0]} to ${edges[counts.length]} ${units}`;
  const spread = `mean ${mean.toFixed(1)}, standard deviation ${standardDeviation.toFixed(1)}`;
  return `Histogram: ${thousands(voxels)} voxels, ${spread}; ${bins}`;
}

function countBins(tally: Tally, edges: Float64Array): Uint32Array {
  const bins = edges.length - 1;
  const [first, last] = [edges[0], edges[bins]];
  const scale = bins / (last - first);
  const counts = new Uint32Array(bins);
  tally((values, voxels) => {
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      if (!(value >= first && value <= last)) continue;
      let bin = Math.min(Math.floor((value - first) * scale), bins - 1);
      // The division may end beside an edge; the edge itself decides.
      if (value < edges[bin]) bin--;
      else if (value >= edges[bin + 1] && bin < bins - 1) bin++;
      counts[bin] += voxels ? voxels[i] : 1;
    }
  });
  return counts;
}

function countBelow(tally: Tally, threshold: number): number {
  let below = 0;
  tally((values, voxels) => {
    let count = 0;
    for (let i = 0; i < values.length; i++) {
      if (values[i] < threshold && values[i] !== Number.NEGATIVE_INFINITY) count += voxels ? voxels[i] : 1;
    }
    below += count;
  });
  return below;
}
