import type { OverlayPayload } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";

/** How the reader wants to see one overlay. */
export interface OverlayChoice {
  readonly shown: boolean;
  /** 0 transparent to 1 opaque. */
  readonly alpha: number;
}

/**
 * The legend of the overlays: for each its colour, name, a switch and an opacity slider.
 *
 * @param onChange - called with all choices after any of them changed.
 */
export function createOverlayPanel(
  overlays: readonly OverlayPayload[],
  choices: readonly OverlayChoice[],
  signal: AbortSignal,
  onChange: (choices: readonly OverlayChoice[]) => void,
): HTMLElement {
  const rows = overlays.map(({ name, color }, i) => {
    const toggle = createElement("input", "tsd-overlay-toggle", { type: "checkbox" });
    toggle.checked = choices[i].shown;
    const opacity = createElement("input", "tsd-opacity", {
      type: "range",
      min: "0",
      max: "1",
      step: "0.05",
      "aria-label": `Opacity of ${name}`,
    });
    opacity.value = String(choices[i].alpha);
    const swatch = createElement("span", "tsd-swatch");
    swatch.style.backgroundColor = `rgb(${color.join(", ")})`;
    const legend = createElement(
      "label",
      "tsd-legend",
      {},
      toggle,
      swatch,
      createElement("span", "", {}, name),
    );
    return {
      node: createElement("div", "tsd-overlay", {}, legend, opacity),
      toggle,
      opacity,
      alpha: choices[i].alpha,
    };
  });
  const changed = () => {
    // The payload's own opacity stays exact until its slider, which knows steps only, is moved.
    onChange(rows.map(({ toggle, alpha }) => ({ shown: toggle.checked, alpha })));
  };
  for (const row of rows) {
    row.toggle.addEventListener("change", changed, { signal });
    row.opacity.addEventListener(
      "input",
      () => {
        row.alpha = row.opacity.valueAsNumber;
        changed();
      },
      { signal },
    );
  }
  const heading = createElement("div", "tsd-heading", {}, overlays.length === 1 ? "Overlay" : "Overlays");
  return createElement("div", "tsd-section", {}, heading, ...rows.map(({ node }) => node));
}
