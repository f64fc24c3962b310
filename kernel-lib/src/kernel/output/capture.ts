import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";
import type { MimeBundle } from "../../display/payload/bundle";
import type { Picture } from "../../display/raster/picture";
import type { PngEffort } from "../../display/raster/png";
import { redirectPrints } from "./redirectPrints";

/** An output that a function showed while it was captured. */
export interface CapturedOutput {
  /** What it shows, in words. */
  readonly alt: string;
  /** null for what is more than a picture. */
  readonly picture: Picture | null;
  /** Makes the output; only what is shown need be made. */
  readonly createBundle: (effort: PngEffort) => MimeBundle;
}

/** What a call showed and printed, and how it ended. */
export interface CapturedCall {
  readonly outputs: readonly CapturedOutput[];
  readonly text: string;
  readonly end: { readonly returned: unknown } | { readonly thrown: unknown };
}

/** A call that is being captured. The number in CAPTURES counts up when its shape changes. */
export interface Capture {
  readonly outputs: CapturedOutput[];
  text: string;
  /** Pixels that its pictures should be wide. */
  readonly width: number | undefined;
  /** What its outputs still wait for; the call ends after them. */
  readonly awaited: Promise<unknown>[];
  /** What it shows when it has ended goes where the call itself was made. */
  readonly outer: Capture | undefined;
  ended: boolean;
}

/** Letters that a call may print; more than anybody reads below a slider. */
const MOST_TEXT = 100_000;

/** On the global object: the captures of the kernel, whichever copy of this library put them there. */
const CAPTURES = Symbol.for("tslab-dicom.captures.v1");

/** The one thing that a cell's verbs share, since none of them is handed to another; each call sees its own, across awaits too. */
const captures = shareCaptures();

/**
 * Calls the function and keeps what it shows and prints from the cell, for exactly this call; at once unless it, or what
 * it shows, is asynchronous.
 */
export function captureCall(run: () => unknown, width?: number): CapturedCall | Promise<CapturedCall> {
  for (const stream of [process.stdout, process.stderr]) redirectPrints(stream, findCollector);
  const capture: Capture = {
    outputs: [],
    text: "",
    width,
    awaited: [],
    outer: findCapture(),
    ended: false,
  };
  const end = (how: CapturedCall["end"]): CapturedCall => {
    capture.ended = true;
    const { outputs, text } = capture;
    return { outputs: [...outputs], text, end: how };
  };
  const endAfterOutputs = (how: CapturedCall["end"]): CapturedCall | Promise<CapturedCall> => {
    const awaited = capture.awaited.splice(0);
    return awaited.length === 0 ? end(how) : Promise.allSettled(awaited).then(() => endAfterOutputs(how));
  };
  return captures.run(capture, () => {
    try {
      const returned = run();
      if (!(returned instanceof Promise)) return endAfterOutputs(finish(capture, returned));
      // What cannot be printed was thrown too.
      return returned
        .then((value) => finish(capture, value))
        .then(endAfterOutputs, (thrown) => endAfterOutputs({ thrown }));
    } catch (thrown) {
      return endAfterOutputs({ thrown });
    }
  });
}

/** The capture of the running code; undefined when what it shows is an output of the cell. */
export function findCapture(): Capture | undefined {
  let capture = captures.getStore();
  while (capture?.ended) capture = capture.outer;
  return capture;
}

/** Those of the copy that was loaded first, so that a call which one copy captures keeps what another shows. */
function shareCaptures(): AsyncLocalStorage<Capture> {
  const there: unknown = Reflect.get(globalThis, CAPTURES);
  if (there instanceof AsyncLocalStorage) return there;
  const own = new AsyncLocalStorage<Capture>();
  Object.defineProperty(globalThis, CAPTURES, { value: own });
  return own;
}

/** The value that a call returns is printed as a cell's last one is, unless it showed something. */
function finish({ outputs }: Capture, returned: unknown): CapturedCall["end"] {
  if (outputs.length === 0 && returned !== undefined && returned !== null) {
    findCollector()?.(`${typeof returned === "string" ? returned : inspect(returned)}\n`);
  }
  return { returned };
}

function findCollector(): ((text: string) => void) | undefined {
  const capture = findCapture();
  return (
    capture &&
    ((text) => {
      const left = MOST_TEXT - capture.text.length;
      if (left > 0) capture.text += text.length > left ? `${text.slice(0, left)} ...` : text;
    })
  );
}
