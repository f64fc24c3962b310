import { inspect } from "node:util";
import { type Control, type ControlValue, isRecord } from "../../contract";
import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import { type OptionKinds, requireOptions } from "../../options";
import type { ChoicesForm, ControlForm, SliderForm } from "./controlForms";
import type { ControlReading } from "./controlReading";
import { readSlider, sliderAround } from "./readSlider";

const SLIDER_KINDS: OptionKinds<SliderForm> = {
  min: "number",
  max: "number",
  step: "number",
  value: "number",
};
const CHOICES_KINDS: OptionKinds<ChoicesForm> = { choices: ["list", "record"] };
/** Letters of a label; more do not fit a list to choose from. */
const LABEL_LETTERS = 80;

/**
 * The control that a cell's abbreviation stands for, as ipywidgets reads them.
 *
 * @throws InvalidArgumentError for an abbreviation that stands for none.
 */
export function readControl(name: string, form: ControlForm): ControlReading {
  if (typeof form === "number") return readSlider(name, sliderAround(name, form));
  if (typeof form === "boolean") {
    return plain({ kind: "toggle", name, value: form }, "boolean", "true or false");
  }
  if (typeof form === "string") return plain({ kind: "text", name, value: form }, "string", "a text");
  if (Array.isArray(form) || ArrayBuffer.isView(form))
    return readList(name, [...(form as readonly unknown[])]);
  if (isRecord(form)) return readRecord(name, form);
  throw new InvalidArgumentError(
    name,
    "a control: [min, max], a number, a list or record of choices, true or false, or a text",
    shortly(form),
  );
}

function readList(name: string, list: readonly unknown[]): ControlReading {
  const isRange = (list.length === 2 || list.length === 3) && list.every((one) => typeof one === "number");
  if (!isRange) return readChoices(name, listEntries(list));
  const [min, max, step] = list as readonly [number, number, number?];
  return readSlider(name, { min, max, ...(step !== undefined && { step }) });
}

function readRecord(name: string, record: Readonly<Record<string, unknown>>): ControlReading {
  if (typeof record.min === "number" && typeof record.max === "number") {
    requireOptions(record as unknown as SliderForm, SLIDER_KINDS, name);
    return readSlider(name, record as unknown as SliderForm);
  }
  if (!("choices" in record)) return readChoices(name, Object.entries(record));
  requireOptions(record as unknown as ChoicesForm, CHOICES_KINDS, name);
  const { choices } = record;
  const isList = Array.isArray(choices) || ArrayBuffer.isView(choices);
  return readChoices(
    name,
    isList ? listEntries([...(choices as readonly unknown[])]) : Object.entries(choices as object),
  );
}

function readChoices(name: string, entries: readonly (readonly [string, unknown])[]): ControlReading {
  if (entries.length === 0) throw new InvalidArgumentError(name, "a list of at least one choice", "none");
  return {
    control: { kind: "choice", name, labels: entries.map(([label]) => label), value: 0 },
    give: (value) => entries[Number(value)]?.[1],
    find: (given) => {
      const index = entries.findIndex(([, value]) => Object.is(value, given));
      return index < 0 ? undefined : index;
    },
    called: "one of the choices",
  };
}

function plain(control: Control, type: "boolean" | "string", called: string): ControlReading {
  const find = (given: unknown) => (typeof given === type ? (given as ControlValue) : undefined);
  return { control, give: (value) => value, find, called };
}

function listEntries(list: readonly unknown[]): [string, unknown][] {
  return list.map((value) => [labelOf(value), value]);
}

/** A value in the words of its own that a list shows. */
function labelOf(value: unknown): string {
  const hasWords =
    typeof value !== "object" || value === null || value.toString !== Object.prototype.toString;
  const label = hasWords
    ? String(value)
    : inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });
  return label.length > LABEL_LETTERS ? `${label.slice(0, LABEL_LETTERS)}...` : label;
}
