import { type FieldCheck, isCount, isNumber, isRecord, isText, listOf, oneOf, recordOf } from "./fieldChecks";
import type { LiveOutput, ShownOutput } from "./live";
import { type Reading, readFields } from "./reading";

/** A control of `interact` and the value it begins with. */
export type Control = SliderControl | ChoiceControl | ToggleControl | TextControl;

/** Values are min, min + step, ... up to max, each as the step writes it. */
export interface SliderControl {
  readonly kind: "slider";
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
}

/** A list to choose from; the kernel knows the values, the page their labels. */
export interface ChoiceControl {
  readonly kind: "choice";
  readonly name: string;
  readonly labels: readonly string[];
  /** Number of the label, from 0. */
  readonly value: number;
}

export interface ToggleControl {
  readonly kind: "toggle";
  readonly name: string;
  readonly value: boolean;
}

export interface TextControl {
  readonly kind: "text";
  readonly name: string;
  readonly value: string;
}

export type ControlValue = Control["value"];
/** By the controls' names. */
export type ControlValues = Readonly<Record<string, ControlValue>>;

/** What `interact` shows: controls, and below them what its function showed at creation. */
export interface ControlsPayload {
  readonly kind: "controls";
  readonly title: string;
  readonly alt: string;
  readonly controls: readonly Control[];
  /** Whether the function runs when a button is pressed, and not when a control moves. */
  readonly manual: boolean;
  readonly live: LiveOutput;
  /** What the function showed for the values of the controls above; "picture" stands for the PNG beside this payload. */
  readonly outputs: readonly (ShownOutput | "picture")[];
  /** What it printed. */
  readonly text: string;
  /** What it threw, as a sentence; "" for nothing. */
  readonly error: string;
}

const isBoolean: FieldCheck = (value) => typeof value === "boolean";
const CONTROLS: Readonly<Record<Control["kind"], FieldCheck>> = {
  slider: recordOf({ name: isText, min: isNumber, max: isNumber, step: isNumber, value: isNumber }),
  choice: recordOf({ name: isText, labels: listOf(isText), value: isCount }),
  toggle: recordOf({ name: isText, value: isBoolean }),
  text: recordOf({ name: isText, value: isText }),
};
const isControl: FieldCheck = (value) =>
  isRecord(value) &&
  oneOf(...Object.keys(CONTROLS))(value.kind) &&
  CONTROLS[value.kind as Control["kind"]](value);
const isOutput: FieldCheck = (value) =>
  value === "picture" || (isRecord(value) && isRecord(value.data) && isRecord(value.metadata));

const FIELDS: Readonly<Record<keyof Omit<ControlsPayload, "kind">, FieldCheck>> = {
  title: isText,
  alt: isText,
  controls: listOf(isControl),
  manual: isBoolean,
  live: recordOf({ id: isText }),
  outputs: listOf(isOutput),
  text: isText,
  error: isText,
};

/** The payload in a record of kind "controls", checked field by field. */
export function readControlsPayload(value: Record<string, unknown>): Reading<ControlsPayload> {
  return readFields(value, FIELDS, ({ controls }) => {
    const problem = findValuesProblem(
      controls,
      Object.fromEntries(controls.map(({ name, value }) => [name, value])),
    );
    if (problem !== "") return problem;
    return new Set(controls.map(({ name }) => name)).size < controls.length
      ? "two controls have one name"
      : "";
  });
}

/** Values for all controls that came as JSON, checked against the controls; or what is wrong with them. */
export function readControlValues(value: unknown, controls: readonly Control[]): Reading<ControlValues> {
  if (!isRecord(value)) return { problem: "expected the values of controls" };
  const values = Object.fromEntries(controls.map(({ name }) => [name, value[name]])) as ControlValues;
  const problem = findValuesProblem(controls, values);
  return problem === "" ? { payload: values } : { problem };
}

function findValuesProblem(controls: readonly Control[], values: Readonly<Record<string, unknown>>): string {
  const wrong = controls.find((control) => !fits(control, values[control.name]));
  return wrong ? `the value of the control "${wrong.name}" is none of its own` : "";
}

/** Share of a step. */
const CLOSE = 1e-6;

function fits(control: Control, value: unknown): boolean {
  if (control.kind === "slider") {
    const { min, max, step } = control;
    // The last value, as it is written, may lie a digit beyond the end.
    const close = step * CLOSE;
    return step > 0 && isNumber(value) && Number(value) >= min - close && Number(value) <= max + close;
  }
  if (control.kind === "choice") return isCount(value) && Number(value) < control.labels.length;
  return typeof value === typeof control.value;
}
