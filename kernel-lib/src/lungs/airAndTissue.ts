import { countInt16 } from "../measure/tallyValues";
import { withinMask } from "../measure/withinMask";
import { contiguous } from "../volume/contiguous";
import type { Mask } from "../volume/mask";
import type { Volume } from "../volume/volume";
import { LOWEST_INT16 } from "../volume/voxelArray";
import { smoothCells } from "./lungGrid";

/**
 * The value halfway between the means of what is below and above it, in HU: the threshold that tells air from tissue
 * inside the body, within bounds. Source: Ridler and Calvard 1978, doi 10.1109/TSMC.1978.4310039.
 */
export function findAirThreshold(
  cells: Volume<Int16Array>,
  inside: Mask,
  [lowest, highest]: readonly [number, number],
): number {
  const counts = countInt16(withinMask(cells, inside));
  const { below, sums, total, sum } = accumulate(counts);
  let threshold = (lowest + highest) / 2;
  for (let i = 0; i < 100; i++) {
    const at = Math.round(threshold) - LOWEST_INT16;
    if (below[at] === 0 || below[at] === total) break;
    const next = (sums[at] / below[at] + (sum - sums[at]) / (total - below[at])) / 2;
    if (Math.round(next) === Math.round(threshold)) break;
    threshold = next;
  }
  return Math.round(Math.min(Math.max(threshold, lowest), highest));
}

/** How many values are below each, and their sum. */
function accumulate(counts: Float64Array) {
  const below = new Float64Array(counts.length + 1);
  const sums = new Float64Array(counts.length + 1);
  for (let i = 0; i < counts.length; i++) {
    below[i + 1] = below[i] + counts[i];
    sums[i + 1] = sums[i] + counts[i] * (i + LOWEST_INT16);
  }
  return { below, sums, total: below[counts.length], sum: sums[counts.length] };
}

/** Between these, in HU, are muscle, blood and organs. */
const SOFT_TISSUE = [-50, 120] as const;
/** Standard deviation of normal noise, of the median difference of two of its values. */
const DEVIATION_OF_MEDIAN = 1.05;
/** Differences are counted up to this. */
const MOST_DIFFERENCE = 4096;

/** The noise of a scan in HU: its standard deviation between neighbours of a row, where the mean of a cell is soft tissue. */
export function estimateNoise(
  volume: Volume,
  cells: Volume<Int16Array>,
  factors: readonly [number, number, number],
): number {
  const { data, stride, offset, shape } = volume.voxels;
  // Of a cell that is one voxel the value itself would choose differences that are small.
  const means = contiguous((factors[1] * factors[2] === 1 ? smoothCells(cells) : cells).voxels);
  const [, cellRows, cellColumns] = cells.shape;
  const counts = new Uint32Array(MOST_DIFFERENCE);
  let total = 0;
  for (let slice = 0; slice < shape[0]; slice += factors[0]) {
    for (let row = 0; row < shape[1]; row += factors[1]) {
      const first = ((slice / factors[0]) * cellRows + row / factors[1]) * cellColumns;
      const start = offset + slice * stride[0] + row * stride[1];
      for (let cell = 0; cell < cellColumns; cell++) {
        if (!isSoft(means[first + cell])) continue;
        // Within the cell alone, or, where a cell is one voxel, from one to the next.
        const end = Math.min((cell + 1) * factors[2], shape[2]) - Number(factors[2] > 1);
        if (factors[2] === 1 && (cell + 1 === cellColumns || !isSoft(means[first + cell + 1]))) continue;
        for (let column = cell * factors[2]; column < end; column++) {
          const at = start + column * stride[2];
          const difference = Math.round(Math.abs(data[at] - data[at + stride[2]]));
          counts[Math.min(difference, MOST_DIFFERENCE - 1)]++;
          total++;
        }
      }
    }
  }
  let [median, seen] = [0, counts[0]];
  while (median < MOST_DIFFERENCE - 1 && seen < total / 2) seen += counts[++median];
  // Differences of whole values: where among those of the median's the middle one lies.
  const within = (total / 2 - (seen - counts[median])) / counts[median];
  return total === 0 ? Number.NaN : DEVIATION_OF_MEDIAN * Math.max(median - 0.5 + within, 0);
}

function isSoft(value: number): boolean {
  return value >= SOFT_TISSUE[0] && value <= SOFT_TISSUE[1];
}
