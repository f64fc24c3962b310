import type { CommMessage } from "./comm";
import type { CommHub } from "./commHub";
import type { Publish } from "./openComm";
import type { Socket } from "./tslabServer";
import { answerTo, type WireHeader, type WireMessage, writeWireMessage } from "./wireMessage";

/** The kernel's ends of the connection that a request came over. */
export interface Ends {
  readonly key: string;
  readonly iopub: Socket;
  /** The one that the request came in on. */
  readonly socket: Socket;
}

type Answer = (request: WireMessage, hub: CommHub, ends: Ends) => void;

/** What is done for each type of request about comms. jupyter-client, "Custom Messages". */
const ANSWERS: Readonly<Record<string, Answer>> = {
  comm_open: (request, hub, ends) => {
    const { comm_id: id, target_name: name } = request.content;
    if (typeof id === "string" && typeof name === "string") {
      hub.open(id, name, messageOf(request), publisher(request, ends));
    }
  },
  comm_msg: (request, hub, ends) => {
    const { comm_id: id } = request.content;
    if (typeof id === "string") hub.hear(id, messageOf(request), publisher(request, ends));
  },
  comm_close: ({ content: { comm_id: id } }, hub) => {
    if (typeof id === "string") hub.close(id);
  },
  comm_info_request: ({ identities, header, content: { target_name: name } }, hub, { key, socket }) => {
    const comms = hub.list(typeof name === "string" ? name : undefined);
    const reply = answerTo(header, "comm_info_reply", { status: "ok", comms });
    hand(socket, writeWireMessage({ ...reply, identities }, key));
  },
};

export function isAboutComms(type: string): boolean {
  return Object.hasOwn(ANSWERS, type);
}

/** Does what a request about comms asks for, between the kernel's "busy" and its "idle". */
export function answerRequest(request: WireMessage, hub: CommHub, ends: Ends): void {
  sayStatus("busy", request.header, ends);
  try {
    ANSWERS[request.header.msg_type](request, hub, ends);
  } finally {
    sayStatus("idle", request.header, ends);
  }
}

/** Tells all clients how the kernel is, on behalf of a request. */
export function sayStatus(state: "busy" | "idle", request: WireHeader, { key, iopub }: Ends): void {
  hand(iopub, writeWireMessage(answerTo(request, "status", { execution_state: state }), key));
}

function messageOf({ content, buffers }: WireMessage): CommMessage {
  return { data: content.data, buffers };
}

function publisher({ header }: WireMessage, { key, iopub }: Ends): Publish {
  return (type, content, buffers) =>
    hand(iopub, writeWireMessage(answerTo(header, type, content, buffers), key));
}

/** False when the socket is closed. The queue of sends is in force, and one that fails later holds no other back. */
function hand(socket: Socket, frames: readonly Uint8Array[]): boolean {
  try {
    Promise.resolve(socket.send(frames)).catch(() => undefined);
    return true;
  } catch {
    return false;
  }
}
