import type { StateMessage } from "tslab-dicom/contract";
import { Pace } from "../live/pace";
import { isSameValue } from "../viewer/state/isSameValue";

/** Sends a message; resolves when the kernel has dealt with it. */
type Send = (message: StateMessage) => Promise<unknown>;

/** Who moves on and on is heard after so many milliseconds, for a cell that listens. */
const LONGEST = 250;

/**
 * Tells the kernel a viewer's state, one message at a time; of what comes meanwhile the newest values count. A change
 * alone is told at once, a movement when it is over and now and then before: each message makes the whole page show
 * that the kernel is busy, and then idle.
 */
export class StateTeller {
  private pending: object | null = null;
  /** On its way: perhaps heard, perhaps not. */
  private sent: object | null = null;
  private send: Send | null = null;
  private sentAt = Number.NEGATIVE_INFINITY;
  private readonly pace: Pace;

  /** @param signal - ends all waiting. */
  constructor(signal: AbortSignal) {
    this.pace = new Pace(() => this.sendNext(), signal);
  }

  /** What waits or is on its way already is not told again: a view and the one in its place may both say it. */
  tell(state: object): void {
    const untold = new Map(Object.entries({ ...this.sent, ...this.pending }));
    const news = Object.entries(state).filter(
      ([name, value]) => !(untold.has(name) && isSameValue(value, untold.get(name))),
    );
    if (news.length === 0) return;
    this.pending = { ...this.pending, ...Object.fromEntries(news) };
    this.pace.step();
    if (!this.pace.isMoving || performance.now() - this.sentAt > LONGEST) this.sendNext();
  }

  /** Tell now what waits, be it for a movement to be over or for the message before to be heard. */
  hurry(): void {
    if (this.sent && this.pending) {
      this.pending = { ...this.sent, ...this.pending };
      this.sent = null;
    }
    this.sendNext();
  }

  /** Names of fields that nobody has said yet to be heard. */
  get untold(): readonly string[] {
    return Object.keys({ ...this.sent, ...this.pending });
  }

  open(send: Send): void {
    this.send = send;
    this.sendNext();
  }

  /** There is no way to the kernel: what is told from now on waits, and what was on its way is told again. */
  close(): void {
    this.send = null;
    if (this.sent) this.pending = { ...this.sent, ...this.pending };
    this.sent = null;
  }

  private sendNext(): void {
    const { send, pending } = this;
    if (this.sent || !send || !pending) return;
    this.pending = null;
    this.sent = pending;
    this.sentAt = performance.now();
    const next = () => {
      // The way was lost and perhaps another found, or a message after this one is on its way.
      if (this.send !== send || this.sent !== pending) return;
      this.sent = null;
      if (!this.pace.isMoving) this.sendNext();
    };
    send({ kind: "state", state: pending }).then(next, next);
  }
}
