import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireChoice, requireNumbers, requireOptions } from "../options";
import { contiguous } from "../volume/contiguous";
import { voxelVolume } from "../volume/geometry";
import { type Mask, type MaskLike, toMask } from "../volume/mask";
import { requireSameShape, toVolume, type VolumeLike } from "../volume/volume";
import { INT16_VALUES, LOWEST_INT16 } from "../volume/voxelArray";
import type { VoxelBox } from "../volume/voxelBox";
import { type Connectivity, connectRuns } from "./connectRuns";
import { paintRuns, runsOf } from "./runs";

export interface ComponentStatisticsOptions {
  /** Whose values are summed up. @default none: only sizes and places */
  volume?: VolumeLike;
  /** Percentiles of the values to find, 0 to 100. @default none */
  percentiles?: readonly number[];
  /** 6: shared faces, 18: also edges, 26: also corners. @default 26 */
  connectivity?: Connectivity;
  /** Components of fewer voxels are left out. @default 1 */
  atLeast?: number;
}

const KINDS: OptionKinds<ComponentStatisticsOptions> = {
  volume: "record",
  percentiles: "list",
  connectivity: "number",
  atLeast: "number",
};

/** What is known of one connected component. */
export interface ComponentStatistics {
  readonly voxels: number;
  /** null where nobody stated the size of a voxel. */
  readonly millilitres: number | null;
  /** The smallest box that holds it. */
  readonly box: VoxelBox;
  /** Mean voxel index, with fractions. */
  readonly centre: readonly [slice: number, row: number, column: number];
  /** Whether a voxel of it lies at the border of the volume. */
  readonly touchesBorder: boolean;
  /** Sum and mean of the values, without what is not a finite number; null without a volume or such a value. */
  readonly sum: number | null;
  readonly mean: number | null;
  /** The smallest values that so many percent of its values do not exceed, as asked for; empty without such a value. */
  readonly percentiles: readonly number[];
}

/** The connected components of a mask, in raster order of their first voxels. */
export interface ComponentList {
  readonly components: readonly ComponentStatistics[];
  /** The voxels of those components for which the test holds; by default of all. */
  readonly maskOf: (isWanted?: (component: ComponentStatistics) => boolean) => Mask;
}

/**
 * Size, place and values of each connected component of a mask, in raster order of their first voxels, and the masks of
 * any of them. Padding counts by its value like any other voxel.
 *
 * Options: `volume` (none), `percentiles` (none), `connectivity` (26, else 18 or 6), `atLeast` (1 voxel).
 *
 * @throws InvalidArgumentError for percentiles outside 0 to 100, or atLeast that is no number of voxels.
 * @throws ShapeMismatchError when volume and mask differ in shape.
 */
export function componentStatistics(mask: MaskLike, options: ComponentStatisticsOptions = {}): ComponentList {
  requireOptions(options, KINDS);
  const { percentiles = [], connectivity = 26, atLeast = 1 } = options;
  requireChoice("connectivity", connectivity, [6, 18, 26]);
  requireNumbers("percentiles", percentiles, "numbers from 0 to 100", (n) => n >= 0 && n <= 100);
  if (!(atLeast >= 1)) throw new InvalidArgumentError("atLeast", "a number of voxels from 1", atLeast);
  const source = toMask(mask);
  const volume = options.volume === undefined ? null : toVolume(options.volume);
  if (volume) requireSameShape("volume", source.shape, volume.shape);

  const runs = runsOf(source);
  const { roots, sizes } = connectRuns(runs, source.shape, connectivity);
  const places: Place[] = []; // by root, of those that are large enough
  const values = volume && contiguous(volume.voxels);
  const [slices, rows, columns] = source.shape;
  for (let row = 0; row < slices * rows; row++) {
    for (let run = runs.firstOfRow[row]; run < runs.firstOfRow[row + 1]; run++) {
      const root = roots[run];
      if (sizes[root] < atLeast) continue;
      places[root] ??= new Place(sizes[root], values);
      places[root].add(Math.floor(row / rows), row % rows, runs.starts[run], runs.ends[run], row * columns);
    }
  }
  const { geometry } = source;
  const isSized = geometry.known !== "nothing" && geometry.spacing[0] !== null;
  const millilitre = isSized ? voxelVolume(geometry) / 1000 : null;
  const components: ComponentStatistics[] = [];
  const numbers = new Int32Array(roots.length).fill(-1); // by root, among the components
  places.forEach((place, root) => {
    numbers[root] = components.length;
    components.push({
      ...place.describe(source, percentiles),
      millilitres: millilitre === null ? null : place.voxels * millilitre,
    });
  });
  return {
    components,
    maskOf(isWanted = () => true) {
      const wanted = components.map(isWanted);
      return paintRuns(source, runs, (run) => numbers[roots[run]] >= 0 && wanted[numbers[roots[run]]]);
    },
  };
}

/** What is gathered of a component, run by run. */
class Place {
  private readonly values: Int16Array | Float32Array | null;
  private taken = 0;
  private readonly sums = [0, 0, 0];
  private readonly first = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  private readonly last = [-1, -1, -1];

  constructor(
    readonly voxels: number,
    private readonly source: Int16Array | Float32Array | null,
  ) {
    this.values =
      source && (source instanceof Int16Array ? new Int16Array(voxels) : new Float32Array(voxels));
  }

  add(slice: number, row: number, from: number, to: number, startOfRow: number): void {
    const length = to - from;
    this.sums[0] += slice * length;
    this.sums[1] += row * length;
    this.sums[2] += ((from + to - 1) * length) / 2;
    for (const [axis, [low, high]] of [
      [slice, slice],
      [row, row],
      [from, to - 1],
    ].entries()) {
      this.first[axis] = Math.min(this.first[axis], low);
      this.last[axis] = Math.max(this.last[axis], high);
    }
    if (!this.source || !this.values) return;
    this.values.set(this.source.subarray(startOfRow + from, startOfRow + to), this.taken);
    this.taken += length;
  }

  describe({ shape }: Mask, percentiles: readonly number[]): Omit<ComponentStatistics, "millilitres"> {
    const { voxels, first, last, sums } = this;
    const span = (axis: number) => [first[axis], last[axis] + 1] as const;
    const values = this.values?.filter(Number.isFinite) ?? new Int16Array(0);
    if (percentiles.length > 0) sortValues(values);
    let sum = 0;
    for (const value of values) sum += value;
    const isEmpty = values.length === 0;
    return {
      voxels,
      box: [span(0), span(1), span(2)],
      centre: [sums[0] / voxels, sums[1] / voxels, sums[2] / voxels],
      touchesBorder: shape.some((n, axis) => first[axis] === 0 || last[axis] === n - 1),
      sum: isEmpty ? null : sum,
      mean: isEmpty ? null : sum / values.length,
      percentiles: isEmpty ? [] : percentiles.map((percent) => values[rankOf(percent, values.length)]),
    };
  }
}

/** Many values of 16 bits are sorted by counting them. */
function sortValues(values: Int16Array | Float32Array): void {
  if (!(values instanceof Int16Array) || values.length < INT16_VALUES) {
    values.sort();
    return;
  }
  const counts = new Uint32Array(INT16_VALUES);
  for (let i = 0; i < values.length; i++) counts[values[i] - LOWEST_INT16]++;
  for (let i = 0, at = 0; i < INT16_VALUES; at += counts[i++]) {
    values.fill(i + LOWEST_INT16, at, at + counts[i]);
  }
}

/** Place among sorted values of the smallest that so many percent do not exceed. */
function rankOf(percent: number, length: number): number {
  return Math.max(Math.ceil((percent * length) / 100), 1) - 1;
}
