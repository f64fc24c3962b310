import { setImmediate as nextTurn } from "node:timers/promises";
import { type ControlValues, readControlValues } from "../../contract";
import type { PngEffort } from "../../display/raster/png";
import type { AnswerPage, LivePage, LiveSource } from "../live/liveSource";
import type { Answer } from "./answerValues";
import type { ControlSet } from "./controlSet";
import { createShownAnswers } from "./shownAnswers";

/** A function behind controls, what it was asked for and what it answered last. */
export interface LiveControls extends LiveSource {
  /** The newest values that the function has answered, and its answer; null before the first. */
  readonly last: Answered | null;
  /** The values that the function was asked for last, though it may have yet to answer; the start before the first. */
  readonly asked: ControlValues;
  /** Runs the function, with pictures to be kept; at once unless it is asynchronous. */
  run(values: ControlValues): Answer | Promise<Answer>;
  /** Runs the function, and has the pages show its answer and their controls the values. */
  set(values: ControlValues): Promise<Answer>;
}

export interface Answered {
  readonly values: ControlValues;
  readonly answer: Answer;
}

/** A page that looks at the controls. */
interface Looker {
  /** Number of its newest request. */
  asked: number;
  /** Whether it is to show the last answer, which it will ask for. */
  owed: boolean;
}

/**
 * The controls that pages move. Each request runs the function; a page's older request, which it does not wait for any
 * more, is refused when a newer one has come. An answer that is late never takes the place of a newer one.
 *
 * @param withdraw - lets go of the live outputs of answers that nobody sees any more. Those of `run` stay, for the
 * document has them.
 */
export function createLiveControls(
  set: ControlSet,
  call: (values: ControlValues, effort: PngEffort) => Answer | Promise<Answer>,
  withdraw: (ids: readonly string[]) => void,
): LiveControls {
  const lookers = new Map<LivePage, Looker>();
  let started = 0;
  let finished = 0;
  let last: Answered | null = null;
  let asked = set.start;
  /** The answer that the document shows to a page that opens. */
  let kept: Answer | null = null;
  const answers = createShownAnswers(() => last?.answer, withdraw);

  const run = (values: ControlValues, effort: PngEffort): Answer | Promise<Answer> => {
    const number = ++started;
    asked = values;
    const keep = (answer: Answer): Answer => {
      if (number > finished) {
        finished = number;
        last = { values, answer };
      }
      return answer;
    };
    const answer = call(values, effort);
    return answer instanceof Promise ? answer.then(keep) : keep(answer);
  };
  const move = (page: LivePage, looker: Looker, values: ControlValues) => {
    looker.owed = true;
    page.send({ message: { kind: "set", state: values } });
  };

  const open = (page: LivePage): AnswerPage => {
    const looker: Looker = { asked: 0, owed: false };
    lookers.set(page, looker);
    page.signal.addEventListener("abort", () => {
      lookers.delete(page);
      answers.leave(page);
    });
    if (last !== null && last.answer !== kept) move(page, looker, last.values);
    return async (message) => {
      if (message.kind === "state") return undefined;
      if (message.kind !== "values") throw new Error("This output has controls, and no planes.");
      const reading = readControlValues(message.values, set.controls);
      if ("problem" in reading) throw new Error(`The kernel did not run the function: ${reading.problem}.`);
      const values = reading.payload;
      looker.asked++;
      const { asked } = looker;
      await nextTurn(); // what has come meanwhile is newer
      requireNewest(looker, asked);
      if (page.signal.aborted) return undefined;
      const known = looker.owed && last !== null && isSame(last.values, values) ? last.answer : null;
      looker.owed = false;
      const answer = known ?? (await run(values, "quick"));
      if (looker.asked === asked) answers.give(answer, page);
      else answers.keep(answer);
      requireNewest(looker, asked);
      const { outputs, text, error } = answer;
      return { message: { kind: "values", request: message.request, outputs, text, error } };
    };
  };
  return {
    get last() {
      return last;
    },
    get asked() {
      return asked;
    },
    run: (values) => {
      const keep = (answer: Answer): Answer => {
        kept = answer;
        return answer;
      };
      const answer = run(values, "small");
      return answer instanceof Promise ? answer.then(keep) : keep(answer);
    },
    open,
    set: async (values) => {
      const answer = await run(values, "quick");
      answers.keep(answer);
      if (last?.answer === answer) for (const [page, looker] of lookers) move(page, looker, values);
      return answer;
    },
  };
}

function requireNewest({ asked }: Looker, mine: number): void {
  if (asked !== mine) throw new Error("The page has asked for newer values meanwhile.");
}

function isSame(a: ControlValues, b: ControlValues): boolean {
  return Object.keys(a).every((name) => Object.is(a[name], b[name]));
}
