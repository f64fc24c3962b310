import type { LivePage } from "../live/liveSource";
import type { Answer } from "./answerValues";

/** The answers of a function that somebody may still see. */
export interface ShownAnswers {
  /** An answer to a page: what the page showed before is seen no more, nor is the answer where the page has gone. */
  give(answer: Answer, page: LivePage): void;
  /** An answer that pages will ask for. */
  keep(answer: Answer): void;
  /** A page has gone. */
  leave(page: LivePage): void;
}

/**
 * Withdraws the live outputs of each answer that is no page's any more and not the last, so that a slider with viewers
 * below it does not push the notebook's other outputs out.
 *
 * @param findLast - the newest answer, which a page that opens gets.
 * @param withdraw - lets go of live outputs by their ids.
 */
export function createShownAnswers(
  findLast: () => Answer | undefined,
  withdraw: (ids: readonly string[]) => void,
): ShownAnswers {
  const kept = new Set<Answer>();
  const shown = new Map<LivePage, Answer>();
  const letGo = () => {
    const needed = new Set([findLast(), ...shown.values()]);
    for (const answer of kept) {
      if (needed.has(answer)) continue;
      kept.delete(answer);
      withdraw(answer.live);
    }
  };
  const keep = (answer: Answer) => {
    kept.add(answer);
    letGo();
  };
  return {
    give: (answer, page) => {
      if (!page.signal.aborted) shown.set(page, answer);
      keep(answer);
    },
    keep,
    leave: (page) => {
      shown.delete(page);
      letGo();
    },
  };
}
