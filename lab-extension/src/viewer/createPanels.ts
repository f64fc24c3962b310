import type { SlicesPayload } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import { findLengthUnit, findPlace } from "../slice/position";
import { type ActionTarget, KEY_ACTIONS } from "./keyActions";
import { createKeysHelp } from "./panels/keysHelp";
import { createOverlayPanel } from "./panels/overlayPanel";
import { createPicturePanel } from "./panels/picturePanel";
import { createToolbar } from "./panels/toolbar";
import { createWindowPanel } from "./panels/windowPanel";
import { listOverlays } from "./panes/overlays";
import { countOverlays, type SeenState } from "./state/seenState";
import type { ViewOptions } from "./view";

export interface Panels {
  /** Above the picture. */
  readonly toolbar: HTMLElement;
  /** Beside it. */
  readonly panel: HTMLElement;
  show(state: SeenState): void;
}

/**
 * All controls of a slice viewer.
 *
 * @param sections - what else stands beside the picture, above the help.
 */
export function createPanels(
  payload: SlicesPayload,
  target: ActionTarget,
  { translate, keys }: Pick<ViewOptions, "translate" | "keys">,
  sections: readonly HTMLElement[],
  signal: AbortSignal,
): Panels {
  const { store } = target;
  const { units, range, second } = payload;
  const place = findPlace(payload);
  const toolbar = createToolbar({
    store,
    place,
    keys,
    translate,
    onAction: (action) => KEY_ACTIONS[action](target),
    signal,
  });
  const windowPanel = createWindowPanel({
    presets: target.presets,
    window: store.state.window,
    units,
    range,
    ownShape: payload.ownShape ?? "linear",
    signal,
    translate,
    onChange: target.chooseWindow,
    onAuto: target.autoWindow,
    onReset: target.resetWindow,
  });
  const unit = findLengthUnit(payload);
  const picturePanel = createPicturePanel(store, unit === "mm" ? unit : translate(unit), translate, signal);
  const overlayPanels =
    countOverlays(payload) > 0
      ? [createOverlayPanel(listOverlays(payload), second, store, translate, signal)]
      : [];
  const panel = createElement("div", "tsd-panel", {}, windowPanel.root, picturePanel.root);
  panel.append(...overlayPanels.map(({ root }) => root), ...sections, createKeysHelp(keys, translate));
  return {
    toolbar: toolbar.root,
    panel,
    show: showTogether([
      [["window"], ({ window }) => windowPanel.show(window)],
      [["tool", "layout", "crosshair", "convention", "sight", "playing", "pace"], toolbar.show],
      [["colorMap", "smooth", "slab"], picturePanel.show],
      ...overlayPanels.map(({ show }): ShowFields => [["overlays", "second"], show]),
    ]),
  };
}

/** What is shown of some fields of the state. */
type ShowFields = readonly [fields: readonly (keyof SeenState)[], show: (state: SeenState) => void];

/** Shows each part whose fields are other than they were the last time: a drag changes one field with every frame. */
function showTogether(parts: readonly ShowFields[]): (state: SeenState) => void {
  let last: SeenState | null = null;
  return (state) => {
    for (const [fields, show] of parts) {
      if (last === null || fields.some((name) => state[name] !== last?.[name])) show(state);
    }
    last = state;
  };
}
