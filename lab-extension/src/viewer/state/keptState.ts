import type { SlicesPayload, ViewerState } from "tslab-dicom/contract";
import { findChanges, readChanges, type SeenState } from "./seenState";

/** What a viewer leaves behind for the one after it in the same output. */
export interface KeptState {
  readonly initial: ViewerState;
  readonly state: SeenState;
}

/**
 * What a reader set in the viewer before: fields that are other than they were at its beginning, where they fit the
 * volume of the next one. What the reader left alone is the next output's.
 */
export function findKept(kept: KeptState, payload: SlicesPayload): Partial<SeenState> {
  const { initial, state } = kept;
  const { sight, tool, active, crosshair, pace } = state;
  const page = { sight, tool, active, crosshair, pace };
  const shared: Partial<ViewerState> = {};
  for (const [name, value] of Object.entries(findChanges(state, initial))) {
    const reading = readChanges({ [name]: value }, payload);
    if ("changes" in reading) Object.assign(shared, reading.changes);
  }
  return { ...page, ...shared };
}
