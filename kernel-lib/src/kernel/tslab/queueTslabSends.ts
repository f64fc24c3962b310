import { createRequire } from "node:module";
import { type Send, sendInTurn } from "./sendInTurn";

/** A socket of zeromq; every field is looked at before use. */
interface Socket {
  sendTimeout?: unknown;
}
type SocketSend = (this: Socket, ...message: readonly unknown[]) => Promise<unknown>;

/** The classes of the sockets that tslab sends on without waiting: iopub is a Publisher, shell and control are Routers. */
const CLASSES = ["Publisher", "Router"];
/** Divides a Jupyter message's addresses from the rest. jupyter-client, "The wire protocol". */
const DELIMITER = Buffer.from("<IDS|MSG>");
/** On a `send` that queues, whichever copy of this library put it there. */
const QUEUES = Symbol.for("tslab-dicom.queues");

/**
 * From now on every message that the kernel sends to Jupyter is handed to zeromq, in order. tslab hands its messages over
 * without waiting; zeromq writes 512 in a row and throws for those that come while it puts off the next, so that outputs
 * and replies are gone. What zeromq drops by itself stays dropped: what a client has not taken when a thousand messages
 * wait for it, which nobody can change on a socket that is connected. Afterwards `socket.send(frames)` may be called on the kernel's sockets at any
 * time; sockets of a cell's own stay as they are. Does nothing when it has been done, or when tslab's zeromq is not
 * as expected.
 *
 * @param jupyter - path of the `jupyter.js` of the tslab at work.
 * @param cache - Node's module cache.
 */
export function queueTslabSends(jupyter: string, cache: NodeJS.Dict<NodeJS.Module>): void {
  const zeromq = loadedZeromq(jupyter, cache);
  for (const name of CLASSES) queueSendsOf(zeromq?.[name]);
}

/** The zeromq that this tslab has loaded; a cell may have another one. */
function loadedZeromq(
  jupyter: string,
  cache: NodeJS.Dict<NodeJS.Module>,
): Record<string, unknown> | undefined {
  try {
    return cache[createRequire(jupyter).resolve("zeromq")]?.exports;
  } catch {
    return undefined;
  }
}

/**
 * Gives the class a `send` that lets the kernel's messages wait. The class, because the kernel's sockets are out of
 * reach until they send, and already the answer to the cell that runs must not be lost.
 */
function queueSendsOf(socketClass: unknown): void {
  const prototype: unknown = typeof socketClass === "function" ? socketClass.prototype : undefined;
  if (typeof prototype !== "object" || prototype === null || !("send" in prototype)) return;
  if (typeof prototype.send !== "function" || QUEUES in prototype.send) return;
  if (!Object.isExtensible(prototype)) return;

  const send = prototype.send as SocketSend;
  const queues = new WeakMap<Socket, Send>();
  const queued: SocketSend = function (...message) {
    let inTurn = queues.get(this);
    if (inTurn === undefined) {
      if (!isJupyterMessage(message[0])) return send.apply(this, [...message]);
      writeAtOnce(this);
      inTurn = sendInTurn(send.bind(this));
      queues.set(this, inTurn);
    }
    return inTurn(...message);
  };
  Object.defineProperty(queued, QUEUES, { value: true });
  // As zeromq's own: it cannot be assigned, but it can be defined anew.
  Object.defineProperty(prototype, "send", { value: queued, configurable: true });
}

function isJupyterMessage(frames: unknown): boolean {
  return Array.isArray(frames) && frames.some((frame) => Buffer.isBuffer(frame) && frame.equals(DELIMITER));
}

/**
 * Without a timeout zeromq puts no message off, and what a cell shows is seen before the cell ends. Sockets of these
 * classes always take a message, so that nothing fails for it.
 */
function writeAtOnce(socket: Socket): void {
  if (typeof socket.sendTimeout === "number") socket.sendTimeout = 0;
}
