import type { Translate } from "../dom/translate";
import type { PanePoint } from "../measure/pane";
import { describeWindow } from "./createActions";
import { listenToGestures } from "./panes/paneGestures";
import type { PlanePane } from "./panes/planePane";
import type { SeenStore } from "./state/seenState";

export interface PaneListenerOptions {
  readonly pane: PlanePane;
  readonly store: SeenStore;
  /** [slices, rows, columns] of the volume. */
  readonly shape: readonly number[];
  readonly translate: Translate;
  /** Of the viewer. */
  readonly root: HTMLElement;
  /** The pointer is over the pane, some CSS pixels right of and below its corner; null: no more. */
  readonly onPoint: (spot: PanePoint | null) => void;
  /** Say something to those who listen to the page. */
  readonly announce: (sentence: string) => void;
  readonly onReset: () => void;
  readonly signal: AbortSignal;
}

/** What a reader does on one pane, as changes of the viewer's state and of what it tells. */
export function listenToPane(options: PaneListenerOptions): void {
  const { pane, store, shape, translate, root, onPoint, announce, onReset, signal } = options;
  const { axis, stage } = pane;
  // Before the gestures, and where marks hide it from nobody: what they change would have to be laid out first.
  stage.addEventListener("pointermove", ({ clientX, clientY }) => onPoint(pane.toStage(clientX, clientY)), {
    signal,
    capture: true,
  });
  stage.addEventListener("pointerleave", () => onPoint(null), { signal });
  listenToGestures({
    pane,
    store,
    shape,
    hasFocus: () => root.contains(document.activeElement),
    onFocus: () => {
      store.change({ active: axis }, "reader");
      pane.focus();
    },
    onWindowDrag: (dragging) => {
      root.classList.toggle("tsd-dragging", dragging);
      if (!dragging) announce(describeWindow(store.state.window, translate));
    },
    onReset,
    signal,
  });
  pane.slider.addEventListener("focus", () => store.change({ active: axis }, "reader"), { signal });
}
