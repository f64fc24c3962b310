import type { Control, ControlValue, ControlValues } from "../../contract";
import { isRecord } from "../../contract";
import { shortly } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import type { ControlForms } from "./controlForms";
import type { ControlReading } from "./controlReading";
import { readControl } from "./readControl";

/** The controls of an `interact`: what the page knows of them, and what its function gets. */
export interface ControlSet {
  /** Each with the value that it starts with. */
  readonly controls: readonly Control[];
  readonly start: ControlValues;
  /** The value of one control itself, the values of several by their names. */
  give(values: ControlValues): unknown;
  /** The values by their names. */
  name(values: ControlValues): Readonly<Record<string, unknown>>;
  /**
   * Values with some of them set.
   *
   * @param set - as the function gets them, by their names; of one control also the value itself.
   * @param argument - what they are called where they are given.
   * @throws InvalidArgumentError for names and values that are none of the controls'.
   */
  change(values: ControlValues, set: unknown, argument: string): ControlValues;
}

/**
 * The controls that a cell's abbreviations stand for.
 *
 * @throws InvalidArgumentError for no control, for an abbreviation that stands for none, and for a start off its control.
 */
export function readControlSet(forms: ControlForms, start: unknown): ControlSet {
  if (!isRecord(forms) || Object.keys(forms).length === 0) {
    throw new InvalidArgumentError("controls", "at least one, as { x: [0, 10] }", shortly(forms));
  }
  const read = new Map(Object.entries(forms).map(([name, form]) => [name, readControl(name, form)]));
  const [only, ...more] = read.values();
  const give = (values: ControlValues, { control, give }: ControlReading) => give(values[control.name]);
  const change = (values: ControlValues, set: unknown, argument: string): ControlValues => {
    if (more.length === 0 && !isByName(set, read)) {
      return { [only.control.name]: findValue(only, set, argument) };
    }
    if (!isByName(set, read)) {
      const names = [...read.keys()].join(", ");
      throw new InvalidArgumentError(argument, `an object with values of ${names}`, shortly(set));
    }
    const found = Object.entries(set).map(([name, value]): [string, ControlValue] => [
      name,
      findValue(read.get(name) ?? only, value, `${argument}.${name}`),
    ]);
    return { ...values, ...Object.fromEntries(found) };
  };
  const own = Object.fromEntries([...read].map(([name, { control }]) => [name, control.value]));
  const first = start === undefined ? own : change(own, start, "start");
  return {
    controls: [...read].map(([name, { control }]) => ({ ...control, value: first[name] }) as Control),
    start: first,
    give: (values) =>
      more.length === 0
        ? give(values, only)
        : Object.fromEntries([...read].map(([name, one]) => [name, give(values, one)])),
    name: (values) => Object.fromEntries([...read].map(([name, one]) => [name, give(values, one)])),
    change,
  };
}

function isByName(set: unknown, read: ReadonlyMap<string, ControlReading>): set is Record<string, unknown> {
  return isRecord(set) && Object.keys(set).length > 0 && Object.keys(set).every((name) => read.has(name));
}

function findValue({ find, called }: ControlReading, given: unknown, argument: string): ControlValue {
  const value = find(given);
  if (value === undefined) throw new InvalidArgumentError(argument, called, shortly(given));
  return value;
}
