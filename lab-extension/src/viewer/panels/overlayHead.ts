import type { OverlayState } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import type { Translate } from "../../dom/translate";
import type { Color } from "../../slice/blendOverlay";
import type { SeenState, SeenStore } from "../state/seenState";

/** One overlay in the legend. */
export interface OverlayRow {
  readonly node: HTMLElement;
  show(overlay: OverlayState, state: SeenState): void;
}

/** What the rows of a legend have in common. */
export interface OverlayContext {
  readonly store: SeenStore;
  readonly translate: Translate;
  readonly signal: AbortSignal;
}

export type ChangeOverlay = (changes: Partial<OverlayState>) => void;

export interface OverlayHead {
  /** The switch with the name. */
  readonly legend: HTMLElement;
  readonly opacity: HTMLInputElement;
  show(overlay: OverlayState): void;
}

/** The switch with the name, and the opacity. */
export function createOverlayHead(
  name: string,
  color: Color | null,
  { translate, signal }: OverlayContext,
  change: ChangeOverlay,
): OverlayHead {
  const toggle = createElement("input", "tsd-overlay-toggle", { type: "checkbox" });
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

/** A small field of an overlay's colour. */
export function createSwatch(color: Color): HTMLElement {
  const swatch = createElement("span", "tsd-swatch");
  swatch.style.backgroundColor = `rgb(${color.join(", ")})`;
  return swatch;
}
