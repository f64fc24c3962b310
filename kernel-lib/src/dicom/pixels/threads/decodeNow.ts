import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import type { Limits } from "../../../limits";
import type { FrameFormat, StoredValues } from "../../image/frameFormat";
import { UnreadableError } from "../../source/unreadableError";
import { type CodecTask, prepareFrame } from "../frame/prepareFrame";
import type { DecodeReply } from "./answerTask";
import { decodeLimit } from "./decodeLimit";
import { workerFile } from "./workerFile";

/** Seconds for the thread to start and load its codec, on a busy machine. */
const START_SECONDS = 10;

/** How far the worker thread is. */
export const DECODE_STATE: { readonly starting: 0; readonly begun: 1; readonly ended: 2 } = {
  starting: 0,
  begun: 1,
  ended: 2,
};

/** What the worker thread is started with. */
export interface DecodeNowData {
  readonly task: CodecTask;
  readonly port: MessagePort;
  /** One number of DECODE_STATE, which the calling thread waits on. */
  readonly state: Int32Array;
}

/**
 * The values of one frame, waiting for them. A codec runs in a worker thread of its own, so that it can be
 * stopped; starting it takes a tenth of a second, so that many frames are for `createDecoderPool`.
 *
 * @param bytes - those of one frame; not modified, but native values may share their memory.
 * @throws UnreadableError when the bytes are no frame of that format, or take too long; LimitExceededError.
 */
export function decodeNow(bytes: Uint8Array, format: FrameFormat, limits: Limits): StoredValues {
  const prepared = prepareFrame(bytes, format, limits);
  if (prepared.kind === "values") return prepared.values;

  const state = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { port1, port2 } = new MessageChannel();
  const workerData: DecodeNowData = { task: prepared.task, port: port2, state };
  const worker = new Worker(workerFile("decodeNowWorker"), {
    workerData,
    transferList: [port2],
    stdout: true,
    stderr: true,
  });
  // What went wrong in it shows as the missing answer.
  worker.on("error", () => {});
  worker.unref();
  try {
    const seconds = decodeLimit(format, limits);
    Atomics.wait(state, 0, DECODE_STATE.starting, START_SECONDS * 1000);
    Atomics.wait(state, 0, DECODE_STATE.begun, seconds * 1000);
    return valuesOf(port1, Atomics.load(state, 0), seconds);
  } finally {
    port1.close();
    void worker.terminate();
  }
}

function valuesOf(port: MessagePort, state: number, seconds: number): StoredValues {
  if (state === DECODE_STATE.starting)
    throw new UnreadableError("the decoder must start; found that it did not");
  if (state === DECODE_STATE.begun) {
    throw new UnreadableError(`the compressed image must decode within ${seconds} s; found it still running`);
  }
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
    const reply = next.message as DecodeReply;
    if (reply.kind === "done") return reply.values;
    if (reply.kind === "unreadable") throw new UnreadableError(reply.reason);
    if (reply.kind === "broken") throw reply.error;
  }
  throw new UnreadableError("the decoder must give an answer; found that it stopped without one");
}
