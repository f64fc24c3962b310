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

/** The parts of a field that its kind decides. */
export interface FieldParts {
  readonly input: HTMLInputElement | HTMLSelectElement;
  /** Whose firing means that the reader chose a value. */
  readonly event: "input" | "change";
  readonly read: () => ControlValue;
  readonly show: (value: ControlValue) => void;
  /** Words beside the field. */
  readonly words: () => string;
}

/** The parts of a control's field, as its kind has them. */
export function createFieldParts(control: Control): FieldParts {
  if (control.kind === "slider") return createSlider(control);
  if (control.kind === "choice") return createChoice(control);
  return control.kind === "toggle" ? createToggle(control) : createText(control);
}

/** Moves through the numbers of the values: a browser's own steps are sums, and end in other digits. */
function createSlider(control: SliderControl): FieldParts {
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

function createChoice({ labels }: ChoiceControl): FieldParts {
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

function createToggle(_control: ToggleControl): FieldParts {
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
function createText(_control: TextControl): FieldParts {
  const input = createElement("input", "tsd-text", { type: "text", spellcheck: "false" });
  // Not left to the browser, which does so only when nobody else has taken the key.
  input.addEventListener("keydown", ({ key, isComposing }) => {
    if (key === "Enter" && !isComposing) input.dispatchEvent(new Event("change"));
  });
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
