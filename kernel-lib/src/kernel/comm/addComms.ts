import { isRecord } from "../../contract";
import type { TslabModule } from "../tslab/findTslab";
import { answerRequest, type Ends, isAboutComms, sayStatus } from "./answerRequest";
import type { CommTarget } from "./comm";
import { type CommHub, createCommHub } from "./commHub";
import { findRunningCell } from "./findRunningCell";
import { isSocket, isTslabServer, type TslabServer } from "./tslabServer";
import { peekType, readWireMessage } from "./wireMessage";

/** tslab's method that gets each message of the sockets shell and control. */
type HandleMessage = (this: unknown, ...message: readonly unknown[]) => Promise<unknown>;

/** The comms of a kernel, whichever copy of this library added them. */
interface AddedComms {
  offer(target: CommTarget): void;
  /** Leaves tslab as it was, and ends every comm. */
  remove(): void;
}

/** On the class whose servers have comms; what stands there is an AddedComms. */
const COMMS = Symbol.for("tslab-dicom.comms");

/**
 * The comms of this kernel: added when there are none yet, by a method in the place of tslab's that hands on what is not
 * about comms; a sentence when this tslab is not as expected.
 */
export function addComms(tslab: TslabModule): AddedComms | string {
  const prototype = prototypeOf(tslab.ZmqServer);
  if (prototype === null) return lacks("server");
  const there: unknown = Reflect.get(prototype, COMMS);
  if (there !== undefined) return isAdded(there) ? there : lacks("comms that this version knows");
  const method = Object.getOwnPropertyDescriptor(prototype, "handleShellMessage");
  if (typeof method?.value !== "function") return lacks("method for messages");
  if (method.configurable !== true || !Object.isExtensible(prototype)) return lacks("place for comms");

  const hub = createCommHub();
  const original: HandleMessage = method.value;
  const added: AddedComms = {
    offer: hub.offer,
    remove: () => {
      hub.end();
      Reflect.deleteProperty(prototype, COMMS);
      // Where another has wrapped ours meanwhile, ours stays and hands everything on.
      if (Reflect.get(prototype, "handleShellMessage") === handle) {
        Object.defineProperty(prototype, "handleShellMessage", method);
      }
    },
  };
  const handle: HandleMessage = function (...message) {
    const isOurs = Reflect.get(prototype, COMMS) === added && takeMessage(this, message, hub, tslab);
    return isOurs ? Promise.resolve() : original.apply(this, [...message]);
  };
  Object.defineProperty(prototype, "handleShellMessage", { ...method, value: handle });
  Object.defineProperty(prototype, COMMS, { value: added, configurable: true });
  return added;
}

/** True when the message is about comms, and then all is done that is to do. */
function takeMessage(
  server: unknown,
  message: readonly unknown[],
  hub: CommHub,
  tslab: TslabModule,
): boolean {
  const [socket, ...frames] = message;
  const type = peekType(frames);
  if (type === null || !isTslabServer(server) || !isSocket(socket)) return false;
  const ends: Ends = { key: server.connInfo.key, iopub: server.iopub, socket };
  // tslab closes its sockets with this message.
  if (type === "shutdown_request" && readWireMessage(frames, ends.key) !== null) hub.end();
  if (!isAboutComms(type)) return false;
  const request = readWireMessage(frames, ends.key);
  if (request === null) return true;
  answerRequest(request, hub, ends);
  void sayBusyAgain(server, tslab, ends);
  return true;
}

/** Clients show the newest status: the idle of a message about comms must not hide that a cell runs. */
async function sayBusyAgain(server: TslabServer, tslab: TslabModule, ends: Ends): Promise<void> {
  const cell = await findRunningCell(server, tslab);
  if (cell !== null) sayStatus("busy", cell, ends);
}

function prototypeOf(server: unknown): object | null {
  const prototype: unknown = typeof server === "function" ? server.prototype : null;
  return typeof prototype === "object" ? prototype : null;
}

function isAdded(comms: unknown): comms is AddedComms {
  return isRecord(comms) && typeof comms.offer === "function";
}

function lacks(what: string): string {
  return `This tslab has no ${what}: outputs are shown without a live kernel.`;
}
