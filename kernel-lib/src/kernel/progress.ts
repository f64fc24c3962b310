import { describedAs } from "../describe";
import { findCapture } from "./output/capture";
import { createProgressBar } from "./progressBar";
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
  /** Puts a last line in the place of the bar; the bar does not come back. @default the title and "done" */
  readonly end: (text?: string) => void;
}

/**
 * A bar below the running cell that says how far a long piece of work is; it stays with its cell. It appears after
 * half a second, so that short work leaves no output, and `end` puts a last line where it had appeared: an output cannot
 * be taken away again, and an empty one would stay in the saved notebook. Outside a tslab kernel it shows nothing.
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
  const { update, end, text } = createProgressBar(title, findCapture() === undefined ? openOutput() : null);
  return describedAs({ update, end: (last) => end(last || undefined) }, text);
}
