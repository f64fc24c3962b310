import {
  isRecord,
  type KernelMessage,
  LIVE_TARGET,
  LIVE_VERSION,
  type OpenMessage,
  readKernelMessage,
} from "tslab-dicom/contract";
import { Listeners } from "../live/listeners";
import {
  LinkError,
  type LinkReply,
  type LinkRequest,
  type LinkStatus,
  type LiveLink,
  type SetNews,
} from "../live/liveLink";
import { findCommConnection } from "./commConnections";
import { isOffered } from "./isOffered";
import type { CommMessage, KernelComm, KernelConnection, KernelSession } from "./kernelSession";
import { leaveComm } from "./leaveComm";
import { RequestQueue } from "./requestQueue";
import { StateTeller } from "./stateTeller";
import { watchKernel } from "./watchKernel";

const GONE = "The kernel that made this output is gone; run its cell again to bring it back.";

/**
 * The link from one view of a live output to whichever kernel its notebook has. A kernel is asked for the output
 * before a comm is opened, so that one that does not know it hears nothing else.
 */
export class KernelLink implements LiveLink {
  private current: LinkStatus = "seeking";
  private session: KernelSession | null = null;
  private kernel: KernelConnection | null = null;
  private comm: KernelComm | null = null;
  /** Ends with the comm. */
  private way = new AbortController();
  /** Whether the kernel has said on this comm how it stands. */
  private hasBegun = false;
  private sentence = GONE;
  private readonly statuses = new Listeners<[status: LinkStatus]>();
  private readonly sets = new Listeners<[state: unknown, news: SetNews]>();
  private readonly teller: StateTeller;
  private readonly queue = new RequestQueue({
    isBusy: () => this.kernel?.status === "busy",
    onLate: (late) => this.comm && this.setStatus(late ? "busy" : "live"),
  });

  /**
   * @param output - id of the live output.
   * @param session - the session of the output's notebook once the output has its place in it; null where it has none.
   * @param signal - ends the link.
   */
  constructor(
    private readonly output: string,
    session: Promise<KernelSession | null>,
    private readonly signal: AbortSignal,
  ) {
    this.teller = new StateTeller(signal);
    signal.addEventListener("abort", () => this.lose(), { once: true });
    void session.then((found) => {
      if (signal.aborted) return;
      this.session = found;
      if (found) watchKernel(found, (kernel) => this.meet(kernel), signal);
      else this.giveUp(GONE);
    });
  }

  get status(): LinkStatus {
    return this.current;
  }

  request(request: LinkRequest, signal: AbortSignal): Promise<LinkReply> {
    if (this.current === "gone") return Promise.reject(new LinkError(this.sentence));
    return this.queue.add(request, AbortSignal.any([signal, this.signal]));
  }

  tell(state: object): void {
    this.teller.tell(state);
  }

  hurry(): void {
    this.teller.hurry();
  }

  onStatus(listener: (status: LinkStatus) => void, signal: AbortSignal): void {
    this.statuses.add(listener, signal);
  }

  onSet(listener: (state: unknown, news: SetNews) => void, signal: AbortSignal): void {
    this.sets.add(listener, signal);
  }

  /** Another kernel, the same one anew, or none. */
  private meet(kernel: KernelConnection | null): void {
    this.lose();
    this.kernel = kernel;
    if (kernel) {
      this.setStatus("seeking");
      void this.ask(kernel);
    } else this.giveUp(GONE);
  }

  private async ask(kernel: KernelConnection): Promise<void> {
    const isWanted = () => !this.signal.aborted && this.kernel === kernel && this.comm === null;
    const offered = await isOffered(kernel, this.output, isWanted);
    if (!isWanted()) return;
    if (offered) this.open(kernel);
    else this.giveUp(GONE);
  }

  private open(kernel: KernelConnection): void {
    this.way = new AbortController();
    const comm = findCommConnection(kernel, this.way.signal).createComm(LIVE_TARGET);
    this.comm = comm;
    this.hasBegun = false;
    comm.onMsg = (message) => this.hear(message);
    comm.onClose = ({ content: { data } }) => {
      this.comm = null;
      this.giveUp(isRecord(data) && typeof data.error === "string" ? data.error : GONE);
    };
    comm.open({ version: LIVE_VERSION, output: this.output } satisfies OpenMessage);
    this.setStatus("live");
    this.teller.open(async (message) => comm.send(message).done);
    this.queue.open((message) => comm.send(message));
  }

  private hear({ content: { data }, buffers = [] }: CommMessage): void {
    const reading = readKernelMessage(data);
    if ("problem" in reading) {
      this.queue.fail(null, `The kernel's answer cannot be read: ${reading.problem}.`);
      return;
    }
    const message: KernelMessage = reading.payload;
    if (message.kind === "set") this.hearSet(message.state);
    else if (message.kind !== "error")
      this.queue.answer(message.request, { message, buffers: buffers.map(toBytes) });
    // One without a number refuses what was told, which nobody waits for and no reader could mend.
    else if (message.request !== null) this.queue.fail(message.request, message.message);
  }

  private hearSet(state: unknown): void {
    const by = this.hasBegun ? "cell" : "begin";
    this.hasBegun = true;
    this.sets.tell(state, { by, untold: this.teller.untold });
  }

  private giveUp(sentence: string): void {
    this.lose();
    this.sentence = sentence;
    this.queue.refuse(sentence);
    this.setStatus("gone");
  }

  /** Leave the comm that there is. */
  private lose(): void {
    const { comm, kernel, session, way } = this;
    this.teller.hurry();
    this.comm = null;
    this.teller.close();
    this.queue.close(GONE);
    const end = () => way.abort();
    if (comm && kernel && session) leaveComm(comm, kernel, session).then(end, end);
    else end();
  }

  private setStatus(status: LinkStatus): void {
    if (this.current === status) return;
    this.current = status;
    this.statuses.tell(status);
  }
}

function toBytes(buffer: ArrayBuffer | ArrayBufferView): Uint8Array {
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer)
    : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
