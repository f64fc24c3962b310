import { describedAs } from "../describe";
import type { MimeBundle } from "../display/payload/bundle";
import { InvalidArgumentError } from "../errors";
import { findCapture } from "./output/capture";
import { openOutput } from "./tslabBridge";

/** How far some work is, as a bar in the notebook. */
export interface ProgressHandle {
  /**
   * Moves the bar.
   *
   * @param done - of `total`; a bar has no length while `total` is 0.
   * @param step - what goes on now. @default nothing
   */
  readonly update: (done: number, total: number, step?: string) => void;
  /** Puts a last line in the place of the bar, or nothing; the bar does not come back. */
  readonly end: (text?: string) => void;
}

/** Work that is over sooner leaves no output. */
const APPEARS_AFTER_MS = 500;
/** Between two pictures of the bar: more often than people read costs the work, not the people. */
const REDRAW_MS = 200;
const CELLS = 30;

/**
 * A bar below the running cell that says how far a long piece of work is; it stays with its cell. It appears after
 * half a second, and `end()` takes it away, so that a saved notebook is the same however long the work took;
 * `end(text)` leaves that line where the bar had appeared. Outside a tslab kernel it shows nothing.
 *
 * @throws InvalidArgumentError from `update` for numbers that are negative or not finite.
 * @example
 *     const bar = progress("Segmenting");
 *     for (const [i, volume] of volumes.entries()) {
 *       bar.update(i, volumes.length);
 *       masks.push(await segment(volume));
 *     }
 *     bar.end();
 */
export function progress(title: string): ProgressHandle {
  // Within `interact` the cell that runs may be another one's.
  const output = findCapture() === undefined ? openOutput() : null;
  const started = performance.now();
  let text = title;
  let drawn: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let ended = false;

  const draw = () => {
    timer = null;
    drawn = performance.now();
    output?.show(textBundle(text));
  };
  const update = (done: number, total: number, step = "") => {
    requireAmount("done", done);
    requireAmount("total", total);
    text = barText(title, done, total, step);
    if (ended || output === null) return;
    const due = drawn === null ? started + APPEARS_AFTER_MS : drawn + REDRAW_MS;
    const wait = due - performance.now();
    if (wait <= 0) {
      if (timer) clearTimeout(timer);
      draw();
    } else timer ??= setTimeout(draw, wait).unref();
  };
  const end = (last = "") => {
    if (ended) return;
    ended = true;
    if (timer) clearTimeout(timer);
    text = last === "" ? `${title}: done` : last;
    if (drawn !== null) output?.show(textBundle(last));
  };
  return describedAs({ update, end }, () => text);
}

/** Without any form Jupyter shows nothing, not even a blank line. */
function textBundle(text: string): MimeBundle {
  return { data: text === "" ? {} : { "text/plain": text }, metadata: {} };
}

function barText(title: string, done: number, total: number, step: string): string {
  const name = step === "" ? title : `${title}: ${step}`;
  if (total === 0) return `${name}  ${done}`;
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
