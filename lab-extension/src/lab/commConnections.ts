import type { KernelConnection, OwnConnection } from "./kernelSession";

interface Shared {
  readonly connection: OwnConnection;
  users: number;
}

/** Connections that were made beside the session's own. */
const made = new WeakMap<KernelConnection, Shared>();

/**
 * A connection to the kernel that has comms: the given one, unless JupyterLab keeps its comms to the first notebook
 * that has the kernel open. Then one more is made, which all outputs of the notebook share.
 *
 * @param signal - ends the use of the connection.
 */
export function findCommConnection(kernel: KernelConnection, signal: AbortSignal): KernelConnection {
  return kernel.handleComms ? kernel : shareConnection(kernel, signal);
}

/** One more connection to the kernel, which has comms; whoever asks for it beside the same one shares it until the last is done. */
export function shareConnection(kernel: KernelConnection, signal: AbortSignal): KernelConnection {
  const shared = made.get(kernel) ?? { connection: kernel.clone({ handleComms: true }), users: 0 };
  made.set(kernel, shared);
  shared.users++;
  const leave = () => {
    if (--shared.users > 0) return;
    made.delete(kernel);
    shared.connection.dispose();
  };
  signal.addEventListener("abort", leave, { once: true });
  return shared.connection;
}
