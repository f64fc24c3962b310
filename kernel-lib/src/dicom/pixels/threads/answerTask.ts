import type { MessagePort } from "node:worker_threads";
import type { StoredValues } from "../../image/frameFormat";
import type { Codecs } from "../codecs/codecs";
import { DecodeError } from "../decodeError";
import { decodeFrame } from "../frame/decodeFrame";
import type { CodecTask } from "../frame/prepareFrame";

/** What a worker thread tells of its task. */
export type DecodeReply =
  | { readonly kind: "begun" }
  | { readonly kind: "done"; readonly values: StoredValues }
  | { readonly kind: "failed"; readonly reason: string };

/** Decodes in this worker thread and says so on the port; the values move, they are not copied. */
export async function answerTask(
  task: CodecTask,
  codecs: Codecs,
  port: MessagePort,
  onBegin: () => void = () => {},
): Promise<void> {
  const begin = () => {
    reply(port, { kind: "begun" });
    onBegin();
  };
  try {
    const values = await decodeFrame(task, codecs, begin);
    reply(port, { kind: "done", values });
  } catch (thrown) {
    if (!(thrown instanceof DecodeError)) throw thrown;
    reply(port, { kind: "failed", reason: thrown.reason });
  }
}

function reply(port: MessagePort, message: DecodeReply): void {
  port.postMessage(message, message.kind === "done" ? [message.values.buffer as ArrayBuffer] : []);
}
