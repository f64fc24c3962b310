import type { ShownOutput } from "tslab-dicom/contract";
import { createElement } from "../dom/createElement";
import { createOutputSlot, type OutputSlot } from "./outputSlot";
import { createPrinted, showPrinted } from "./printed";
import type { RenderOutput } from "./renderOutput";

/** What the function showed, printed and threw. */
export interface ShownAnswer {
  readonly outputs: readonly ShownOutput[];
  readonly text: string;
  /** A sentence; "" for nothing. */
  readonly error: string;
}

/** The place below the controls. */
export interface AnswerArea {
  readonly root: HTMLElement;
  /** What can be seen of answers: under an error, the outputs of the one before. */
  readonly seen: ShownAnswer;
  /** Shows an answer in the place of the last, all of it at once; resolves when it can be seen. */
  show(answer: ShownAnswer): Promise<void>;
  /** Says what went wrong; the outputs stay. */
  fail(sentence: string): void;
  dispose(): void;
}

export function createAnswerArea(render: RenderOutput): AnswerArea {
  const outputs = createElement("div", "tsd-outputs");
  const printed = createPrinted();
  const error = createElement("p", "tsd-error", { role: "alert" });
  const root = createElement("div", "tsd-answer", {}, outputs, printed, error);
  let slots: readonly OutputSlot[] = [];
  let shows = 0;
  let seen: ShownAnswer = { outputs: [], text: "", error: "" };

  const fail = (sentence: string) => {
    // Said again when it happens again, as an alert is when its text changes.
    error.textContent = sentence;
    error.hidden = sentence === "";
  };
  const showOutputs = async (next: readonly ShownOutput[], isNewest: () => boolean) => {
    const before = slots;
    const after = next.map((output, i) =>
      before[i]?.fits(output) ? before[i] : createOutputSlot(output, render),
    );
    const commits = await Promise.all(next.map((output, i) => after[i].prepare(output)));
    const unused = (kept: readonly OutputSlot[], all: readonly OutputSlot[]) =>
      all.filter((slot) => !kept.includes(slot));
    if (!isNewest()) {
      for (const slot of unused(slots, after)) slot.dispose();
      return;
    }
    slots = after;
    for (const slot of unused(after, before)) slot.dispose();
    for (const [i, { root: place }] of after.entries()) {
      if (outputs.children[i] !== place) outputs.insertBefore(place, outputs.children[i] ?? null);
    }
    for (const commit of commits) commit();
  };
  const show = async (answer: ShownAnswer) => {
    const mine = ++shows;
    // The last picture stays under an error: it is what there was before.
    const isNew = answer.error === "" || answer.outputs.length > 0;
    if (isNew) await showOutputs(answer.outputs, () => mine === shows);
    if (mine !== shows) return;
    seen = { ...answer, outputs: isNew ? answer.outputs : seen.outputs };
    showPrinted(printed, answer.text);
    fail(answer.error);
  };
  fail("");
  return {
    root,
    get seen() {
      return seen;
    },
    show,
    fail,
    dispose: () => {
      shows++;
      for (const slot of slots) slot.dispose();
      slots = [];
    },
  };
}
