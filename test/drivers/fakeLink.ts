import { type KernelMessage, PLANE_AXES } from "tslab-dicom/contract";
import { Listeners } from "../../lab-extension/src/live/listeners";
import {
  LinkError,
  type LinkReply,
  type LinkRequest,
  type LinkStatus,
  type LiveLink,
  type SetNews,
} from "../../lab-extension/src/live/liveLink";

/** A link whose kernel is the test. */
export class FakeLink implements LiveLink {
  status: LinkStatus = "live";
  readonly requests: LinkRequest[] = [];
  readonly told: object[] = [];
  /** How often it was to tell at once. */
  hurried = 0;
  private readonly answers: ((reply: LinkReply | Error) => void)[] = [];
  private readonly statuses = new Listeners<[status: LinkStatus]>();
  private readonly sets = new Listeners<[state: unknown, news: SetNews]>();

  request(request: LinkRequest, signal: AbortSignal): Promise<LinkReply> {
    this.requests.push(request);
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(signal.reason);
      signal.addEventListener("abort", giveUp);
      this.answers.push((reply) => {
        signal.removeEventListener("abort", giveUp);
        if (reply instanceof Error) reject(reply);
        else resolve(reply);
      });
    });
  }
  tell(state: object): void {
    this.told.push(state);
  }
  hurry(): void {
    this.hurried++;
  }
  onStatus(listener: (status: LinkStatus) => void, signal: AbortSignal): void {
    this.statuses.add(listener, signal);
  }
  onSet(listener: (state: unknown, news: SetNews) => void, signal: AbortSignal): void {
    this.sets.add(listener, signal);
  }

  setStatus(status: LinkStatus): void {
    this.status = status;
    if (status === "gone") this.refuse("The kernel is gone.");
    this.statuses.tell(status);
  }
  set(state: unknown, by: SetNews["by"] = "cell", untold: readonly string[] = []): void {
    this.sets.tell(state, { by, untold });
  }
  /** Answers the oldest open request with a plane of this value everywhere. */
  answer(shape: readonly number[], value: number, more: readonly Uint8Array[] = [], padding = false): void {
    const request = this.requests[this.requests.length - this.answers.length];
    if (request?.kind !== "plane") throw new Error("nothing was asked for");
    const [rows, columns] = PLANE_AXES[request.axis].map((along) => shape[along]);
    const values = new Int16Array(rows * columns).fill(value);
    const message = { kind: "plane", request: 0, rows, columns, dtype: "int16", padding } as const;
    this.answers.shift()?.({ message, buffers: [new Uint8Array(values.buffer), ...more] });
  }
  /** Answers the oldest open request with a message. */
  give(message: KernelMessage): void {
    this.answers.shift()?.({ message, buffers: [] });
  }
  /** Refuses every open request. */
  refuse(sentence: string): void {
    for (const answer of this.answers.splice(0)) answer(new LinkError(sentence));
  }
}
