/** What a comm carries, from the page or to it. */
export interface CommMessage {
  /** As it came from JSON: unknown until a guard has read it. */
  readonly data: unknown;
  /** Their bytes may begin anywhere in their memory, so that a typed array of them needs a copy. */
  readonly buffers: readonly Uint8Array[];
}

/** A line between the kernel and one thing in the page. */
export interface Comm {
  readonly id: string;
  /** Aborts when the page closed it, the library closed it, or the connection is gone. */
  readonly signal: AbortSignal;
  /**
   * Sends to the page; does nothing once closed. Buffers go out without a copy, perhaps later: their bytes must stay
   * as they are.
   */
  send(data: object, buffers?: readonly Uint8Array[]): void;
  /** Closes it on both sides; does nothing once closed. */
  close(data?: object): void;
}

/** What the page may open a comm to. */
export interface CommTarget {
  readonly name: string;
  /**
   * The page opened a comm; gives what is to be called with each of its messages, or refuses by throwing: the comm is
   * closed with the error's sentence as `{ error }`. What is called may be asynchronous; what it throws or rejects with
   * goes to the page as `{ kind: "error", message }`.
   */
  open(comm: Comm, first: CommMessage): (message: CommMessage) => void;
  /** Ids that the kernel lists beside the open comms when it is asked: what the page may open. */
  offered(): readonly string[];
}
