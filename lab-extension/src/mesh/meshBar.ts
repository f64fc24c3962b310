import type { SurfacePayload } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import type { Translate } from "../dom/translate";

export interface MeshBarOptions {
  readonly translate: Translate;
  readonly signal: AbortSignal;
  /** A surface is to be shown or hidden. */
  readonly onSwitch: (surface: number, isShown: boolean) => void;
  /** The view is to be from there: degrees. */
  readonly onLook: (azimuth: number, elevation: number) => void;
  readonly onZoom: (factor: number) => void;
  readonly onReset: () => void;
}

const STEP = 1.25;

/** A row with a switch for each surface, where there are several, and the buttons of the view. */
export function createMeshBar(surfaces: readonly SurfacePayload[], options: MeshBarOptions): HTMLElement {
  const { translate, signal, onSwitch, onLook, onZoom, onReset } = options;
  const button = (label: string, name: string, press: () => void) => {
    const node = createElement("button", "", { type: "button", "aria-label": name, title: name }, label);
    node.addEventListener("click", press, { signal });
    return node;
  };
  const views = createElement(
    "div",
    "tsd-mesh-buttons",
    { role: "group", "aria-label": translate("View") },
    button(translate("Front"), translate("From the front"), () => onLook(0, 0)),
    button(translate("Left"), translate("From the patient's left"), () => onLook(90, 0)),
    button(translate("Head"), translate("From the head"), () => onLook(0, 89)),
    button("−", translate("Smaller"), () => onZoom(1 / STEP)),
    button("+", translate("Larger"), () => onZoom(STEP)),
    button(translate("Reset"), translate("Reset to the first view"), onReset),
  );
  const switches = surfaces.map(({ name, color }, i) => {
    const toggle = createElement("input", "", { type: "checkbox" });
    toggle.checked = true;
    toggle.addEventListener("change", () => onSwitch(i, toggle.checked), { signal });
    const swatch = createElement("span", "tsd-swatch");
    if (color.startsWith("rgb")) swatch.style.backgroundColor = color;
    return createElement("label", "tsd-legend", {}, toggle, swatch, createElement("span", "", {}, name));
  });
  return createElement(
    "div",
    "tsd-mesh-bar",
    {},
    ...(surfaces.length > 1
      ? [
          createElement(
            "div",
            "tsd-mesh-switches",
            { role: "group", "aria-label": translate("Surfaces") },
            ...switches,
          ),
        ]
      : []),
    views,
  );
}
