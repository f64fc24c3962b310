// The first code of decodeNow's thread. Whoever started it waits and hears no events: a fault of ours, in loading the
// rest too, is an answer like any other.
import { pathToFileURL } from "node:url";
import { workerData } from "node:worker_threads";
import type { DecodeReply } from "./answerTask";
import { advanceState, DECODE_STATE } from "./decodeState";
import type { DecodeThreadData } from "./decodeThread";

const { file, port, state } = workerData as DecodeThreadData;
process.on("uncaughtException", (error) => {
  const reply: DecodeReply = { kind: "broken", error };
  port.postMessage(reply);
  advanceState(state, DECODE_STATE.ended);
});
void import(pathToFileURL(file).href);
