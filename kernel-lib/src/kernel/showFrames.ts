import { VIEWER_MIME } from "../contract";
import { describedAs } from "../describe";
import { createFramesPayload } from "../display/payload/framesPayload";
import type { ValuesOf } from "./controls/controlForms";
import type { ControlSet } from "./controls/controlSet";
import { precomputeFrames } from "./controls/precomputeFrames";
import type { Interaction } from "./interaction";
import { captureCall } from "./output/capture";
import { printHandle, type Shown, showWork, toShown } from "./show";

/**
 * Shows what a function makes of every value of a slider, so that it moves without this kernel. No page asks this kernel
 * where the slider is, nor hears from it: `set` of the handle runs the function, prints what it prints and gives what it
 * returns, and leaves the output and its slider as they are.
 */
export function showFrames<Forms, Result>(
  run: (given: unknown) => unknown,
  set: ControlSet,
  title: string,
  budget: number,
): Interaction<Forms, Result> {
  const { shown, returned } = showPrecomputed(run, set, title, budget);
  const alt = String(shown.bundle.data["text/plain"]);
  let last = { values: set.start, returned };
  let asked = set.start;
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
      const changed = set.change(asked, values, "values");
      asked = changed;
      const { text, end } = await captureCall(() => run(set.give(changed)));
      if (text !== "") process.stdout.write(text);
      if ("thrown" in end) throw end.thrown;
      if (asked === changed) last = { values: changed, returned: end.returned };
      return end.returned as Result;
    },
  };
  return describedAs(
    interaction,
    () => printHandle(shown.displayId, alt),
    () => alt,
  );
}

/** The output with all frames, and what the function returned for the first that is shown. */
function showPrecomputed(
  run: (given: unknown) => unknown,
  set: ControlSet,
  title: string,
  budget: number,
): { readonly shown: Shown; readonly returned: unknown } {
  return showWork("Precomputing", (work) => {
    const { name, frames, frame, returned } = precomputeFrames(run, set, budget, work.update);
    const { picture, alt } = frames[frame];
    const rich = (pictureBytes: number) => ({
      [VIEWER_MIME]: createFramesPayload({
        title,
        name,
        frames,
        frame,
        budget: budget - pictureBytes,
        outputBudget: budget,
        onProgress: (done, total) => work.update(done, total, "pictures"),
      }),
    });
    return { shown: toShown(work.show({ picture, alt, rich })), returned };
  });
}
