import { sentenceOf } from "../../describe";
import type { Comm, CommMessage } from "./comm";

/** Sends to the page as an answer to one request; false when the kernel's connection is gone. */
export type Publish = (
  type: "comm_msg" | "comm_close",
  content: Readonly<Record<string, unknown>>,
  buffers?: readonly Uint8Array[],
) => boolean;

/** A comm with what its hub knows of it. */
export interface OpenComm {
  readonly comm: Comm;
  readonly targetName: string;
  /** From now on what is sent answers this request. */
  answer(publish: Publish): void;
  /** Hands a message to a function of the target's; what that throws or rejects with goes to the page. */
  deliver(receive: (message: CommMessage) => unknown, message: CommMessage): void;
  /** Ends it without a word to the page. */
  end(): void;
}

/** A comm that the page has opened. */
export function openComm(id: string, targetName: string, first: Publish): OpenComm {
  const ending = new AbortController();
  const { signal } = ending;
  let publish = first;
  const end = () => ending.abort();
  const comm: Comm = {
    id,
    signal,
    send: (data, buffers = []) => {
      if (!signal.aborted && !publish("comm_msg", { comm_id: id, data }, buffers)) end();
    },
    close: (data = {}) => {
      if (!signal.aborted) publish("comm_close", { comm_id: id, data });
      end();
    },
  };
  const fail = (error: unknown) => comm.send({ kind: "error", message: sentenceOf(error) });
  return {
    comm,
    targetName,
    answer: (newest) => {
      publish = newest;
    },
    deliver: (receive, message) => {
      try {
        Promise.resolve(receive(message)).catch(fail);
      } catch (error) {
        fail(error);
      }
    },
    end,
  };
}
