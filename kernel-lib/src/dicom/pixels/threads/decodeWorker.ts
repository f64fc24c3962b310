// The worker thread of the decoder pool.
import type { MessagePort } from "node:worker_threads";
import { createCodecs } from "../codecs/codecs";
import type { CodecTask } from "../frame/prepareFrame";
import { answerTask } from "./answerTask";
import { silenceThread } from "./silenceThread";

/** A frame to decode, and where to answer. */
export interface WorkerTask {
  readonly task: CodecTask;
  readonly port: MessagePort;
}

silenceThread();
const codecs = createCodecs();

/** Decodes a frame and answers on its port. */
export async function decodeTask({ task, port }: WorkerTask): Promise<void> {
  await answerTask(task, codecs, port);
}
