import { availableParallelism } from "node:os";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { Limits } from "../../../limits";
import type { FrameFormat, StoredValues } from "../../image/frameFormat";
import { UnreadableError } from "../../source/unreadableError";
import { type CodecTask, prepareFrame } from "../frame/prepareFrame";
import { afterSeconds } from "./afterSeconds";
import type { DecodeReply } from "./answerTask";
import { decodeLimit } from "./decodeLimit";
import type { WorkerTask } from "./decodeWorker";
import { startLimit } from "./startLimit";
import { type WatchedTask, watchStart } from "./watchStart";
import { workerFile } from "./workerFile";

export interface DecoderPoolOptions {
  limits: Limits;
  /** Worker threads. @default as many as the machine runs at once */
  threads?: number;
  /** Stops the threads; every frame not yet decoded is rejected with its reason. */
  signal?: AbortSignal;
}

/** Worker threads that decode frames. Whoever made it closes it. */
export interface DecoderPool {
  /**
   * The values of one frame. What needs no codec is decoded at once, in the calling thread.
   *
   * @param bytes - those of one frame; not modified, but native values may share their memory.
   * @throws UnreadableError when the bytes are no frame of that format, crash the codec, or take longer than
   * `limits.decodeSeconds` from when the codec begins; LimitExceededError. The pool goes on.
   * @throws DecoderStartError when threads that have something to do begin with nothing; then the pool is closed.
   */
  readonly decode: (bytes: Uint8Array, format: FrameFormat) => Promise<StoredValues>;
  /** Ends the threads; frames not yet decoded are rejected. */
  readonly close: () => Promise<void>;
}

/** A pool of decoders. Its threads start when the first frame needs a codec, and do not keep the process alive. */
export function createDecoderPool(options: DecoderPoolOptions): DecoderPool {
  const { limits, threads = availableParallelism(), signal } = options;
  let workers: Promise<Threads> | null = null;
  // Why nothing more is decoded: closed, aborted, or the threads do not start.
  let stopped: unknown;

  const stop = async (reason: unknown): Promise<void> => {
    stopped ??= reason;
    signal?.removeEventListener("abort", abort);
    const pool = workers;
    workers = null;
    // What is running is rejected by this, and then told `stopped`.
    await (await pool)?.destroy();
  };
  const abort = () => void stop(signal?.reason);
  if (signal?.aborted) stopped = signal.reason;
  signal?.addEventListener("abort", abort);

  const watch = watchStart(startLimit(), (error) => void stop(error));

  const start = async (): Promise<Threads> => {
    const pool = await startThreads(threads);
    // Threads that do not start say nothing of the image.
    pool.on("error", stop);
    return pool;
  };

  return {
    decode: async (bytes, format) => {
      if (stopped !== undefined) throw stopped;
      const prepared = prepareFrame(bytes, format, limits);
      if (prepared.kind === "values") return prepared.values;
      workers ??= start();
      const pool = await workers;
      if (stopped !== undefined) throw stopped;
      try {
        return await decodeIn(pool, prepared.task, decodeLimit(format, limits), watch);
      } catch (thrown) {
        throw stopped ?? thrown;
      }
    },
    close: () => stop(new Error("the decoder must be open; found it closed")),
  };
}

type Threads = Awaited<ReturnType<typeof startThreads>>;

async function startThreads(threads: number) {
  const { Tinypool } = await import("tinypool");
  return new Tinypool({
    filename: workerFile("decodeWorker"),
    name: "decodeTask",
    // As many always: a thread that a timeout has ended is replaced only up to the minimum.
    minThreads: threads,
    maxThreads: threads,
    // Threads that sleep between tasks by Atomics never wake up in every runtime, and are no faster in Node.js.
    useAtomics: false,
  });
}

/** One task in a pool's thread, ended when it takes more than so many seconds from its beginning. */
async function decodeIn(
  pool: Threads,
  task: CodecTask,
  seconds: number,
  watch: ReturnType<typeof watchStart>,
): Promise<StoredValues> {
  const tooLong = new AbortController();
  const { port1, port2 } = new MessageChannel();
  // A copy of its own, which can be handed over: the given bytes may be a part of a larger buffer.
  const bytes = new Uint8Array(task.stream.bytes);
  const message: WorkerTask = { task: { ...task, stream: { ...task.stream, bytes } }, port: port2 };
  let stopTimer = () => {};
  let watched: WatchedTask | undefined;
  try {
    return await new Promise<StoredValues>((resolve, reject) => {
      watched = watch(reject);
      onReply(port1, {
        begun: () => {
          watched?.begin();
          stopTimer = afterSeconds(seconds, () => {
            reject(
              new UnreadableError(
                `the compressed image must decode within ${seconds} s; found it still running`,
              ),
            );
            tooLong.abort();
          });
        },
        done: resolve,
        failed: reject,
      });
      pool
        .run(message, { transferList: [port2, bytes.buffer], signal: tooLong.signal })
        .catch((error: unknown) => reject(isOutOfMemory(error) ? createStopError(error) : error));
    });
  } finally {
    watched?.end();
    stopTimer();
    port1.close();
  }
}

/** Whether a thread ended for want of memory: what bytes can do to it, where all else is a fault of ours. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

function createStopError(cause: unknown): UnreadableError {
  return new UnreadableError("the decoder must give an answer; found that it stopped", { cause });
}

interface ReplyHandlers {
  readonly begun: () => void;
  readonly done: (values: StoredValues) => void;
  readonly failed: (error: unknown) => void;
}

function onReply(port: MessagePort, handlers: ReplyHandlers): void {
  port.on("message", (reply: DecodeReply) => {
    switch (reply.kind) {
      case "begun":
        return handlers.begun();
      case "done":
        return handlers.done(reply.values);
      case "unreadable":
        return handlers.failed(new UnreadableError(reply.reason));
      case "broken":
        return handlers.failed(reply.error);
    }
  });
}
