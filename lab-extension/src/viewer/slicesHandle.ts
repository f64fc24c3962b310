import { findInitialState, type MarkResult, type SlicesPayload } from "tslab-dicom/contract";
import { type ActionTarget, KEY_ACTIONS } from "./keyActions";
import type { PaneGrid } from "./panes/paneGrid";
import { drawPanes } from "./savePng";
import { findChanges, readChanges } from "./state/seenState";
import type { ViewHandle } from "./viewHandle";

export interface SlicesHandleOptions {
  readonly payload: SlicesPayload;
  readonly target: ActionTarget;
  readonly grid: PaneGrid;
  /** Resolves when the picture is of the state; rejects when it will not be. */
  readonly settle: () => Promise<void>;
  /** What the marks come to exactly, in their order; null where that is not known. */
  readonly measure: () => readonly (MarkResult | null)[];
}

/** Longer side of a picture that is kept, CSS pixels: the notebook carries it, however large the screen is. */
const LONGEST_KEPT = 640;

/** What commands from outside do with the view of a volume. */
export function createSlicesHandle(options: SlicesHandleOptions): ViewHandle {
  const { payload, target, grid, settle, measure } = options;
  const { store } = target;
  return {
    get state() {
      return store.state;
    },
    act: (action) => KEY_ACTIONS[action](target),
    change: (state) => {
      const reading = readChanges(state, payload);
      if ("changes" in reading) store.change(reading.changes, "reader");
    },
    keep: async () => {
      await settle();
      const { visible } = grid;
      const { state: _begun, ...plain } = payload;
      const state = findChanges(store.state, findInitialState(plain));
      const alt = visible.map(({ picture }) => picture.canvas.getAttribute("aria-label")).join(" ");
      const results = measure();
      const changes = {
        slice: store.state.voxel[0],
        state,
        ...(results.length > 0 && { results }),
      };
      return {
        changes,
        ...(await drawPanes(visible, LONGEST_KEPT)),
        alt: alt || payload.alt,
      };
    },
  };
}
