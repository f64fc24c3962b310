import {
  type ChoiceControl,
  type Control,
  type ControlValue,
  listSliderValues,
  type SliderControl,
  type TextControl,
  type ToggleControl,
} from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";

/** A control on the page. */
export interface ControlField {
  /** Name, field and the value in words: the cells of a row. */
  readonly cells: readonly [HTMLElement, HTMLElement, HTMLElement];
  readonly input: HTMLInputElement | HTMLSelectElement;
  readonly value: ControlValue;
  show(value: ControlValue): void;
}

/** The parts of a field that its kind decides. */
interface Parts {
  readonly input: HTMLInputElement | HTMLSelectElement;
  /** Whose firing means that the reader chose a value. */
  readonly event: "input" | "change";
  readonly read: () => ControlValue;
  readonly show: (value: ControlValue) => void;
  /** Words beside the field. */
  readonly words: () => string;
}

/** A field for a control; calls back when the reader has changed it. */
export function createControlField(
  control: Control,
  id: string,
  signal: AbortSignal,
  onChange: () => void,
): ControlField {
  const { input, event, read, show, words } = createParts(control);
  input.id = id;
  const label = createElement("label", "tsd-name", { for: id }, control.name);
  const output = createElement("output", "tsd-given", { for: id, "aria-hidden": "true" });
  const update = () => {
    output.textContent = words();
  };
  input.addEventListener(
    event,
    () => {
      show(read());
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
      show(value);
      update();
    },
  };
}

function createParts(control: Control): Parts {
  if (control.kind === "slider") return createSlider(control);
  if (control.kind === "choice") return createChoice(control);
  return control.kind === "toggle" ? createToggle(control) : createText(control);
}

/** Moves through the numbers of the values: a browser's own steps are sums, and end in other digits. */
function createSlider(control: SliderControl): Parts {
  const { count, valueAt, indexOf } = listSliderValues(control);
  const input = createElement("input", "tsd-slider", {
    type: "range",
    min: "0",
    max: String(count - 1),
    step: "1",
  });
  const words = () => String(valueAt(input.valueAsNumber));
  return {
    input,
    event: "input",
    read: () => valueAt(input.valueAsNumber),
    show: (value) => {
      input.value = String(indexOf(Number(value)));
      input.setAttribute("aria-valuetext", words());
    },
    words,
  };
}

function createChoice({ labels }: ChoiceControl): Parts {
  const input = createElement("select", "tsd-choice");
  for (const [i, label] of labels.entries()) {
    input.append(createElement("option", "", { value: String(i) }, label));
  }
  return {
    input,
    event: "change",
    read: () => Number(input.value),
    show: (value) => {
      input.value = String(value);
    },
    words: () => "",
  };
}

function createToggle(_control: ToggleControl): Parts {
  const input = createElement("input", "tsd-toggle", { type: "checkbox" });
  return {
    input,
    event: "change",
    read: () => input.checked,
    show: (value) => {
      input.checked = value === true;
    },
    words: () => "",
  };
}

/** Counts when it is left, or with Enter: half a word is no value. */
function createText(_control: TextControl): Parts {
  const input = createElement("input", "tsd-text", { type: "text", spellcheck: "false" });
  return {
    input,
    event: "change",
    read: () => input.value,
    show: (value) => {
      input.value = String(value);
    },
    words: () => "",
  };
}
