import type { ErrorReply, KernelMessage, PageMessage } from "../../contract";

/** A message to the page that is no answer to an error, and the bytes that go with it. */
export interface LiveMessage {
  readonly message: Exclude<KernelMessage, ErrorReply>;
  /** @default none */
  readonly buffers?: readonly Uint8Array[];
}

/** A page that looks at a live output. */
export interface LivePage {
  /** Aborts when the page has closed its line, or the kernel has let the output go. */
  readonly signal: AbortSignal;
  /** Says something that nobody asked for; nothing happens once the line is closed. */
  send(message: LiveMessage): void;
}

/**
 * Answers one message of the page, read by the contract's guard already: with a message, or later, or not at all. What
 * it throws goes to the page as an `ErrorReply` with the number of the request and the error's sentence.
 */
export type AnswerPage = (message: PageMessage) => LiveMessage | undefined | Promise<LiveMessage | undefined>;

/** What an output answers with for as long as the kernel keeps it. */
export interface LiveSource {
  /** Memory that it keeps from being freed. Outputs that share some hold it once. @default none worth counting */
  readonly holds?: readonly ArrayBufferLike[];
  /** A page opens a line to the output: gives what answers that page. */
  open(page: LivePage): AnswerPage;
}
