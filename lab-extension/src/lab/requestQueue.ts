import { LinkError, type LinkReply, type LinkRequest } from "../live/liveLink";

export interface RequestQueueOptions {
  /** Whether the kernel says that it runs something. */
  readonly isBusy: () => boolean;
  /** Called when an answer is late while the kernel runs something (true), and when one has come (false). */
  readonly onLate: (late: boolean) => void;
}

/** An answer is late after this many milliseconds. */
const LATE = 1000;
/** A kernel that has run nothing for so long and has not answered will not. */
const LOST = 15_000;

interface Waiting {
  readonly request: LinkRequest;
  readonly resolve: (reply: LinkReply) => void;
  readonly reject: (reason: unknown) => void;
}

/** The requests of a page, sent one at a time and numbered: the next goes when the last is answered. */
export class RequestQueue {
  private waiting: readonly Waiting[] = [];
  private sent: (Waiting & { readonly number: number }) | null = null;
  private send: ((message: object) => void) | null = null;
  private last = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: RequestQueueOptions) {}

  /** Wait for the answer; who gives up by the signal is told at once, and the kernel's answer is dropped. */
  add(request: LinkRequest, signal: AbortSignal): Promise<LinkReply> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const settled = new AbortController();
      const settle =
        <Value>(how: (value: Value) => void) =>
        (value: Value) => {
          settled.abort();
          how(value);
        };
      const entry: Waiting = { request, resolve: settle(resolve), reject: settle(reject) };
      const giveUp = () => {
        this.waiting = this.waiting.filter((each) => each !== entry);
        entry.reject(signal.reason);
      };
      signal.addEventListener("abort", giveUp, { signal: settled.signal });
      this.waiting = [...this.waiting, entry];
      this.sendNext();
    });
  }

  /** There is a way to the kernel: what waits is sent. */
  open(send: (message: object) => void): void {
    this.send = send;
    this.sendNext();
  }

  /** There is none for now: what waits goes on waiting; what was sent is refused. */
  close(sentence: string): void {
    this.send = null;
    this.settle(({ reject }) => reject(new LinkError(sentence)));
  }

  /** All that waits is refused. */
  refuse(sentence: string): void {
    const { waiting } = this;
    this.waiting = [];
    this.close(sentence);
    for (const { reject } of waiting) reject(new LinkError(sentence));
  }

  answer(number: number, reply: LinkReply): void {
    if (this.sent?.number === number) this.settle(({ resolve }) => resolve(reply));
  }

  /** @param number - null for whatever was sent. */
  fail(number: number | null, sentence: string): void {
    if (number === null || this.sent?.number === number) {
      this.settle(({ reject }) => reject(new LinkError(sentence)));
    }
  }

  private settle(how: (sent: Waiting) => void): void {
    const { sent } = this;
    if (!sent) return;
    this.sent = null;
    clearTimeout(this.timer);
    this.options.onLate(false);
    how(sent);
    this.sendNext();
  }

  private sendNext(): void {
    if (this.sent || !this.send) return;
    const [next, ...rest] = this.waiting;
    if (!next) return;
    this.waiting = rest;
    const number = ++this.last;
    this.sent = { ...next, number };
    this.watch(0);
    try {
      this.send({ ...next.request, request: number });
    } catch {
      this.fail(number, "The kernel cannot be reached.");
    }
  }

  /** @param idle - milliseconds for which the kernel has run nothing. */
  private watch(idle: number): void {
    this.timer = setTimeout(() => {
      const busy = this.options.isBusy();
      if (busy) this.options.onLate(true);
      if (!busy && idle + LATE >= LOST) this.fail(null, "The kernel did not answer.");
      else this.watch(busy ? 0 : idle + LATE);
    }, LATE);
  }
}
