import { type ErrorReply, isRecord, readPageMessage } from "../../contract";
import { sentenceOf } from "../../describe";
import type { Comm, CommMessage } from "../comm/comm";
import type { LiveMessage, LiveSource } from "./liveSource";

/**
 * What hears a page's comm: reads its messages by the contract's guard, has the source answer them, and says what fails.
 * An answer that is there at once is sent at once, before Jupyter hears that the message is done.
 */
export function answerPage(
  comm: Comm,
  source: LiveSource,
): (heard: CommMessage) => Promise<void> | undefined {
  const send = ({ message, buffers }: LiveMessage) => comm.send(message, buffers);
  const answer = source.open({ signal: comm.signal, send });
  const reply = (message: LiveMessage | undefined) => {
    if (message !== undefined) send(message);
  };
  return ({ data }) => {
    const fail = (error: unknown) => {
      const message = sentenceOf(error);
      comm.send({ kind: "error", request: numberOf(data), message } satisfies ErrorReply);
    };
    const reading = readPageMessage(data);
    if ("problem" in reading) {
      fail(`The kernel did not understand the page: ${reading.problem}.`);
      return;
    }
    try {
      const answered = answer(reading.payload);
      if (answered instanceof Promise) return answered.then(reply).catch(fail);
      reply(answered);
    } catch (error) {
      fail(error);
    }
  };
}

/** The number of a request that may be anything else wrong. */
function numberOf(data: unknown): number | null {
  const request = isRecord(data) ? data.request : undefined;
  return typeof request === "number" && Number.isFinite(request) ? request : null;
}
