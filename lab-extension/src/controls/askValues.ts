import type { ControlValues } from "tslab-dicom/contract";
import { NewestOnly } from "../decode/newestOnly";
import type { Translate } from "../dom/translate";
import { LinkError, type LiveLink } from "../live/liveLink";
import type { AnswerArea } from "./answerArea";

export interface AskOptions {
  readonly link: LiveLink;
  /** Where answers are shown. */
  readonly area: AnswerArea;
  readonly translate: Translate;
  readonly signal: AbortSignal;
  /** The answer is late, or has come. */
  readonly onBusy: (busy: boolean) => void;
  /** What is seen belongs to these values. */
  readonly onAnswered: (values: ControlValues) => void;
  /** These values are not asked for any more. */
  readonly onSettled: (values: ControlValues) => void;
}

/** A wait that is shorter is not shown: a mark that flashes at each step says nothing. */
const BUSY_AFTER_MS = 150;

/** Asks the kernel for what belongs to values and shows it, one at a time and of those that wait the newest. */
export function createAsk(options: AskOptions): NewestOnly<ControlValues> {
  return new NewestOnly((values) => ask(values, options));
}

async function ask(values: ControlValues, options: AskOptions): Promise<void> {
  const { link, area, translate, signal, onBusy, onAnswered, onSettled } = options;
  if (signal.aborted) return;
  const timer = setTimeout(() => onBusy(true), BUSY_AFTER_MS);
  try {
    const { message } = await link.request({ kind: "values", values }, signal);
    if (signal.aborted) return;
    if (message.kind === "values") {
      await area.show(message);
      onAnswered(values);
    }
  } catch (failure) {
    // The line says already that the kernel is gone.
    if (signal.aborted || link.status === "gone") return;
    area.fail(
      translate(failure instanceof LinkError ? failure.message : "The answer of the kernel cannot be shown."),
    );
  } finally {
    clearTimeout(timer);
    onBusy(false);
  }
  onSettled(values);
}
