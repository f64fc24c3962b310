import { DecoderStartError } from "../../../errors";
import { afterSeconds } from "./afterSeconds";

/** What a task tells of itself. */
export interface WatchedTask {
  /** Its codec is loaded and starts. */
  readonly begin: () => void;
  readonly end: () => void;
}

/**
 * Watches tasks that wait for threads: when none of them runs and none begins for so many seconds, the threads do not
 * start, and all that wait are rejected with DecoderStartError. A task that waits behind a running one is not late.
 *
 * @param onStuck - called before.
 */
export function watchStart(
  seconds: number,
  onStuck: (error: DecoderStartError) => void,
): (reject: (error: DecoderStartError) => void) => WatchedTask {
  const waiting = new Set<(error: DecoderStartError) => void>();
  let running = 0;
  let stopTimer: (() => void) | null = null;

  const giveUp = () => {
    const error = new DecoderStartError(seconds);
    onStuck(error);
    for (const reject of waiting) reject(error);
  };
  const update = () => {
    if (waiting.size > 0 && running === 0) {
      stopTimer ??= afterSeconds(seconds, giveUp);
    } else {
      stopTimer?.();
      stopTimer = null;
    }
  };
  return (reject) => {
    let runs = false;
    waiting.add(reject);
    update();
    return {
      begin: () => {
        runs = waiting.delete(reject);
        if (runs) running++;
        update();
      },
      end: () => {
        waiting.delete(reject);
        if (runs) running--;
        runs = false;
        update();
      },
    };
  };
}
