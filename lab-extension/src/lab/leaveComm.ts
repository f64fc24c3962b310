import { LIVE_TARGET } from "tslab-dicom/contract";
import { shareConnection } from "./commConnections";
import type { KernelComm, KernelConnection, KernelSession } from "./kernelSession";

/**
 * Closes a comm, and keeps nothing in it, because JupyterLab keeps comms for as long as their kernel. Resolves when the
 * kernel has heard of it, or will not any more: a connection that ends before takes the message along.
 *
 * @param kernel - the connection of the notebook.
 * @param session - of the notebook.
 */
export async function leaveComm(
  comm: KernelComm,
  kernel: KernelConnection,
  session: KernelSession,
): Promise<void> {
  comm.onMsg = () => undefined;
  comm.onClose = () => undefined;
  if (!comm.isDisposed && (await close(comm))) return;
  comm.dispose();
  // A notebook that is closed takes its connection along, and its kernel runs on. A connection that ends for any other
  // reason ends with its kernel, which one more would seek in vain.
  if (!kernel.isDisposed || !session.isDisposed || session.kernelPreference.shutdownOnDispose) return;
  const life = new AbortController();
  try {
    await close(shareConnection(kernel, life.signal).createComm(LIVE_TARGET, comm.commId));
  } finally {
    life.abort();
  }
}

/** Whether the kernel has heard of it. */
async function close(comm: KernelComm): Promise<boolean> {
  try {
    await comm.close().done;
    return true;
  } catch {
    return false;
  }
}
