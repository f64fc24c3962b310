import {
  COLOR_MAP_NAMES,
  type ColorMapName,
  type OverlayState,
  type OverlayStyle,
  type SecondPayload,
} from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import type { Translate } from "../../dom/translate";
import type { Color } from "../../slice/blendOverlay";
import { findTypedProblems, formatNumber } from "../../slice/window";
import type { OverlayInfo } from "../overlays";
import type { SeenState, SeenStore } from "../state/seenState";

export interface OverlayPanel {
  readonly root: HTMLElement;
  show(state: SeenState): void;
}

interface Row {
  readonly node: HTMLElement;
  show(overlay: OverlayState, state: SeenState): void;
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
  const rows: readonly Row[] = [
    ...overlays.map((info, i) => createRow(info, context, (changes) => change(i, changes))),
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

interface Context {
  readonly store: SeenStore;
  readonly translate: Translate;
  readonly signal: AbortSignal;
}

type Change = (changes: Partial<OverlayState>) => void;

function createRow({ name, labels, isMask }: OverlayInfo, context: Context, change: Change): Row {
  const { translate, signal } = context;
  const head = createHead(name, isMask ? labels[0].color : null, context, change);
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

function createSecondRow(second: SecondPayload, context: Context, change: Change): Row {
  const { store, translate, signal } = context;
  const head = createHead(second.name, null, context, change);
  const colors = createElement("select", "tsd-second-colormap", {
    "aria-label": translate("Colour map of %1", second.name),
  });
  for (const name of COLOR_MAP_NAMES) colors.append(createElement("option", "", { value: name }, name));
  colors.addEventListener(
    "change",
    () => {
      const { second: state } = store.state;
      if (state) store.change({ second: { ...state, colorMap: colors.value as ColorMapName } }, "reader"); // an option made above
    },
    { signal },
  );
  const number = (className: string, label: string) =>
    createElement("input", className, {
      type: "number",
      step: "any",
      "aria-label": translate(label, second.name),
    });
  const centre = number("tsd-second-centre", "Window centre of %1");
  const width = number("tsd-second-width", "Window width of %1");
  const type = () => {
    const { second: state } = store.state;
    if (!state) return;
    const window = { ...state.window, centre: centre.valueAsNumber, width: width.valueAsNumber };
    const problems = findTypedProblems(window);
    markField(centre, problems.centre);
    markField(width, problems.width);
    if (!problems.centre && !problems.width) store.change({ second: { ...state, window } }, "reader");
  };
  for (const input of [centre, width]) input.addEventListener("input", type, { signal });
  const numbers = createElement(
    "div",
    "tsd-numbers",
    {},
    createElement("label", "", {}, translate("Centre"), centre),
    createElement("label", "", {}, translate("Width"), width),
  );
  const node = createElement(
    "div",
    "tsd-overlay",
    {},
    head.legend,
    createElement("div", "tsd-line", {}, head.opacity, colors),
    numbers,
  );
  return {
    node,
    show: (overlay, { second: state }) => {
      head.show(overlay);
      if (!state) return;
      colors.value = state.colorMap;
      for (const [input, value] of [
        [centre, state.window.centre],
        [width, state.window.width],
      ] as const) {
        if (input.valueAsNumber !== value) input.value = formatNumber(value, state.window);
        markField(input, "");
      }
    },
  };
}

/** The switch with the name, and the opacity. */
function createHead(name: string, color: Color | null, { translate, signal }: Context, change: Change) {
  const toggle = createCheckbox("tsd-overlay-toggle");
  toggle.addEventListener("change", () => change({ shown: toggle.checked }), { signal });
  const opacity = createElement("input", "tsd-opacity", {
    type: "range",
    min: "0",
    max: "1",
    step: "0.05",
    "aria-label": translate("Opacity of %1", name),
  });
  opacity.addEventListener("input", () => change({ alpha: opacity.valueAsNumber }), { signal });
  const legend = createElement("label", "tsd-legend", {}, toggle);
  if (color) legend.append(createSwatch(color));
  legend.append(createElement("span", "", {}, name));
  return {
    legend,
    opacity,
    show: ({ shown, alpha }: OverlayState) => {
      toggle.checked = shown;
      // The output's own opacity stays exact until its slider, which knows steps only, is moved.
      if (Math.abs(opacity.valueAsNumber - alpha) > 0.025) opacity.value = String(alpha);
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

function createSwatch(color: Color): HTMLElement {
  const swatch = createElement("span", "tsd-swatch");
  swatch.style.backgroundColor = `rgb(${color.join(", ")})`;
  return swatch;
}

function createCheckbox(className: string): HTMLInputElement {
  return createElement("input", className, { type: "checkbox" });
}

function markField(input: HTMLInputElement, why: string): void {
  input.title = why;
  if (why) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}
