import type { OverlayState, OverlayStyle } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import type { Translate } from "../../dom/translate";
import type { OverlayInfo } from "../panes/overlays";
import {
  type ChangeOverlay,
  createOverlayHead,
  createSwatch,
  type OverlayContext,
  type OverlayRow,
} from "./overlayHead";

/** A mask or a label map in the legend: how it is drawn, and each label of a map. */
export function createOverlayRow(
  { name, labels, isMask }: OverlayInfo,
  context: OverlayContext,
  change: ChangeOverlay,
): OverlayRow {
  const { translate, signal } = context;
  const head = createOverlayHead(name, isMask ? labels[0].color : null, context, change);
  const style = createElement("select", "tsd-overlay-style", {
    "aria-label": translate("Style of %1", name),
  });
  for (const [value, label] of [
    ["fill", "Fill"],
    ["outline", "Outline"],
  ] as const satisfies readonly (readonly [OverlayStyle, string])[]) {
    style.append(createElement("option", "", { value }, translate(label)));
  }
  style.addEventListener("change", () => change({ style: style.value as OverlayStyle }), { signal }); // an option made above
  const controls = createElement("div", "tsd-line", {}, head.opacity, style);
  const node = createElement("div", "tsd-overlay", {}, head.legend, controls);
  const boxes = isMask ? [] : labels.map(({ label }) => ({ label, box: createCheckbox("tsd-label-toggle") }));
  if (boxes.length > 0) node.append(createLabelList(labels, boxes, translate));
  for (const { label, box } of boxes) {
    const toggle = () => {
      const others = (shown?.hidden ?? []).filter((each) => each !== label);
      change({ hidden: box.checked ? others : [...others, label].sort((a, b) => a - b) });
    };
    box.addEventListener("change", toggle, { signal });
  }
  let shown: OverlayState | null = null;
  return {
    node,
    show: (overlay) => {
      shown = overlay;
      head.show(overlay);
      style.value = overlay.style;
      for (const { label, box } of boxes) box.checked = !overlay.hidden.includes(label);
    },
  };
}

function createLabelList(
  labels: OverlayInfo["labels"],
  boxes: readonly { readonly box: HTMLInputElement }[],
  translate: Translate,
): HTMLElement {
  const rows = labels.map(({ name, color }, i) =>
    createElement(
      "label",
      "tsd-legend",
      {},
      boxes[i].box,
      createSwatch(color),
      createElement("span", "", {}, name),
    ),
  );
  const summary = createElement("summary", "", {}, translate("%1 labels", String(labels.length)));
  const list = createElement("details", "tsd-labels", {}, summary, ...rows);
  list.open = labels.length <= 6;
  return list;
}

function createCheckbox(className: string): HTMLInputElement {
  return createElement("input", className, { type: "checkbox" });
}
