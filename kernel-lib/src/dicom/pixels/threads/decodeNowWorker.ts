// Answers the tasks of decodeNow's thread, one after the other.
import { workerData } from "node:worker_threads";
import { createCodecs } from "../codecs/codecs";
import type { CodecTask } from "../frame/prepareFrame";
import { answerTask } from "./answerTask";
import { advanceState, DECODE_STATE } from "./decodeState";
import type { DecodeThreadData } from "./decodeThread";
import { silenceThread } from "./silenceThread";

silenceThread();
const { port, state } = workerData as DecodeThreadData;
const codecs = createCodecs();
port.on("message", async (task: CodecTask) => {
  await answerTask(task, codecs, port, () => advanceState(state, DECODE_STATE.begun));
  advanceState(state, DECODE_STATE.ended);
});
