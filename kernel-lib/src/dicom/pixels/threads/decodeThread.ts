import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";
import { DecoderStartError } from "../../../errors";
import type { StoredValues } from "../../image/frameFormat";
import { UnreadableError } from "../../source/unreadableError";
import type { CodecTask } from "../frame/prepareFrame";
import type { DecodeReply } from "./answerTask";
import { DECODE_STATE } from "./decodeState";
import { startLimit } from "./startLimit";
import { workerFile } from "./workerFile";

/** What the thread is started with. */
export interface DecodeThreadData {
  /** What answers tasks; loaded by the thread's first code, which tells when it cannot be. */
  readonly file: string;
  /** Tasks come in here, answers go out. */
  readonly port: MessagePort;
  /** One number of DECODE_STATE, which the calling thread waits on. */
  readonly state: Int32Array;
}

/** A thread that decodes while the calling thread waits. */
export interface DecodeThread {
  /**
   * The values of a frame. After an error the thread is not to be used again: it may hang, or a trap has left its codec
   * unusable.
   *
   * @throws UnreadableError when the codec says so, or takes longer than `seconds` from when it begins;
   * DecoderStartError when it does not begin.
   */
  readonly decode: (task: CodecTask, seconds: number) => StoredValues;
  readonly end: () => void;
}

/**
 * Starts a thread that decodes. It does not keep the process alive.
 *
 * @param onExit - called when it has ended, by itself too.
 */
export function startDecodeThread(onExit: () => void): DecodeThread {
  const state = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { port1, port2 } = new MessageChannel();
  const workerData: DecodeThreadData = { file: workerFile("decodeNowWorker"), port: port2, state };
  const worker = new Worker(workerFile("startWorker"), {
    workerData,
    transferList: [port2],
    stdout: true,
    stderr: true,
  });
  // What goes wrong in it is answered on the port, or shows as the missing answer.
  worker.on("error", () => {});
  worker.on("exit", onExit);
  worker.unref();
  return {
    decode: (task, seconds) => {
      Atomics.store(state, 0, DECODE_STATE.waiting);
      // A copy of its own, which can be handed over: the given bytes may be a part of a larger buffer.
      const bytes = new Uint8Array(task.stream.bytes);
      port1.postMessage({ ...task, stream: { ...task.stream, bytes } }, [bytes.buffer]);
      Atomics.wait(state, 0, DECODE_STATE.waiting, startLimit() * 1000);
      Atomics.wait(state, 0, DECODE_STATE.begun, seconds * 1000);
      return valuesOf(port1, Atomics.load(state, 0), seconds);
    },
    end: () => {
      port1.close();
      void worker.terminate();
    },
  };
}

function valuesOf(port: MessagePort, state: number, seconds: number): StoredValues {
  if (state === DECODE_STATE.waiting) throw new DecoderStartError(startLimit());
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
