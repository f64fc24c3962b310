import { DEFAULT_BUDGET, requireBudget } from "../display/payload/budget";
import { InvalidArgumentError } from "../errors";
import { type OptionKind, type OptionKinds, requireOptions } from "../options";
import type { ControlForms, GivenBy, StartOf } from "./controls/controlForms";
import { readControlSet } from "./controls/controlSet";
import type { Interaction } from "./interaction";
import { showControls } from "./showControls";
import { showFrames } from "./showFrames";

export interface InteractOptions<Forms extends ControlForms = ControlForms> {
  /** Value of the one control to start with, or values by the controls' names. @default the middle of sliders, the first choice */
  start?: StartOf<Forms>;
  /** @default none */
  title?: string;
  /**
   * Run the function for every value of the one slider now, so that it moves without a kernel; the function must show one
   * picture.
   * @default false
   */
  precompute?: boolean;
  /** Bytes of the output with its precomputed pictures; only with `precompute`. @default 4000000 */
  budget?: number;
}

/** Anything: a start is what its control holds. */
export const START_KINDS: readonly OptionKind[] = ["number", "text", "boolean", "list", "record", "function"];
const KINDS: OptionKinds<InteractOptions> = {
  start: START_KINDS,
  title: "text",
  precompute: "boolean",
  budget: "number",
};

/**
 * Shows controls, and below them whatever a function shows for their values: pictures, viewers, meshes, what it prints,
 * else the value it returns; like ipywidgets' `interact`. It runs once now and then in this kernel whenever a control
 * moves; asynchronous functions are awaited, the newest values win, and what it throws is shown as a sentence.
 *
 * A control is a slider [min, max] or [min, max, step] (or { min, max, step, value }; without a step by 1, of ranges that
 * are not whole by 0.1, below 1 by a hundredth), a number n for a slider from -n to 3n, true or false, a text, or
 * something to choose from: a list, a record of values by their labels. Two or three numbers are a slider: to choose from
 * them write { choices: [64, 128] }.
 *
 * Options: `start` (the middle of sliders, the first choice), `title` (none), `precompute` (false), `budget` (4000000
 * bytes; only with `precompute`, for its pictures).
 *
 * @param run - gets the value of one control itself, (x) => ..., and the values of several by their names,
 * ({ slice, window }) => ...
 * @param controls - by their names: { x: [0, 260] }. Values of a slider are what the step writes: [-0.3, 0.3, 0.1]
 * comes by 0 itself.
 * @throws InvalidArgumentError for a control or a start that does not exist, and a budget without `precompute`. With
 * `precompute` also for other controls than one slider of at most 1000 values and a function that does not show one
 * picture at once; and what it throws.
 * @example
 *     interact((x) => imshow(volume, { slice: x }), { x: [0, 260] });
 *     interact(({ slice, window }) => imshow(volume, { slice, window }), { slice: [0, 260], window: ["lung", "bone"] });
 */
export function interact<const Forms extends ControlForms, Result>(
  run: (given: GivenBy<Forms>) => Result,
  controls: Forms,
  options: InteractOptions<Forms> = {},
): Interaction<Forms, Awaited<Result>> {
  requireOptions(options as InteractOptions, KINDS);
  const { title = "", budget, precompute = false } = options;
  if (budget !== undefined && !precompute) {
    const expected = "given with { precompute: true }, for whose pictures it is, or left out";
    throw new InvalidArgumentError("budget", expected, budget);
  }
  const call = requireFunction(run, "interact");
  const set = readControlSet(controls, options.start);
  return precompute
    ? showFrames(call, set, title, requireBudget(budget ?? DEFAULT_BUDGET))
    : showControls(call, set, { title, manual: false });
}

/** @throws InvalidArgumentError for anything else. */
export function requireFunction<Given>(
  run: (given: Given) => unknown,
  verb: "interact" | "interactManual",
): (given: unknown) => unknown {
  if (typeof run !== "function") {
    throw new InvalidArgumentError(`the function of ${verb}`, "a function", run);
  }
  return (given) => run(given as Given);
}
