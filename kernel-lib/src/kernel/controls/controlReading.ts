import type { Control, ControlValue } from "../../contract";

/** A control, and what the function gets for what the page knows of it. */
export interface ControlReading {
  readonly control: Control;
  /** What a value of the page stands for: the chosen one, the slider's nearest. */
  readonly give: (value: ControlValue) => unknown;
  /** What the page knows of a value as the function gets it; undefined when it is none of the control's. */
  readonly find: (given: unknown) => ControlValue | undefined;
  /** The control's values in words. */
  readonly called: string;
}
