/** A slider: smallest and largest value, and the step between values. */
export type SliderRange =
  | readonly [min: number, max: number]
  | readonly [min: number, max: number, step: number];

/** A slider in words. */
export interface SliderForm {
  readonly min: number;
  readonly max: number;
  /** @default 1 for whole numbers, else 0.1, and a hundredth of a range below 1 */
  readonly step?: number;
  /** Value to start with. @default the middle one */
  readonly value?: number;
}

/** A list to choose from, in words: the way to a list of two or three numbers. */
export interface ChoicesForm {
  /** Values, or values by their labels. */
  readonly choices: readonly unknown[] | { readonly [label: string]: unknown };
}

/**
 * A control as `interact` takes it: [min, max] or [min, max, step] or { min, max, step, value } is a slider, a number n
 * a slider from -n to 3n, true or false a box to tick, a text a field, any other list, a record of values by their
 * labels or { choices } a list to choose from.
 */
export type ControlForm =
  | number
  | boolean
  | string
  | readonly unknown[]
  | SliderForm
  | ChoicesForm
  | { readonly [label: string]: unknown };

/** Controls by their names. */
export interface ControlForms {
  readonly [name: string]: ControlForm;
}

/** What a control gives. */
export type ControlGives<Form> = Form extends number
  ? number
  : Form extends boolean
    ? boolean
    : Form extends string
      ? string
      : Form extends readonly (infer Value)[]
        ? Widened<Value>
        : Form extends { readonly choices: infer Choices }
          ? MemberOf<Choices>
          : Form extends { readonly min: number; readonly max: number }
            ? number
            : Widened<Form[keyof Form]>;

/** The values of all controls, by their names. */
export type ValuesOf<Forms> = { readonly [Name in keyof Forms]: ControlGives<Forms[Name]> };

/** What the function gets: the value of one control itself, the values of several by their names. */
export type GivenBy<Forms> =
  IsOne<keyof Forms> extends true ? ControlGives<Forms[keyof Forms]> : ValuesOf<Forms>;

/** Values to start with: of one control itself, or by their names. */
export type StartOf<Forms> =
  | Partial<ValuesOf<Forms>>
  | (IsOne<keyof Forms> extends true ? ControlGives<Forms[keyof Forms]> : never);

type MemberOf<Choices> = Choices extends readonly (infer Value)[]
  ? Widened<Value>
  : Widened<Choices[keyof Choices]>;

/** Numbers of a list are numbers; words stay the words they are. */
type Widened<Value> = IsAny<Value> extends true ? Value : [Value] extends [number] ? number : Value;
type IsAny<Value> = 0 extends 1 & Value ? true : false;
type IsOne<Name, All = Name> = Name extends unknown ? ([All] extends [Name] ? true : false) : never;
