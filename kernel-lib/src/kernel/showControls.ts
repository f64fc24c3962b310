import { describeControls } from "../contract";
import { describedAs } from "../describe";
import type { MimeBundle } from "../display/payload/bundle";
import { createControlsBundle } from "../display/payload/controlsPayload";
import { type Answer, answerValues, takeReturned } from "./controls/answerValues";
import type { ValuesOf } from "./controls/controlForms";
import type { ControlSet } from "./controls/controlSet";
import { createLiveControls } from "./controls/liveControls";
import type { Interaction } from "./interaction";
import { offerLiveOutput, withdrawLiveOutputs } from "./live/offerLiveOutput";
import { findCapture } from "./output/capture";
import { createProgressBar } from "./progressBar";
import { printHandle } from "./show";
import { openOutput } from "./tslabBridge";

export interface ShowControlsOptions {
  readonly title: string;
  /** Whether the function waits for the button. */
  readonly manual: boolean;
}

const NOTHING: Pick<Answer, "outputs" | "text" | "error"> = { outputs: [], text: "", error: "" };

/**
 * Shows controls whose function runs in this kernel when they move, and what it shows for their first values. Where no
 * page could reach the kernel, that alone and a line that says so.
 */
export function showControls<Forms, Result>(
  run: (given: unknown) => unknown,
  set: ControlSet,
  { title, manual }: ShowControlsOptions,
): Interaction<Forms, Result> {
  const live = createLiveControls(
    set,
    (values, effort) => answerValues(run, set.give(values), effort),
    withdrawLiveOutputs,
  );
  const { id, problem } = offerLiveOutput(live);
  const bundleOf = (answer: Pick<Answer, "outputs" | "text" | "error">): MimeBundle =>
    id === null
      ? createStill(answer, `${describeControls(set.controls)}. ${explainStill(problem, manual)}`)
      : createControlsBundle({ title, controls: set.controls, manual, live: id, answer });

  const capture = findCapture();
  const output = capture === undefined ? openOutput() : null;
  // Nobody knows how long the function takes, and while it runs nothing can be drawn.
  if (!manual) createProgressBar("Running the function", output).announce("for the first values");
  const first = manual ? null : live.run(set.start);
  const isLate = first instanceof Promise;
  let bundle = bundleOf(first === null || isLate ? NOTHING : first);
  capture?.outputs.push({
    alt: String(bundle.data["text/plain"]),
    picture: null,
    createBundle: () => bundle,
  });
  output?.show(bundle);
  const ready = isLate
    ? first.then((answer) => {
        bundle = bundleOf(answer);
        output?.show(bundle);
      })
    : Promise.resolve();
  if (isLate) capture?.awaited.push(ready);

  const displayId = output?.displayId ?? null;
  const words = () => String(bundle.data["text/plain"]);
  const interaction: Interaction<Forms, Result> = {
    displayId,
    ready,
    get bundle() {
      return bundle;
    },
    get result() {
      const end = live.last?.answer.end;
      return (end && "returned" in end ? end.returned : undefined) as Result | undefined;
    },
    get values() {
      return set.name(live.last?.values ?? set.start) as ValuesOf<Forms>;
    },
    set: async (values) => {
      const changed = set.change(live.asked, values, "values");
      return takeReturned(await live.set(changed)) as Result;
    },
  };
  return describedAs(interaction, () => printHandle(displayId, words()), words);
}

/** What the function showed, as a picture that does not move. */
function createStill(
  { outputs, text, error }: Pick<Answer, "outputs" | "text" | "error">,
  line: string,
): MimeBundle {
  const picture = outputs.find(({ data }) => "image/png" in data);
  const words = [...outputs.map(({ data }) => String(data["text/plain"] ?? "")), text.trimEnd(), error, line];
  const alt = words.filter((word) => word !== "").join("\n");
  if (picture === undefined) return { data: { "text/plain": alt }, metadata: {} };
  const { "image/png": png } = picture.data;
  const size = picture.metadata["image/png"] as object | undefined;
  return { data: { "image/png": png, "text/plain": alt }, metadata: { "image/png": { ...size, alt } } };
}

function explainStill(problem: string, manual: boolean): string {
  const remedy = manual ? "" : " One slider moves without a kernel with { precompute: true }.";
  return `The controls cannot move: ${problem}${remedy}`;
}
