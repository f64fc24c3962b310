import type { StateMessage } from "tslab-dicom/contract";

/** Sends a message; resolves when the kernel has dealt with it. */
type Send = (message: StateMessage) => Promise<unknown>;

/** Tells the kernel a viewer's state, one message at a time; of what comes meanwhile the newest values count. */
export class StateTeller {
  private pending: object | null = null;
  private sending = false;
  private send: Send | null = null;

  tell(state: object): void {
    this.pending = { ...this.pending, ...state };
    this.sendNext();
  }

  open(send: Send): void {
    this.send = send;
    this.sending = false;
    this.sendNext();
  }

  /** There is no way to the kernel: what is told from now on waits. */
  close(): void {
    this.send = null;
  }

  private sendNext(): void {
    const { send, pending } = this;
    if (this.sending || !send || !pending) return;
    this.pending = null;
    this.sending = true;
    const next = () => {
      if (this.send !== send) return; // the way was lost, and perhaps another found
      this.sending = false;
      this.sendNext();
    };
    send({ kind: "state", state: pending }).then(next, next);
  }
}
