import { COLOR_MAP_NAMES, type ColorMapName, SLAB_MODES, type SlabMode } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import { markField } from "../../dom/markField";
import type { Translate } from "../../dom/translate";
import { FIRST_THICKNESS, type SeenState, type SeenStore } from "../state/seenState";

export interface PicturePanel {
  readonly root: HTMLElement;
  show(state: SeenState): void;
}

const SLAB_LABELS: Readonly<Record<SlabMode, string>> = {
  max: "MIP (highest)",
  min: "MinIP (lowest)",
  mean: "Mean",
};

/** Colours, interpolation, and how many planes are seen as one. */
export function createPicturePanel(
  store: SeenStore,
  unit: string,
  translate: Translate,
  signal: AbortSignal,
): PicturePanel {
  const colors = createElement("select", "tsd-colormap", { "aria-label": translate("Colour map") });
  for (const name of COLOR_MAP_NAMES) colors.append(createElement("option", "", { value: name }, name));
  colors.addEventListener(
    "change",
    () => store.change({ colorMap: colors.value as ColorMapName }, "reader"), // an option made above
    { signal },
  );
  const smooth = createElement("input", "tsd-smooth", { type: "checkbox" });
  smooth.addEventListener("change", () => store.change({ smooth: smooth.checked }, "reader"), { signal });
  const smoothLabel = createElement("label", "tsd-check", {}, smooth, translate("Smooth"));

  const mode = createElement("select", "tsd-slab", { "aria-label": translate("Slab") });
  mode.append(createElement("option", "", { value: "" }, translate("Single plane")));
  for (const each of SLAB_MODES) {
    mode.append(createElement("option", "", { value: each }, translate(SLAB_LABELS[each])));
  }
  const thickness = createElement("input", "tsd-thickness", {
    type: "number",
    min: "0",
    step: "any",
    "aria-label": translate("Slab thickness in %1", unit),
  });
  const change = () => {
    const typed = thickness.valueAsNumber;
    const isThick = Number.isFinite(typed) && typed > 0;
    markField(thickness, isThick || thickness.disabled ? "" : translate("The thickness must be above 0."));
    const chosen = mode.value as SlabMode | ""; // an option made above
    if (chosen === "") store.change({ slab: null }, "reader");
    else if (isThick) store.change({ slab: { mode: chosen, thickness: typed } }, "reader");
  };
  mode.addEventListener("change", change, { signal });
  thickness.addEventListener("input", change, { signal });

  const heading = (text: string) => createElement("div", "tsd-heading", {}, translate(text));
  const root = createElement(
    "div",
    "tsd-section tsd-pair",
    {},
    createElement(
      "div",
      "",
      {},
      heading("Colours"),
      createElement("div", "tsd-line", {}, colors, smoothLabel),
    ),
    createElement(
      "div",
      "",
      {},
      heading("Slab"),
      createElement("div", "tsd-line", {}, mode, createElement("label", "tsd-unit", {}, thickness, unit)),
    ),
  );
  return {
    root,
    show: ({ colorMap, smooth: isSmooth, slab }) => {
      colors.value = colorMap;
      smooth.checked = isSmooth;
      mode.value = slab?.mode ?? "";
      thickness.disabled = slab === null;
      const thick = slab?.thickness ?? FIRST_THICKNESS;
      if (thickness.valueAsNumber !== thick) thickness.value = String(thick);
      markField(thickness, "");
    },
  };
}
