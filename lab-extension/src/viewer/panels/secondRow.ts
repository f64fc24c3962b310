import { COLOR_MAP_NAMES, type ColorMapName, type SecondPayload } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import { markField } from "../../dom/markField";
import { findTypedProblems, formatNumber } from "../../slice/window";
import { type ChangeOverlay, createOverlayHead, type OverlayContext, type OverlayRow } from "./overlayHead";

/** The second volume in the legend: its colours and its window. */
export function createSecondRow(
  second: SecondPayload,
  context: OverlayContext,
  change: ChangeOverlay,
): OverlayRow {
  const { store, translate, signal } = context;
  const head = createOverlayHead(second.name, null, context, change);
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
    markField(centre, problems.centre && translate(problems.centre));
    markField(width, problems.width && translate(problems.width));
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
