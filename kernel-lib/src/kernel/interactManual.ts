import { type OptionKinds, requireOptions } from "../options";
import type { ControlForms, GivenBy, StartOf } from "./controls/controlForms";
import { readControlSet } from "./controls/controlSet";
import { requireFunction, START_KINDS } from "./interact";
import type { Interaction } from "./interaction";
import { showControls } from "./showControls";

export interface InteractManualOptions<Forms extends ControlForms = ControlForms> {
  /** Value of the one control to start with, or values by the controls' names. @default the middle of sliders, the first choice */
  start?: StartOf<Forms>;
  /** @default none */
  title?: string;
}

const KINDS: OptionKinds<InteractManualOptions> = { start: START_KINDS, title: "text" };

/**
 * As `interact`, for functions that take long: runs when its button is pressed, and not before.
 *
 * Options: `start` (the middle of sliders, the first choice), `title` (none).
 *
 * @param run - gets the value of one control itself, and the values of several by their names.
 * @param controls - by their names, as those of `interact`.
 * @throws InvalidArgumentError for a control or a start that does not exist.
 * @example
 *     interactManual((clusters) => gkSegment(lungs, { clusters }), { clusters: [2, 8] });
 */
export function interactManual<const Forms extends ControlForms, Result>(
  run: (given: GivenBy<Forms>) => Result,
  controls: Forms,
  options: InteractManualOptions<Forms> = {},
): Interaction<Forms, Awaited<Result>> {
  requireOptions(options as InteractManualOptions, KINDS);
  const set = readControlSet(controls, options.start);
  return showControls(requireFunction(run, "interactManual"), set, {
    title: options.title ?? "",
    manual: true,
  });
}
