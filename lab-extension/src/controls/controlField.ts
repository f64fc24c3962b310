import type { Control, ControlValue } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import { createFieldParts } from "./fieldParts";

/** A control on the page. */
export interface ControlField {
  /** Name, field and the value in words: the cells of a row. */
  readonly cells: readonly [HTMLElement, HTMLElement, HTMLElement];
  readonly input: HTMLInputElement | HTMLSelectElement;
  readonly value: ControlValue;
  show(value: ControlValue): void;
}

/** A field for a control; calls back when the reader has changed it. */
export function createControlField(
  control: Control,
  id: string,
  signal: AbortSignal,
  onChange: () => void,
): ControlField {
  const { input, event, read, show, words } = createFieldParts(control);
  input.id = id;
  const label = createElement("label", "tsd-name", { for: id }, control.name);
  const output = createElement("output", "tsd-given", { for: id, "aria-hidden": "true" });
  const update = () => {
    output.textContent = words();
  };
  // A value counts once, however often the browser says so.
  let last = control.value;
  input.addEventListener(
    event,
    () => {
      const value = read();
      if (value === last) return;
      last = value;
      show(value);
      update();
      onChange();
    },
    { signal },
  );
  show(control.value);
  update();
  return {
    cells: [label, input, output],
    input,
    get value() {
      return read();
    },
    show: (value) => {
      last = value;
      show(value);
      update();
    },
  };
}
