import type { DisplayWindow } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import { findPreset, type WindowPreset } from "../slice/presets";
import { nameShape } from "../slice/window";

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

  const custom = createElement("option", "", { value: "custom", hidden: "" }, "Custom");
  const select = createElement("select", "tsd-window", { "aria-label": "Window preset" });
  for (const { name, label, window } of presets) {
    const numbers = `${formatShort(window.centre)} / ${formatShort(window.width)}${nameShape(window)}`;
    select.append(createElement("option", "", { value: name }, `${label}  ${numbers}`));
  }
  select.append(custom);
  const centre = createNumberInput("tsd-centre", `Window centre in ${units || "values"}`);
  const width = createNumberInput("tsd-width", `Window width in ${units || "values"}`);
  width.min = "0";
  const reset = createElement(
    "button",
    "tsd-reset",
    { type: "button", title: "Back to the first window" },
    "Reset",
  );

  const show = (window: DisplayWindow) => {
    current = window;
    select.value = findPreset(window, presets)?.name ?? "custom";
    if (centre.valueAsNumber !== window.centre) centre.value = formatShort(window.centre);
    if (width.valueAsNumber !== window.width) width.value = formatShort(window.width);
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

  const root = createElement(
    "div",
    "tsd-section",
    {},
    createElement("div", "tsd-heading", {}, units ? `Window (${units})` : "Window"),
    select,
    createElement(
      "div",
      "tsd-numbers",
      {},
      createElement("label", "", {}, "Centre", centre),
      createElement("label", "", {}, "Width", width),
      reset,
    ),
  );
  return { root, show };
}

function createNumberInput(className: string, label: string): HTMLInputElement {
  return createElement("input", className, { type: "number", step: "any", "aria-label": label });
}

/** A number in at most six digits. */
export function formatShort(value: number): string {
  return String(Number(value.toPrecision(6)));
}
