import {
  findInitialState,
  type SlicesPayload,
  type ViewerState,
  type VoxelPoint,
} from "tslab-dicom/contract";
import { findPlace } from "../../slice/position";
import { beginState, findChanges, readChanges, type SeenState } from "./seenState";

/** What a viewer leaves behind for the one after it in the same output. */
export interface KeptState {
  readonly initial: ViewerState;
  readonly state: SeenState;
}

/**
 * What a reader set in the viewer before: fields that are other than they were at its beginning, where they fit the
 * volume of the next one. What the reader left alone is the next output's, and so is what the next output begins with
 * otherwise than the one before: its cell has moved it.
 */
export function findKept(kept: KeptState, payload: SlicesPayload): Partial<SeenState> {
  const { initial, state } = kept;
  const { sight, tool, active, crosshair, pace } = state;
  const page = { sight, tool, active, crosshair, pace };
  const next = beginState(findInitialState(payload), findPlace(payload));
  const seen = { ...state, voxel: mergeVoxels(state.voxel, initial.voxel, next.voxel) };
  const shared: Partial<ViewerState> = {};
  for (const [name, value] of Object.entries(findChanges(seen, initial))) {
    const field = name as keyof ViewerState;
    if (field !== "voxel" && !isSame(initial[field], next[field])) continue;
    const reading = readChanges({ [name]: value }, payload);
    if ("changes" in reading) Object.assign(shared, reading.changes);
  }
  return { ...page, ...shared };
}

/** Slice, row and column each where the reader put it, but for those that the next output has moved. */
function mergeVoxels(reader: VoxelPoint, before: VoxelPoint, next: VoxelPoint): VoxelPoint {
  const at = (axis: 0 | 1 | 2) => (before[axis] === next[axis] ? reader[axis] : next[axis]);
  return [at(0), at(1), at(2)];
}

/** Fields are plain values, as JSON brings them. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
