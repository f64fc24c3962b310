import type { KernelConnection, KernelSession } from "./kernelSession";

/** In these states a kernel has forgotten its comms, or will. */
const ENDING: ReadonlySet<string> = new Set(["restarting", "autorestarting", "terminating", "dead"]);

/**
 * Calls back with the kernel of a session, null while there is none, now and after each change: another kernel, and
 * the same one after a restart or a lost connection. A session that has not begun counts as neither.
 */
export function watchKernel(
  session: KernelSession,
  listener: (kernel: KernelConnection | null) => void,
  signal: AbortSignal,
): void {
  let last: KernelConnection | null | undefined;
  let begun = session.session !== null;
  const look = () => {
    const kernel = findKernel(session);
    if (signal.aborted || kernel === last || !(begun || kernel)) return;
    last = kernel;
    listener(kernel);
  };
  const signals = [session.kernelChanged, session.statusChanged, session.connectionStatusChanged];
  for (const each of signals) each.connect(look);
  signal.addEventListener("abort", () => {
    for (const each of signals) each.disconnect(look);
  });
  const begin = () => {
    begun = true;
    look();
  };
  look();
  session.ready.then(begin, begin);
}

function findKernel({ session }: KernelSession): KernelConnection | null {
  const kernel = session?.kernel;
  if (!kernel || ENDING.has(kernel.status) || kernel.connectionStatus === "disconnected") return null;
  return kernel;
}
