import type { KernelMessage, PageMessage } from "tslab-dicom/contract";

/**
 * How it stands with the kernel that made an output. "seeking": it is being asked whether it still has the output.
 * "live": it answers. "busy": it has not answered for a while, since it runs something; it will. "gone": it was
 * restarted or shut down, or there is none: what the output holds is all there is.
 */
export type LinkStatus = "seeking" | "live" | "busy" | "gone";

/** A request without its number, which the link gives. */
export type LinkRequest = PageMessage extends infer Message
  ? Message extends { readonly request: number }
    ? Omit<Message, "request">
    : never
  : never;

/** A kernel's answer with the bytes that came with it. */
export interface LinkReply<Message extends KernelMessage = KernelMessage> {
  readonly message: Message;
  readonly buffers: readonly Uint8Array[];
}

/** How fields came that the kernel sets. */
export interface SetNews {
  /** "begin": they are all of its state, its first word on each way to it. "cell": a cell sets them. */
  readonly by: "begin" | "cell";
  /** Fields that were told from here and that the kernel perhaps had not heard when it set these. */
  readonly untold: readonly string[];
}

/** The way from an output on the page to the kernel that made it. Who uses one knows nothing of Jupyter. */
export interface LiveLink {
  readonly status: LinkStatus;
  /**
   * Asks the kernel; one request at a time, so that the next waits for the answer to the last.
   *
   * @throws LinkError with a sentence when the kernel refuses or is gone.
   */
  request(request: LinkRequest, signal: AbortSignal): Promise<LinkReply>;
  /**
   * Tells the kernel fields of a viewer's state; needs no answer, and of several in a row the newest values count, when
   * no more come. What is told while the kernel cannot be reached waits.
   */
  tell(state: object): void;
  /** Has told at once what waits for more to come: a cell may run. */
  hurry(): void;
  /** Calls back after each change of the status. */
  onStatus(listener: (status: LinkStatus) => void, signal: AbortSignal): void;
  /** Calls back with fields of a viewer's state that the kernel sets, not yet checked. */
  onSet(listener: (state: unknown, news: SetNews) => void, signal: AbortSignal): void;
}

/** Why the kernel did not answer, as a sentence for the reader. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}
