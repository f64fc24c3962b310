import type { DisplayWindow } from "tslab-dicom/contract";
import { element } from "../dom/element";
import { presetOf, type WindowPreset } from "../slice/presets";
import { shapeText } from "../slice/window";

export interface WindowPanelOptions {
  readonly presets: readonly WindowPreset[];
  readonly window: DisplayWindow;
  readonly units: string;
  readonly signal: AbortSignal;
  /** The reader chose a preset or typed a number. */
  readonly onChange: (window: DisplayWindow) => void;
  readonly onReset: () => void;
}

export interface WindowPanel {
  readonly root: HTMLElement;
  /** Show another window. */
  show(window: DisplayWindow): void;
}

/** The controls of the grey window: a list of presets, numbers for centre and width, and a way back. */
export function createWindowPanel(options: WindowPanelOptions): WindowPanel {
  const { presets, units, signal, onChange, onReset } = options;
  let current = options.window;

  const custom = element("option", "", { value: "custom", hidden: "" }, "Custom");
  const select = element("select", "tsd-window", { "aria-label": "Window preset" });
  for (const { name, label, window } of presets) {
    const numbers = `${shortNumber(window.centre)} / ${shortNumber(window.width)}${shapeText(window)}`;
    select.append(element("option", "", { value: name }, `${label}  ${numbers}`));
  }
  select.append(custom);
  const centre = numberInput("tsd-centre", `Window centre in ${units || "values"}`);
  const width = numberInput("tsd-width", `Window width in ${units || "values"}`);
  width.min = "0";
  const reset = element(
    "button",
    "tsd-reset",
    { type: "button", title: "Back to the first window" },
    "Reset",
  );

  const show = (window: DisplayWindow) => {
    current = window;
    select.value = presetOf(window, presets)?.name ?? "custom";
    if (centre.valueAsNumber !== window.centre) centre.value = shortNumber(window.centre);
    if (width.valueAsNumber !== window.width) width.value = shortNumber(window.width);
  };
  const choose = () => {
    const preset = presets.find(({ name }) => name === select.value);
    if (preset) onChange(preset.window);
  };
  const type = () => {
    const typed = { ...current, centre: centre.valueAsNumber, width: width.valueAsNumber };
    if (Number.isFinite(typed.centre) && typed.width > 0) onChange(typed);
  };
  select.addEventListener("change", choose, { signal });
  for (const input of [centre, width]) {
    input.addEventListener("input", type, { signal });
    input.addEventListener("change", () => show(current), { signal }); // an impossible number goes away
  }
  reset.addEventListener("click", onReset, { signal });
  show(current);

  const root = element(
    "div",
    "tsd-section",
    {},
    element("div", "tsd-heading", {}, units ? `Window (${units})` : "Window"),
    select,
    element(
      "div",
      "tsd-numbers",
      {},
      element("label", "", {}, "Centre", centre),
      element("label", "", {}, "Width", width),
      reset,
    ),
  );
  return { root, show };
}

function numberInput(className: string, label: string): HTMLInputElement {
  return element("input", className, { type: "number", step: "any", "aria-label": label });
}

/** A number in at most six digits. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}
