import type { Limits } from "../../../limits";
import type { FrameFormat, StoredValues } from "../../image/frameFormat";
import { prepareFrame } from "../frame/prepareFrame";
import { decodeLimit } from "./decodeLimit";
import { type DecodeThread, startDecodeThread } from "./decodeThread";

/** Seconds after which a thread that nobody asks is ended: its codecs take tens of megabytes. */
const IDLE_SECONDS = 60;

interface KeptThread {
  readonly thread: DecodeThread;
  readonly idle: NodeJS.Timeout;
}

/** Starting one takes a tenth of a second or two, more than most frames. */
let kept: KeptThread | null = null;

/**
 * The values of one frame, waiting for them. A codec runs in a thread, so that it can be stopped; the thread is kept
 * for the next frame, until it has not been needed for a minute or has failed.
 *
 * @param bytes - those of one frame; not modified, but native values may share their memory.
 * @throws UnreadableError when the bytes are no frame of that format, or take too long; LimitExceededError;
 * DecoderStartError when the thread does not start.
 */
export function decodeNow(bytes: Uint8Array, format: FrameFormat, limits: Limits): StoredValues {
  const prepared = prepareFrame(bytes, format, limits);
  if (prepared.kind === "values") return prepared.values;

  const current = kept ?? startKept();
  // It comes back by a right answer alone.
  kept = null;
  try {
    const values = current.thread.decode(prepared.task, decodeLimit(format, limits));
    current.idle.refresh();
    kept = current;
    return values;
  } finally {
    if (kept === null) endKept(current);
  }
}

function startKept(): KeptThread {
  const forget = () => {
    if (kept === started) kept = null;
  };
  const idle = setTimeout(() => {
    forget();
    endKept(started);
  }, IDLE_SECONDS * 1000).unref();
  const started: KeptThread = { thread: startDecodeThread(forget), idle };
  return started;
}

function endKept({ thread, idle }: KeptThread): void {
  clearTimeout(idle);
  thread.end();
}
