import ndarray from "ndarray";
import { type OptionKinds, requireChoice, requireOptions } from "../options";
import { hasBit } from "../volume/bitRows";
import { contiguous } from "../volume/contiguous";
import { type Mask, maskFromVoxels } from "../volume/mask";
import { toVolume, type Volume, type VolumeLike, withVoxels } from "../volume/volume";
import type { VoxelArray } from "../volume/voxelArray";
import { GK, type GKOptions } from "./GK";
import type { FuzzyPartition } from "./partitionResult";

export interface GkSegmentOptions extends Omit<GKOptions, "nClusters"> {
  /** Number of clusters, 1 to 256. @default 5 */
  clusters?: number;
  /**
   * Whether voxels outside the field of view take part. The tutorial clusters every pixel of the slice; left
   * out, they are 0 in `segments`, in no count and never in `smallest`. @default "include"
   */
  padding?: "include" | "exclude";
}

const KINDS: OptionKinds<GkSegmentOptions> = {
  clusters: "number",
  maxIter: "number",
  m: "number",
  error: "number",
  seed: "number",
  init: "text",
  volumeExponent: "text",
  padding: "text",
};

/** What the clustering of one slice found. */
export interface GkSlice {
  /** The clusters' centres in the order they came out, in the volume's units. */
  readonly centres: Float64Array;
  /** The whole parts of the centres that occur, ascending; clusters that share one have merged. */
  readonly values: readonly number[];
  /** Pixels of each of the values. */
  readonly counts: readonly number[];
  /** The value of the fewest pixels, the smallest of equals; null for a slice that is all padding. */
  readonly smallest: number | null;
  readonly iterations: number;
  readonly converged: boolean;
}

/** The clusters of each slice of a volume. */
export interface GkSegmentation {
  /** Each voxel's cluster by the whole part of its centre, in the volume's units. */
  readonly segments: Volume;
  /** Where each slice has its rarest value: the tutorial's image of 0 and 1. */
  readonly smallest: Mask;
  readonly slices: readonly GkSlice[];
}

/**
 * The tutorial's `gk_segment`: fuzzy clusters of a slice's values by its class GK, and the voxels of the smallest.
 * Of several slices each is clustered on its own, with the seed set anew. The result is what the Python gives
 * under the same seed.
 *
 * Values of 0 outside a lung mask are clustered like any other, and "the smallest cluster" is whatever has the
 * fewest pixels: neighbouring slices need not agree on what that is. Where one partition of a whole volume is
 * wanted, call `gustafsonKessel` on the values inside a mask.
 *
 * Options: `clusters` (5), `padding` ("include", else "exclude"), and as of GK `maxIter` (100), `m` (2), `error`
 * (1e-6), `seed` (0), `init` ("dirichlet"), `volumeExponent` ("tutorial").
 *
 * @throws InvalidArgumentError for an option out of range.
 * @throws NonFiniteError when a clustered value is NaN or infinite.
 * @example
 *     const { smallest, slices } = gkSegment(sliceOf(lungPixels, 152));
 */
export function gkSegment(image: VolumeLike, options: GkSegmentOptions = {}): GkSegmentation {
  requireOptions(options, KINDS);
  const { clusters = 5, padding = "include", ...rest } = options;
  requireChoice("padding", padding, ["include", "exclude"]);
  const gk = new GK({ ...rest, nClusters: clusters });
  const volume = toVolume(image);
  const shape = [...volume.geometry.shape];
  const values = contiguous(volume.voxels);
  const segments = values.slice().fill(0);
  const smallest = new Uint8Array(values.length);
  const slices: GkSlice[] = [];
  for (let slice = 0; slice < shape[0]; slice++) {
    const pixels = pixelsOfSlice(volume, slice, padding);
    const wholes = pixels.length === 0 ? null : clusterPixels(gk, values, pixels, segments);
    const found = wholes === null ? NO_PIXELS : summary(gk.partition, wholes);
    for (const at of pixels) if (segments[at] === found.smallest) smallest[at] = 1;
    slices.push(found);
  }
  return {
    segments: withVoxels(volume, ndarray(segments, shape)),
    smallest: maskFromVoxels(ndarray(smallest, shape), volume.geometry),
    slices,
  };
}

const NO_PIXELS: GkSlice = {
  centres: new Float64Array(0),
  values: [],
  counts: [],
  smallest: null,
  iterations: 0,
  converged: true,
};

/** Places of the slice's pixels in the volume's values. */
function pixelsOfSlice(volume: Volume, slice: number, padding: "include" | "exclude"): Uint32Array {
  const [, rows, columns] = volume.geometry.shape;
  const pixels = new Uint32Array(rows * columns);
  for (let i = 0; i < pixels.length; i++) pixels[i] = slice * rows * columns + i;
  if (padding === "include") return pixels;
  return pixels.filter((at) => !hasBit(volume.padding, Math.floor(at / columns), at % columns));
}

/** Fits the pixels, writes each one's segment and returns the whole part of each cluster's centre. */
function clusterPixels(gk: GK, values: VoxelArray, pixels: Uint32Array, segments: VoxelArray): Int32Array {
  const samples = values.slice(0, pixels.length);
  for (let i = 0; i < pixels.length; i++) samples[i] = values[pixels[i]];
  gk.fit(samples);
  const { labels, centres } = gk.partition;
  const wholes = Int32Array.from(centres);
  for (let i = 0; i < pixels.length; i++) segments[pixels[i]] = wholes[labels[i]];
  return wholes;
}

function summary(partition: FuzzyPartition, wholes: Int32Array): GkSlice {
  const { centres, labels, iterations, converged } = partition;
  const sizes = new Uint32Array(wholes.length);
  for (const label of labels) sizes[label]++;
  const byValue = new Map<number, number>();
  for (const [cluster, size] of sizes.entries()) {
    if (size > 0) byValue.set(wholes[cluster], (byValue.get(wholes[cluster]) ?? 0) + size);
  }
  const values = [...byValue.keys()].sort((a, b) => a - b);
  const counts = values.map((value) => byValue.get(value) ?? 0);
  const smallest = values[counts.indexOf(Math.min(...counts))];
  return { centres, values, counts, smallest, iterations, converged };
}
