import type { DisplayWindow } from "tslab-dicom/contract";
import { createElement } from "../../dom/createElement";
import { markField } from "../../dom/markField";
import type { Translate } from "../../dom/translate";
import { findPreset, type WindowPreset } from "../../slice/presets";
import { chooseStep, findTypedProblems, formatNumber, nameShape, typeWindow } from "../../slice/window";

export interface WindowPanelOptions {
  readonly presets: readonly WindowPreset[];
  readonly window: DisplayWindow;
  readonly units: string;
  /** Smallest and largest value. */
  readonly range: readonly [number, number];
  /** Function of windows that are typed. */
  readonly ownShape: "linear" | "linear-exact";
  readonly signal: AbortSignal;
  /** The reader chose a preset or typed a number. */
  readonly onChange: (window: DisplayWindow) => void;
  /** The window is to be fitted to the picture. */
  readonly onAuto: () => void;
  readonly onReset: () => void;
  readonly translate: Translate;
}

export interface WindowPanel {
  readonly root: HTMLElement;
  /** Show another window. */
  show(window: DisplayWindow): void;
}

/** The controls of the grey window: a list of presets, numbers for centre and width, and a way back. */
export function createWindowPanel(options: WindowPanelOptions): WindowPanel {
  const { presets, units, ownShape, signal, onChange, onAuto, onReset, translate } = options;
  let current = options.window;

  const custom = createElement("option", "", { value: "custom", hidden: "" }, translate("Custom"));
  const select = createElement("select", "tsd-window", { "aria-label": translate("Window preset") });
  for (const { name, label, window } of presets) {
    const numbers = `${formatNumber(window.centre, window)} / ${formatNumber(window.width, window)}${nameShape(window, translate)}`;
    select.append(createElement("option", "", { value: name }, `${translate(label)}  ${numbers}`));
  }
  select.append(custom);
  // The arrow keys of a field step by whole numbers, which fractions have no use for.
  const step = ownShape === "linear" ? "any" : String(chooseStep(options.range));
  const centre = createNumberInput(
    "tsd-centre",
    translate("Window centre in %1", units || translate("values")),
    step,
  );
  const width = createNumberInput(
    "tsd-width",
    translate("Window width in %1", units || translate("values")),
    step,
  );
  width.min = ownShape === "linear" ? "1" : step;
  const problem = createElement("div", "tsd-problem", { role: "alert" });
  const button = (className: string, title: string, text: string) =>
    createElement("button", className, { type: "button", title: translate(title) }, translate(text));
  const auto = button("tsd-auto", "From the 1st to the 99th percentile of this picture", "Auto");
  const reset = button("tsd-reset", "Back to the first window", "Reset");

  const mark = (problems: { readonly centre: string; readonly width: string }) => {
    const [ofCentre, ofWidth] = [problems.centre, problems.width].map((why) => why && translate(why));
    markField(centre, ofCentre);
    markField(width, ofWidth);
    problem.textContent = [ofCentre, ofWidth].filter(Boolean).join(" ");
  };
  const show = (window: DisplayWindow) => {
    mark({ centre: "", width: "" });
    current = window;
    select.value = findPreset(window, presets)?.name ?? "custom";
    if (centre.valueAsNumber !== window.centre) centre.value = formatNumber(window.centre, window);
    if (width.valueAsNumber !== window.width) width.value = formatNumber(window.width, window);
  };
  const choose = () => {
    const preset = presets.find(({ name }) => name === select.value);
    if (preset) onChange(preset.window);
  };
  const type = () => {
    const numbers = { centre: centre.valueAsNumber, width: width.valueAsNumber };
    const typed = typeWindow(current, numbers, ownShape);
    const problems = findTypedProblems(typed);
    if (problems.centre || problems.width) mark(problems);
    else onChange(typed);
  };
  /** What is no window goes away with the end of typing; why it did stays to be read. */
  const settle = () => {
    if (![centre, width].some((input) => input.hasAttribute("aria-invalid"))) return;
    const why = problem.textContent;
    show(current);
    problem.textContent = `${why} ${translate("The last numbers are back.")}`;
  };
  select.addEventListener("change", choose, { signal });
  for (const input of [centre, width]) {
    input.addEventListener("input", type, { signal });
    input.addEventListener("blur", settle, { signal });
    input.addEventListener("keydown", ({ key }) => key === "Enter" && settle(), { signal });
  }
  auto.addEventListener("click", onAuto, { signal });
  reset.addEventListener("click", onReset, { signal });
  show(current);

  const root = createElement(
    "div",
    "tsd-section",
    {},
    createElement(
      "div",
      "tsd-heading",
      {},
      units ? `${translate("Window")} (${units})` : translate("Window"),
    ),
    select,
    createElement(
      "div",
      "tsd-numbers",
      {},
      createElement("label", "", {}, translate("Centre"), centre),
      createElement("label", "", {}, translate("Width"), width),
      auto,
      reset,
    ),
    problem,
  );
  return { root, show };
}

function createNumberInput(className: string, label: string, step: string): HTMLInputElement {
  return createElement("input", className, { type: "number", step, "aria-label": label });
}
