// The worker thread of decodeNow: one frame, then it ends.
import { workerData } from "node:worker_threads";
import { createCodecs } from "../codecs/codecs";
import { answerTask } from "./answerTask";
import { DECODE_STATE, type DecodeNowData } from "./decodeNow";
import { silenceThread } from "./silenceThread";

silenceThread();
const { task, port, state } = workerData as DecodeNowData;
void answerTask(task, createCodecs(), port, () => advance(DECODE_STATE.begun)).finally(() =>
  advance(DECODE_STATE.ended),
);

function advance(to: number): void {
  Atomics.store(state, 0, to);
  Atomics.notify(state, 0);
}
