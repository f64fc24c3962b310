import type { MimeBundle } from "../display/payload/bundle";
import { InvalidArgumentError } from "../errors";
import type { CellOutput } from "./tslabBridge";

/** A bar in an output, for as long as the work goes on. */
export interface ProgressBar {
  /** Moves the bar: `done` of `total`; without a length while `total` is 0. */
  readonly update: (done: number, total: number, step?: string) => void;
  /** Draws it at once, before a step that is long and says nothing on its way. */
  readonly announce: (step: string) => void;
  /** Draws it no more: something else comes in its place. */
  readonly leave: () => void;
  /** Puts a line in its place if it had appeared, and draws it no more. @default the title and "done", marked as such */
  readonly end: (last?: string) => void;
  /** How far the work is, as a line. */
  readonly text: () => string;
}

/** Metadata of the line that says no more than that the work was slow, for who saves notebooks that are the same each time. */
const PROGRESS_DONE = { "tslab-dicom": { progress: "done" } };

/** Work that is over sooner shows no bar. */
const APPEARS_AFTER_MS = 500;
/** Between two pictures of the bar: more often than people read costs the work, not the people. */
const REDRAW_MS = 200;
const CELLS = 30;

/**
 * A bar that appears in the output after half a second; null for one that is never seen. Messages go out while the
 * kernel computes, so that it moves in synchronous work too, as often as that updates it.
 */
export function createProgressBar(title: string, output: CellOutput | null): ProgressBar {
  const started = performance.now();
  let text = title;
  let drawn: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let ended = false;

  const draw = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    drawn = performance.now();
    output?.show(textBundle(text));
  };
  const leave = () => {
    ended = true;
    if (timer) clearTimeout(timer);
  };
  return {
    update: (done, total, step = "") => {
      requireAmount("done", done);
      requireAmount("total", total);
      text = barText(title, done, total, step);
      if (ended || output === null) return;
      const due = drawn === null ? started + APPEARS_AFTER_MS : drawn + REDRAW_MS;
      const wait = due - performance.now();
      if (wait <= 0) draw();
      else timer ??= setTimeout(draw, wait).unref();
    },
    announce: (step) => {
      text = `${title}: ${step}`;
      if (!ended) draw();
    },
    leave,
    end: (last) => {
      if (ended) return;
      leave();
      text = last ?? `${title}: done`;
      if (drawn !== null) output?.show(textBundle(text, last === undefined ? PROGRESS_DONE : {}));
    },
    text: () => text,
  };
}

function textBundle(text: string, metadata: MimeBundle["metadata"] = {}): MimeBundle {
  return { data: { "text/plain": text }, metadata };
}

function barText(title: string, done: number, total: number, step: string): string {
  const name = step === "" ? title : `${title}: ${step}`;
  if (total === 0) return done === 0 ? name : `${name}  ${done}`;
  const share = Math.min(done / total, 1);
  const full = Math.floor(share * CELLS);
  const bar = "█".repeat(full) + "░".repeat(CELLS - full);
  return `${name}  ${bar}  ${Math.floor(share * 100)}%  ${done} of ${total}`;
}

function requireAmount(argument: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError(argument, "a finite number of at least 0", value);
  }
}
