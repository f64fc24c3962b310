import type { MessagePort } from "node:worker_threads";
import type { StoredValues } from "../../image/frameFormat";
import { UnreadableError } from "../../source/unreadableError";
import type { Codecs } from "../codecs/codecs";
import { decodeFrame } from "../frame/decodeFrame";
import type { CodecTask } from "../frame/prepareFrame";

/** What a worker thread tells of its task. */
export type DecodeReply =
  | { readonly kind: "begun" }
  | { readonly kind: "done"; readonly values: StoredValues }
  | { readonly kind: "unreadable"; readonly reason: string }
  /** A fault of this library or of the machine; errors keep their class on the way. */
  | { readonly kind: "broken"; readonly error: unknown };

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
    if (thrown instanceof UnreadableError) reply(port, { kind: "unreadable", reason: thrown.reason });
    else reply(port, { kind: "broken", error: thrown });
  }
}

function reply(port: MessagePort, message: DecodeReply): void {
  port.postMessage(message, message.kind === "done" ? [message.values.buffer as ArrayBuffer] : []);
}
