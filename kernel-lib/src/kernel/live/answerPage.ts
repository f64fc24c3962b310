import { type ErrorReply, isRecord, readPageMessage } from "../../contract";
import type { Comm, CommMessage } from "../comm/comm";
import type { LiveMessage, LiveSource } from "./liveSource";

/** What hears a page's comm: reads its messages by the contract's guard, has the source answer them, and says what fails. */
export function answerPage(comm: Comm, source: LiveSource): (heard: CommMessage) => Promise<void> {
  const send = ({ message, buffers }: LiveMessage) => comm.send(message, buffers);
  const answer = source.open({ signal: comm.signal, send });
  return async ({ data }) => {
    const fail = (message: string) =>
      comm.send({ kind: "error", request: numberOf(data), message } satisfies ErrorReply);
    const reading = readPageMessage(data);
    if ("problem" in reading) return fail(`The kernel did not understand the page: ${reading.problem}.`);
    try {
      const reply = await answer(reading.payload);
      if (reply !== undefined) send(reply);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  };
}

/** The number of a request that may be anything else wrong. */
function numberOf(data: unknown): number | null {
  const request = isRecord(data) ? data.request : undefined;
  return typeof request === "number" && Number.isFinite(request) ? request : null;
}
