import type { ControlsPayload, ControlValues } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import type { Translate } from "../dom/translate";
import { createControlField } from "./controlField";

/** The controls, one below the other, and the button of those that wait for it. */
export interface ControlGrid {
  readonly root: HTMLElement;
  readonly values: ControlValues;
  show(values: ControlValues): void;
  /** Whether they move. */
  enable(enabled: boolean): void;
  focus(): void;
}

export interface ControlGridOptions {
  readonly translate: Translate;
  readonly signal: AbortSignal;
  /** The reader changed a value. */
  readonly onMove: () => void;
  /** The button was pressed. */
  readonly onRun: () => void;
}

let made = 0;

export function createControlGrid(
  { controls, manual }: ControlsPayload,
  { translate, signal, onMove, onRun }: ControlGridOptions,
): ControlGrid {
  const root = createElement("div", "tsd-controls");
  const id = `tsd-controls-${++made}`;
  const fields = new Map(
    controls.map((control, i) => [control.name, createControlField(control, `${id}-${i}`, signal, onMove)]),
  );
  for (const { cells } of fields.values()) root.append(...cells);
  const button = manual ? createElement("button", "tsd-run", { type: "button" }, translate("Run")) : null;
  button?.addEventListener("click", onRun, { signal });
  if (button) root.append(button);
  const [first] = fields.values();
  return {
    root,
    get values() {
      return Object.fromEntries([...fields].map(([name, field]) => [name, field.value]));
    },
    show: (values) => {
      for (const [name, field] of fields) field.show(values[name]);
    },
    enable: (enabled) => {
      for (const { input } of fields.values()) input.disabled = !enabled;
      if (button) button.disabled = !enabled;
    },
    focus: () => first?.input.focus({ preventScroll: true }),
  };
}
