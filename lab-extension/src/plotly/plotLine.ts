import { createElement } from "../dom/createElement";
import type { Translate } from "../dom/translate";

const SENTENCES = {
  loading: "The live figure is being prepared.",
  noWebgl: "WebGL is not available in this browser, so this is the picture saved with the notebook.",
  lost: "The browser took the graphics memory back, so this is the picture saved with the notebook.",
  retired: "Many live figures are open, so this one is a picture for now.",
  broken: "The live figure could not be drawn, so this is the picture saved with the notebook.",
} as const;

export type PlotSentence = keyof typeof SENTENCES;

export interface PlotLine {
  readonly root: HTMLElement;
  /** Say why the figure is a picture, or nothing, and whether it can be made live again. */
  say(what: PlotSentence | null, offerAgain: boolean): void;
}

/** The line below a plot: how it stands with it, and a button that makes it live. */
export function createPlotLine(translate: Translate, onAgain: () => void, signal: AbortSignal): PlotLine {
  const sentence = createElement("span", "", { "aria-live": "polite" });
  const again = createElement(
    "button",
    "tsd-again",
    { type: "button", hidden: "" },
    translate("Show it live"),
  );
  again.addEventListener("click", onAgain, { signal });
  return {
    root: createElement("div", "tsd-plot-line", {}, sentence, again),
    say: (what, offerAgain) => {
      sentence.textContent = what ? translate(SENTENCES[what]) : "";
      again.hidden = !offerAgain;
    },
  };
}
