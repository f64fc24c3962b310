import {
  type Axis,
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
  const outputs = compareOutputs(kept.output, output, payload);
  const voxel = mergeVoxels(state.voxel, outputs.next.voxel, outputs.isSameAt);
  return {
    ...pickPage(state),
    ...fitChanges(findDifferences({ ...state, voxel }, initial), outputs, payload),
  };
}

/** A viewer that is made ready to take the place of another. */
export interface NextViewer {
  readonly payload: SlicesPayload;
  /** How its output begins by what the kernel wrote. */
  readonly output: ViewerState;
  readonly state: SeenState;
}

/**
 * What was changed in the viewer before after the next one went on with its state, by the rules of `findKept`; nothing
 * that is so in the next one already.
 *
 * @param known - the state that the next one went on with.
 */
export function findMissed(
  known: SeenState,
  now: Pick<KeptState, "output" | "state">,
  { payload, output, state }: NextViewer,
): Partial<SeenState> {
  const outputs = compareOutputs(now.output, output, payload);
  const hasMoved = (axis: Axis) => now.state.voxel[axis] !== known.voxel[axis];
  const voxel = mergeVoxels(now.state.voxel, state.voxel, (axis) => hasMoved(axis) && outputs.isSameAt(axis));
  const page = Object.entries(pickPage(now.state)).filter(
    ([name, value]) => !isSameValue(value, known[name as keyof SeenState]),
  );
  const changes = {
    ...Object.fromEntries(page),
    ...fitChanges(findDifferences({ ...now.state, voxel }, known), outputs, payload),
  };
  return Object.fromEntries(
    Object.entries(changes).filter(([name, value]) => !isSameValue(value, state[name as keyof SeenState])),
  );
}

/** How two outputs of one shape begin, and where they begin alike. */
interface Outputs {
  readonly next: SeenState;
  isSame(field: keyof ViewerState): boolean;
  isSameAt(axis: Axis): boolean;
}

function compareOutputs(output: ViewerState, nextOutput: ViewerState, payload: SlicesPayload): Outputs {
  const place = findPlace(payload);
  const [before, next] = [beginState(output, place), beginState(nextOutput, place)];
  return {
    next,
    isSame: (field) => isSameValue(before[field], next[field]),
    isSameAt: (axis) => before.voxel[axis] === next.voxel[axis],
  };
}

/** What is of the page alone and goes on; cine play ends with its view. */
function pickPage({ sight, tool, active, crosshair, pace }: SeenState): Partial<SeenState> {
  return { sight, tool, active, crosshair, pace };
}

/** The changes that fit the next volume, but for what its cell has moved; of the voxel that is merged already. */
function fitChanges(
  changes: Partial<ViewerState>,
  outputs: Outputs,
  payload: SlicesPayload,
): Partial<ViewerState> {
  const fitting: Partial<ViewerState> = {};
  for (const [name, value] of Object.entries(changes)) {
    const field = name as keyof ViewerState;
    if (field !== "voxel" && !outputs.isSame(field)) continue;
    const reading = readChanges({ [name]: value }, payload);
    if ("changes" in reading) Object.assign(fitting, reading.changes);
  }
  return fitting;
}

/** Slice, row and column each where the reader put it, but for those that are not the reader's. */
function mergeVoxels(reader: VoxelPoint, other: VoxelPoint, isReaders: (axis: Axis) => boolean): VoxelPoint {
  const at = (axis: Axis) => (isReaders(axis) ? reader : other)[axis];
  return [at(0), at(1), at(2)];
}
