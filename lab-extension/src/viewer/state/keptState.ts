import {
  findInitialState,
  type SlicesPayload,
  type ViewerState,
  type VoxelPoint,
} from "tslab-dicom/contract";
import { findPlace } from "../../slice/position";
import { isSameValue } from "./isSameValue";
import { beginState, findDifferences, readChanges, type SeenState } from "./seenState";

/** What a viewer leaves behind for the one after it in the same output. */
export interface KeptState {
  /** As its viewer began, settings and all. */
  readonly initial: ViewerState;
  /** As the output began by what the kernel wrote. */
  readonly output: ViewerState;
  readonly state: SeenState;
}

/**
 * What a reader set in the viewer before: fields that are other than they were at its beginning, where they fit the
 * volume of the next one. What the reader left alone is the next output's, and so is what the next output begins with
 * otherwise than the one before: its cell has moved it. Other settings move nothing that the reader set.
 *
 * @param output - how the next output begins by what the kernel wrote. @default findInitialState(payload)
 */
export function findKept(
  kept: KeptState,
  payload: SlicesPayload,
  output: ViewerState = findInitialState(payload),
): Partial<SeenState> {
  const { initial, state } = kept;
  const { sight, tool, active, crosshair, pace } = state;
  const page = { sight, tool, active, crosshair, pace };
  const place = findPlace(payload);
  const [before, next] = [beginState(kept.output, place), beginState(output, place)];
  const seen = { ...state, voxel: mergeVoxels(state.voxel, before.voxel, next.voxel) };
  const shared: Partial<ViewerState> = {};
  for (const [name, value] of Object.entries(findDifferences(seen, initial))) {
    const field = name as keyof ViewerState;
    if (field !== "voxel" && !isSameValue(before[field], next[field])) continue;
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
