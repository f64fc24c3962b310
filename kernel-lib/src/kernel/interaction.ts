import type { ValuesOf } from "./controls/controlForms";
import type { Shown } from "./show";

/** Controls that were shown, and what their function gave last. */
export interface Interaction<Forms, Result> extends Shown {
  /** What the function returned last, awaited; undefined before it has, and after it threw. */
  readonly result: Result | undefined;
  /** The values that `result` is of, by the controls' names. */
  readonly values: ValuesOf<Forms>;
  /** Resolves when the function has answered for the first time, and what it shows is in the output. */
  readonly ready: Promise<void>;
  /**
   * Moves controls, and shows and gives what the function returns then. Calls that overlap each change the values of the
   * one before. The output of `precompute` moves without this kernel and stays as it is: there the function runs, what it
   * prints goes to the cell, and what it returns is given.
   *
   * @throws InvalidArgumentError for names and values that are none of the controls'; what the function throws.
   */
  set(values: Partial<ValuesOf<Forms>>): Promise<Result>;
}
