import type { OverlayState, SecondPayload } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import type { Translate } from "../../dom/translate";
import type { OverlayInfo } from "../panes/overlays";
import type { SeenState, SeenStore } from "../state/seenState";
import type { OverlayRow } from "./overlayHead";
import { createOverlayRow } from "./overlayRow";
import { createSecondRow } from "./secondRow";

export interface OverlayPanel {
  readonly root: HTMLElement;
  show(state: SeenState): void;
}

/** The legend of the overlays: for each its colour, name, a switch, opacity, and how it is drawn. */
export function createOverlayPanel(
  overlays: readonly OverlayInfo[],
  second: SecondPayload | undefined,
  store: SeenStore,
  translate: Translate,
  signal: AbortSignal,
): OverlayPanel {
  const change = (number: number, changes: Partial<OverlayState>) => {
    const states = store.state.overlays.map((each, i) => (i === number ? { ...each, ...changes } : each));
    store.change({ overlays: states }, "reader");
  };
  const context = { store, translate, signal };
  const rows: readonly OverlayRow[] = [
    ...overlays.map((info, i) => createOverlayRow(info, context, (changes) => change(i, changes))),
    ...(second ? [createSecondRow(second, context, (changes) => change(overlays.length, changes))] : []),
  ];
  const heading = createElement(
    "div",
    "tsd-heading",
    {},
    translate(rows.length === 1 ? "Overlay" : "Overlays"),
  );
  return {
    root: createElement("div", "tsd-section tsd-overlays", {}, heading, ...rows.map(({ node }) => node)),
    show: (state) => {
      for (const [i, row] of rows.entries()) row.show(state.overlays[i], state);
    },
  };
}
