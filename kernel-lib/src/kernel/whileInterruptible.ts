import { InterruptedError } from "../errors";
import { isInTslab } from "./tslabBridge";

/**
 * What the next interrupt stops, each with its name, and who heard of interrupts before. Of the whole process, as
 * SIGINT is: two loads at once share them.
 */
const running = new Map<AbortController, string>();
let listenersBefore: readonly NodeJS.SignalsListener[] = [];

/**
 * What `run` gives; its signal aborts when the kernel is interrupted or `outer` aborts. An interrupt rejects at once,
 * without waiting for `run`. Outside a tslab kernel Ctrl-C keeps its meaning, and only `outer` counts.
 *
 * @param operation - what goes on, for the error: "Loading".
 * @param run - begins after the synchronous part of the cell.
 * @throws InterruptedError when the kernel was interrupted.
 * @example
 *     await whileInterruptible("Reading", (signal) => readFile(path, { signal }));
 */
export async function whileInterruptible<T>(
  operation: string,
  run: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  // Until its first `await` an interrupted cell is cut off without any `finally`; from here on it is not.
  await Promise.resolve();
  if (!isInTslab()) return run(outer ?? new AbortController().signal);

  const controller = new AbortController();
  const { signal } = controller;
  const interrupted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  if (running.size === 0) takeInterrupts();
  running.set(controller, operation);
  try {
    return await Promise.race([run(outer ? AbortSignal.any([signal, outer]) : signal), interrupted]);
  } finally {
    running.delete(controller);
    if (running.size === 0) giveInterruptsBack();
  }
}

/**
 * tslab's own listener ends the running cell with an error that says nothing of the work: it has to wait until the
 * work's error has ended the cell. There is always one listener, since without any SIGINT ends the process.
 */
function takeInterrupts(): void {
  listenersBefore = process.rawListeners("SIGINT") as NodeJS.SignalsListener[];
  process.on("SIGINT", stopRunning);
  for (const listener of listenersBefore) process.removeListener("SIGINT", listener);
}

function giveInterruptsBack(): void {
  for (const listener of listenersBefore) process.on("SIGINT", listener);
  listenersBefore = [];
  process.removeListener("SIGINT", stopRunning);
}

function stopRunning(): void {
  const stopped = [...running];
  running.clear();
  giveInterruptsBack();
  for (const [controller, operation] of stopped) controller.abort(new InterruptedError(operation));
  setImmediate(() => {
    // A cell that waits for something else too is tslab's to end; one that has ended does not mind. One that caught
    // the error and began anew has heard of this interrupt.
    if (running.size === 0) process.emit("SIGINT", "SIGINT");
  });
}
