import { VIEWER_MIME } from "../contract";
import { describedAs } from "../describe";
import { createFramesPayload } from "../display/payload/framesPayload";
import { answerValues, takeReturned } from "./controls/answerValues";
import type { ValuesOf } from "./controls/controlForms";
import type { ControlSet } from "./controls/controlSet";
import { precomputeFrames } from "./controls/precomputeFrames";
import type { Interaction } from "./interaction";
import { printHandle, show } from "./show";

/** Shows what a function makes of every value of a slider, so that it moves without this kernel. */
export function showFrames<Forms, Result>(
  run: (given: unknown) => unknown,
  set: ControlSet,
  title: string,
  budget: number,
): Interaction<Forms, Result> {
  const { name, frames, frame, returned } = precomputeFrames(run, set, budget);
  const { picture, alt } = frames[frame];
  const shown = show({
    picture,
    alt,
    rich: (pictureBytes) => ({
      mime: VIEWER_MIME,
      payload: createFramesPayload({
        title,
        name,
        frames,
        frame,
        budget: budget - pictureBytes,
        outputBudget: budget,
      }),
    }),
  });
  let last = { values: set.start, returned };
  const interaction: Interaction<Forms, Result> = {
    ...shown,
    ready: Promise.resolve(),
    get result() {
      return last.returned as Result;
    },
    get values() {
      return set.name(last.values) as ValuesOf<Forms>;
    },
    set: async (values) => {
      const changed = set.change(last.values, values, "values");
      const result = takeReturned(await answerValues(run, set.give(changed), "quick"));
      last = { values: changed, returned: result };
      return result as Result;
    },
  };
  return describedAs(
    interaction,
    () => printHandle(shown.displayId, alt),
    () => alt,
  );
}
