import { findInitialState, type SlicesPayload } from "tslab-dicom/contract";
import { type ActionTarget, KEY_ACTIONS } from "./keyActions";
import type { PaneGrid } from "./panes/paneGrid";
import { drawPanes } from "./savePng";
import { findChanges, readChanges } from "./state/seenState";
import type { ViewHandle } from "./viewHandle";

/** What commands from outside do with the view of a volume. */
export function createSlicesHandle(payload: SlicesPayload, target: ActionTarget, grid: PaneGrid): ViewHandle {
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
      const { visible } = grid;
      const { state: _begun, ...plain } = payload;
      const state = findChanges(store.state, findInitialState(plain));
      const alt = visible.map(({ picture }) => picture.canvas.getAttribute("aria-label")).join(" ");
      const picture = await drawPanes(visible);
      const { width, height } = await createImageBitmap(picture);
      return {
        changes: { slice: store.state.voxel[0], state },
        picture,
        width: width / devicePixelRatio,
        height: height / devicePixelRatio,
        alt: alt || payload.alt,
      };
    },
  };
}
