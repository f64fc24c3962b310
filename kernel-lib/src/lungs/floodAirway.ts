import { hasBit, setBit } from "../volume/bitRows";
import { voxelVolume } from "../volume/geometry";
import { createMask, type Mask } from "../volume/mask";
import type { Trachea } from "./findTrachea";
import type { LungGrid } from "./lungGrid";
import type { ReadVoxel } from "./readVoxels";

export interface AirwayOptions {
  /** The lumen is at most this, in HU. */
  readonly airwayBelow: number;
  /** Within how many HU a growth counts as one. */
  readonly leakStep: number;
  /** A growth by more than this is a leak, in ml, and by more than a share of what is there. */
  readonly leakVolume: number;
  readonly leakShare: number;
  /**
   * Up to so many HU above air the lumen itself is still filling: there a leak is of more than `fillingVolume` ml and
   * `fillingTimes` the windpipe, and, once the flood holds as much as the windpipe, of more than `filledShare` of it.
   */
  readonly filling: number;
  readonly filledShare: number;
  readonly fillingVolume: number;
  readonly fillingTimes: number;
  /** Most of an airway, in ml. */
  readonly airwayMost: number;
}

/** The lumen of windpipe and bronchi. */
export interface Airway {
  /** On the grid of the scan. */
  readonly mask: Mask;
  readonly millilitres: number;
  /** Median of the lumen, in HU. */
  readonly hu: number;
  /** Up to which the flood did not leak, in HU. */
  readonly threshold: number;
  /** What the flood held at each threshold, up to where it leaked. */
  readonly curve: readonly { readonly threshold: number; readonly millilitres: number }[];
}

/** Darker values are as dark as this, in HU. */
export const DARKEST_LUMEN = -1100;

/**
 * The air that is reached from the windpipe's darkest voxel over the faces of voxels that are dark enough, at the highest
 * threshold below that at which it leaks into the lung; of all thresholds in one flood, by the brightest voxel on the
 * darkest way; null where it leaks from the first. The idea of a threshold just below the leak is Mori's: Mori et al., ICPR 1996.
 */
export function floodAirway(
  grid: LungGrid,
  outside: Mask,
  trachea: Trachea,
  air: number,
  values: ReadVoxel,
  options: AirwayOptions,
): Airway | null {
  const { volume, factors } = grid;
  const { geometry } = volume;
  const [, rows, columns] = geometry.shape;
  const voxelMl = voxelVolume(geometry) / 1000;
  const tracheaMl = (trachea.area * trachea.length) / 1000;
  const last = Math.min((trachea.top + 1) * factors[0], geometry.shape[0]) - 1;
  const levels = options.airwayBelow - DARKEST_LUMEN;
  const levelAt = (slice: number, row: number, column: number) =>
    Math.max(Math.ceil(values(slice, row, column)) - DARKEST_LUMEN, 0);

  const met = createMask(geometry);
  const waiting: number[][] = Array.from({ length: levels + 1 }, () => []);
  /** Voxels in the order in which the flood took them, and how many up to each level. */
  const taken: number[] = [];
  const counts = new Float64Array(levels + 1);
  const meet = (slice: number, row: number, column: number, level: number) => {
    if (slice < 0 || slice > last || row < 0 || row >= rows || column < 0 || column >= columns) return;
    const line = slice * rows + row;
    if (hasBit(met, line, column)) return;
    const to = Math.max(level, levelAt(slice, row, column));
    if (!(to <= levels) || isOutside(slice, row, column)) return;
    setBit(met, line, column);
    waiting[to].push(line * columns + column);
  };
  const [, outsideRows] = outside.shape;
  const isOutside = (slice: number, row: number, column: number) =>
    hasBit(
      outside,
      Math.floor(slice / factors[0]) * outsideRows + Math.floor(row / factors[1]),
      Math.floor(column / factors[2]),
    );

  const seed = darkestOf(trachea.seed, grid, values);
  meet(...seed, 0);
  let level = 0;
  let leaked = false;
  for (; level <= levels && !leaked; level++) {
    const before = counts[Math.max(level - options.leakStep, 0)];
    const isFilling = level + DARKEST_LUMEN <= air + options.filling;
    const isFilled = before * voxelMl >= tracheaMl;
    const share = isFilling ? options.filledShare * tracheaMl : options.leakShare * before * voxelMl;
    const most =
      isFilling && !isFilled
        ? options.fillingVolume + options.fillingTimes * tracheaMl
        : Math.max(options.leakVolume, share);
    const limit = Math.min(before + most / voxelMl, options.airwayMost / voxelMl);
    const queue = waiting[level];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      taken.push(at);
      if (taken.length > limit) {
        leaked = true;
        break;
      }
      const column = at % columns;
      const line = (at - column) / columns;
      const row = line % rows;
      const slice = (line - row) / rows;
      meet(slice - 1, row, column, level);
      meet(slice + 1, row, column, level);
      meet(slice, row - 1, column, level);
      meet(slice, row + 1, column, level);
      meet(slice, row, column - 1, level);
      meet(slice, row, column + 1, level);
    }
    counts[level] = taken.length;
  }
  // The growth that was too much began within the step.
  const stop = leaked ? Math.max(level - 1 - options.leakStep, 0) : levels;
  if (counts[stop] === 0) return null;
  const mask = createMask(geometry);
  const held = new Float32Array(counts[stop]);
  for (let i = 0; i < held.length; i++) {
    const column = taken[i] % columns;
    const line = (taken[i] - column) / columns;
    setBit(mask, line, column);
    held[i] = values(Math.floor(line / rows), line % rows, column);
  }
  const hu = held.sort()[Math.ceil(held.length / 2) - 1];
  const curve = Array.from(counts.subarray(0, leaked ? level - 1 : levels + 1), (count, i) => ({
    threshold: i + DARKEST_LUMEN,
    millilitres: count * voxelMl,
  })).filter(({ millilitres }) => millilitres > 0);
  return { mask, millilitres: counts[stop] * voxelMl, hu, threshold: stop + DARKEST_LUMEN, curve };
}

/** The darkest voxel of a cell. */
function darkestOf(
  [slice, row, column]: readonly [number, number, number],
  { volume, factors }: LungGrid,
  values: ReadVoxel,
): [number, number, number] {
  const { shape } = volume;
  let found: [number, number, number] = [slice * factors[0], row * factors[1], column * factors[2]];
  const end = (cell: number, axis: 0 | 1 | 2) => Math.min((cell + 1) * factors[axis], shape[axis]);
  for (let s = slice * factors[0]; s < end(slice, 0); s++)
    for (let r = row * factors[1]; r < end(row, 1); r++)
      for (let c = column * factors[2]; c < end(column, 2); c++) {
        if (values(s, r, c) < values(...found)) found = [s, r, c];
      }
  return found;
}
