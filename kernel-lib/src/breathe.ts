import { setImmediate as turn } from "node:timers/promises";

/** One turn of the event loop between two pieces of work, so that a slider is heard, and a signal: it then throws its reason. */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await turn();
  signal?.throwIfAborted();
}
