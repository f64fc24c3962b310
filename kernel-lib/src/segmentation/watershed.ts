import ndarray from "ndarray";
import { allocated } from "../allocated";
import { shortly } from "../describe";
import { InvalidArgumentError } from "../errors";
import { type OptionKinds, requireChoice, requireOptions } from "../options";
import { contiguous } from "../volume/contiguous";
import { createLabelMap, isLabelMap, type LabelMap } from "../volume/labelMap";
import { createMask, type MaskLike, toMask } from "../volume/mask";
import { requireSameShape, toVolume, type VolumeLike } from "../volume/volume";
import type { Connectivity } from "./connectRuns";
import { LevelQueue } from "./levelQueue";
import { neighbourOffsets, padGrid } from "./paddedGrid";
import { rankValues } from "./rankValues";
import { not } from "./setAlgebra";

export interface WatershedOptions {
  /** Where labels may spread. @default everywhere */
  within?: MaskLike;
  /** 6: over shared faces, 18: also over edges, 26: also over corners. @default 6 */
  connectivity?: Connectivity;
}

const KINDS: OptionKinds<WatershedOptions> = { within: "record", connectivity: "number" };

/**
 * Markers that have spread over a volume by its values, lowest first, until they meet: the ridges between them part the
 * labels, and where values are equal they meet half-way. Of equal values what was reached first goes first, of markers in
 * raster order, so that the same input always gives the same labels. Values that are not a number are never reached.
 *
 * By flooding from markers: Meyer 1991, as in Beucher and Meyer 1993.
 *
 * Options: `within` (everywhere), `connectivity` (6, else 18 or 26).
 *
 * @throws InvalidArgumentError for markers that are no label map.
 * @throws ShapeMismatchError when volume, markers and mask differ in shape.
 */
export function watershed(volume: VolumeLike, markers: LabelMap, options: WatershedOptions = {}): LabelMap {
  requireOptions(options, KINDS);
  const { within, connectivity = 6 } = options;
  requireChoice("connectivity", connectivity, [6, 18, 26]);
  if (typeof markers !== "object" || markers === null || !isLabelMap(markers)) {
    throw new InvalidArgumentError("markers", "a label map of createLabelMap", shortly(markers));
  }
  const source = toVolume(volume);
  const { shape } = source;
  requireSameShape("markers", shape, markers.shape);
  const room = within === undefined ? not(createMask(source.geometry)) : toMask(within);
  requireSameShape("within", shape, room.shape);

  const grid = padGrid(shape);
  const offsets = neighbourOffsets(shape, connectivity);
  const values = contiguous(source.voxels);
  const marks = contiguous(markers.labels);
  /** Padded: the label, 0 for none yet, -1 for where none may come. */
  const labels = allocated("labels", 4 * grid.size, () => new Int32Array(grid.size).fill(-1));
  const ranks = rankValues(values);
  const levels = allocated("levels", 4 * grid.size, () => new Int32Array(grid.size));
  grid.forEachRun(room, (from, end, row, column) => {
    const first = row * shape[2] + column;
    for (let at = from, i = first; at < end; at++, i++) {
      levels[at] = ranks.of(values[i]);
      labels[at] = Number.isNaN(values[i]) ? -1 : marks[i];
    }
  });
  const queue = new LevelQueue(grid.size, ranks.count);
  for (let at = 0; at < grid.size; at++) {
    // A marker's inner voxels have nowhere to spread.
    if (labels[at] > 0 && hasRoomBeside(labels, at, offsets)) queue.push(at, levels[at]);
  }
  for (let at = queue.pop(); at >= 0; at = queue.pop()) {
    for (let i = 0; i < offsets.length; i++) {
      const to = at + offsets[i];
      if (labels[to] !== 0) continue;
      labels[to] = labels[at];
      queue.push(to, levels[to]);
    }
  }
  const spread = marks.slice().fill(0);
  grid.forEachRun(room, (from, end, row, column) => {
    for (let at = from, i = row * shape[2] + column; at < end; at++, i++) spread[i] = Math.max(labels[at], 0);
  });
  return createLabelMap(ndarray(spread, [...shape]), { geometry: source.geometry, names: markers.names });
}

function hasRoomBeside(labels: Int32Array, at: number, offsets: readonly number[]): boolean {
  for (let i = 0; i < offsets.length; i++) if (labels[at + offsets[i]] === 0) return true;
  return false;
}
