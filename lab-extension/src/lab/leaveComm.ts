import { LIVE_TARGET } from "tslab-dicom/contract";
import { shareConnection } from "./commConnections";
import { isEnding, type KernelComm, type KernelConnection } from "./kernelSession";

/**
 * Closes a comm, and keeps nothing in it, because JupyterLab keeps comms for as long as their kernel. Resolves when the
 * kernel has heard of it, or will not any more: a connection that ends before takes the message along.
 *
 * @param kernel - the connection of the notebook.
 */
export async function leaveComm(comm: KernelComm, kernel: KernelConnection): Promise<void> {
  comm.onMsg = () => undefined;
  comm.onClose = () => undefined;
  if (!comm.isDisposed && (await close(comm))) return;
  comm.dispose();
  // A notebook that is closed takes its connection along, and its kernel runs on.
  if (kernel.isDisposed && !isEnding(kernel)) {
    const life = new AbortController();
    await close(shareConnection(kernel, life.signal).createComm(LIVE_TARGET, comm.commId));
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
