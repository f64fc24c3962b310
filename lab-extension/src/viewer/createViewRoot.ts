import type { SlicesPayload } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import type { Panels } from "./createPanels";
import { createLinkLine } from "./panels/linkLine";
import type { PaneGrid } from "./panes/paneGrid";
import type { ViewOptions } from "./view";

/** The frame of a slice viewer: title, toolbar, panes with the panel beside them, note, and how it stands with the kernel. */
export function createViewRoot(
  { title, note }: Pick<SlicesPayload, "title" | "note">,
  { translate, link, signal }: Pick<ViewOptions, "translate" | "link"> & { readonly signal: AbortSignal },
  { grid, panels }: { readonly grid: PaneGrid; readonly panels: Panels },
): HTMLElement {
  const root = createElement("div", "tsd-viewer", {
    role: "group",
    "aria-label": title || translate("Slices"),
    "data-ready": "false",
  });
  const { busy, line } = createLinkLine(root, link, translate, signal);
  panels.toolbar.append(busy);
  const main = createElement("div", "tsd-main", {}, grid.root);
  if (title) root.append(createElement("div", "tsd-title", {}, title));
  root.append(panels.toolbar, createElement("div", "tsd-body", {}, main, panels.panel));
  // With a kernel every slice is exact: the note is of what the notebook holds.
  const words = link ? translate("Saved in the notebook: %1", note) : note;
  if (note) root.append(createElement("div", "tsd-note", {}, words));
  root.append(line);
  return root;
}
