import { allocated } from "../allocated";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireOptions } from "../options";
import { forEachRun, setBit } from "../volume/bitRows";
import { requireSliceSpacing } from "../volume/geometry";
import { createMask, type Mask, type MaskLike, toMask } from "../volume/mask";
import { requireSameShape } from "../volume/volume";
import { connectRuns } from "./connectRuns";
import { isSheared } from "./isSheared";
import { type NeighbourStep, neighbourSteps, type PaddedGrid, padGrid } from "./paddedGrid";
import { paintRuns, runsOf } from "./runs";
import { and, andNot } from "./setAlgebra";
import { surfaceVoxels } from "./surfaceVoxels";

export interface GrowWithinOptions {
  /** Longest way in mm from the seed, from centre to centre of neighbours. @default no limit */
  distance?: number;
  /** Each slice by itself. @default false */
  inPlane?: boolean;
}

const KINDS: OptionKinds<GrowWithinOptions> = { distance: "number", inPlane: "boolean" };

/** A way that is the longest one but for the rounding of its sum is within it. */
const ROUNDING = 1e-6;

/**
 * What of a mask can be reached from a seed on ways that stay in the mask, over faces, edges and corners of voxels; seeds
 * outside the mask do not count.
 *
 * Options: `distance` (no limit: mm of way), `inPlane` (false).
 *
 * @throws InvalidArgumentError for a distance that is not 0 or a positive number.
 * @throws ShapeMismatchError when seed and mask differ in shape.
 * @throws UnknownSpacingError for a distance in a mask of one slice, unless `inPlane`.
 */
export function growWithin(seed: MaskLike, within: MaskLike, options: GrowWithinOptions = {}): Mask {
  requireOptions(options, KINDS);
  const { distance = Number.POSITIVE_INFINITY, inPlane = false } = options;
  if (!(distance >= 0)) throw new InvalidArgumentError("distance", "a number of mm from 0", distance);
  const [from, room] = [toMask(seed), toMask(within)];
  requireSameShape("the mask to grow in", from.shape, room.shape);
  const start = and(from, room);
  if (distance === Number.POSITIVE_INFINITY) return connectedTo(start, room, inPlane);
  if (!inPlane) requireSliceSpacing(room.geometry, "a way in mm");
  return reachedFrom(start, room, distance, neighbourSteps(room.geometry, inPlane));
}

/** The components of the room that have a voxel of the start. */
function connectedTo(start: Mask, room: Mask, inPlane: boolean): Mask {
  const runs = runsOf(room);
  const { roots } = connectRuns(runs, room.shape, inPlane ? "8 within a slice" : 26);
  const reached = new Uint8Array(roots.length);
  forEachRun(start, room.shape[0] * room.shape[1], (row, from) => {
    // The run of the room that holds the first voxel holds all of this one.
    let run = runs.firstOfRow[row];
    while (runs.ends[run] <= from) run++;
    reached[roots[run]] = 1;
  });
  return paintRuns(room, runs, (run) => reached[roots[run]] === 1);
}

/**
 * The shortest ways, by Dijkstra with a queue of buckets as wide as the shortest step, within which the order does not
 * matter: Denardo and Fox, doi 10.1287/opre.27.1.161.
 */
function reachedFrom(start: Mask, room: Mask, distance: number, steps: readonly NeighbourStep[]): Mask {
  const grid = padGrid(room.shape);
  const most = distance * (1 + ROUNDING);
  // What may not be entered is at 0 already.
  const ways = allocated("ways", 4 * grid.size, () => new Float32Array(grid.size));
  grid.forEachRun(room, (at, end) => ways.fill(Number.POSITIVE_INFINITY, at, end));
  grid.forEachRun(start, (at, end) => ways.fill(0, at, end));
  const width = Math.min(...steps.map(({ mm }) => mm));
  const buckets: number[][] = [[]];
  // Whatever lies beside the start is nearest to one of its voxels that has a face outside, unless axes are sheared.
  const edge = isSheared(room.geometry) ? start : surfaceVoxels(start);
  grid.forEachRun(edge, (from, end) => {
    for (let at = from; at < end; at++) buckets[0].push(at);
  });
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    for (const at of buckets[bucket] ?? []) {
      const way = ways[at];
      if (Math.floor(way / width) < bucket) continue; // a shorter way was found
      for (const { offset, mm } of steps) {
        const longer = Math.fround(way + mm);
        if (longer > most || longer >= ways[at + offset]) continue;
        ways[at + offset] = longer;
        const to = Math.floor(longer / width);
        buckets[to] ??= [];
        buckets[to].push(at + offset);
      }
    }
  }
  return andNot(room, unreached(room, grid, ways));
}

/** The voxels of the room to which no way was found. */
function unreached(room: Mask, grid: PaddedGrid, ways: Float32Array): Mask {
  const out = createMask(room.geometry);
  grid.forEachRun(room, (from, end, row, column) => {
    for (let at = from, c = column; at < end; at++, c++) {
      if (ways[at] === Number.POSITIVE_INFINITY) setBit(out, row, c);
    }
  });
  return out;
}
