import { stripVTControlCharacters } from "node:util";
import { shortly } from "../../describe";
import type { MimeBundle } from "../../display/payload/bundle";
import type { PngEffort } from "../../display/raster/png";
import { findLiveIds } from "../live/findLiveIds";
import { type CapturedCall, captureCall } from "../output/capture";
import { explainMissing } from "../tslab/shortenStacks";

/** What a function showed, printed, threw and returned. */
export interface Answer {
  readonly outputs: readonly MimeBundle[];
  readonly text: string;
  /** What it threw, as a sentence; "" for nothing. */
  readonly error: string;
  /** Ids of the live outputs among `outputs`. */
  readonly live: readonly string[];
  readonly end: CapturedCall["end"];
}

/**
 * What the function answers to a value; at once unless it is asynchronous.
 *
 * @param effort - that its pictures are worth.
 */
export function answerValues(
  run: (given: unknown) => unknown,
  given: unknown,
  effort: PngEffort,
): Answer | Promise<Answer> {
  const call = captureCall(() => run(given));
  return call instanceof Promise ? call.then((ended) => toAnswer(ended, effort)) : toAnswer(call, effort);
}

/** The value that the function returned. @throws what it threw. */
export function takeReturned({ end }: Answer): unknown {
  if ("thrown" in end) throw end.thrown;
  return end.returned;
}

function toAnswer({ outputs, text: printed, end }: CapturedCall, effort: PngEffort): Answer {
  // What colours it in a terminal is letters on a page.
  const text = stripVTControlCharacters(printed);
  try {
    const bundles = outputs.map(({ createBundle }) => createBundle(effort));
    const error = "thrown" in end ? describeThrown(end.thrown) : "";
    return { outputs: bundles, text, end, error, live: findLiveIds(bundles.map(({ data }) => data)) };
  } catch (thrown) {
    // A picture that cannot be made, say within its budget: the function's own fault, found late.
    return { outputs: [], text, end: { thrown }, error: describeThrown(thrown), live: [] };
  }
}

/** What was thrown as a sentence: the calls that led there are the library's, or lines that nobody wrote. */
function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `The function threw ${shortly(thrown)}.`;
  const hint = explainMissing(thrown);
  return `${thrown.name}: ${thrown.message}${hint && ` (${hint})`}`;
}
