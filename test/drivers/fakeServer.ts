import type { TslabModule } from "../../kernel-lib/src/kernel/tslab/findTslab";
import { KEY, type WireSpec, wireFrames, wireHeader } from "../makers/wireFrames";

/** A message that the kernel sent, in short. */
export interface SentMessage {
  readonly type: unknown;
  readonly content: unknown;
  /** Id of the message that it answers. */
  readonly parent: unknown;
  readonly to: readonly string[];
  readonly buffers: readonly (Uint8Array | string)[];
}

export interface FakeServer {
  /** tslab's module: the server's class, and the writer of the newest cell. */
  readonly module: TslabModule;
  readonly prototype: { handleShellMessage(...message: readonly unknown[]): Promise<unknown> };
  /** The server, whose fields a test may spoil. */
  readonly server: Record<string, unknown>;
  readonly socket: object;
  /** The server gets a message on its shell socket. */
  receive(message: WireSpec | readonly unknown[]): Promise<unknown>;
  /** What all clients heard, and what the one on the shell socket did. */
  readonly heard: readonly SentMessage[];
  readonly replied: readonly SentMessage[];
  /** Arguments that tslab's own method was called with. */
  readonly own: readonly (readonly unknown[])[];
  /** A cell begins; calling what comes back ends it. */
  beginCell(id: string): () => void;
  closeSockets(): void;
}

/** What tslab's own method gives back. */
export const OWN: Promise<string> = Promise.resolve("tslab's own");

type Frames = readonly (Uint8Array | string)[];

/** tslab's server as comms see it: a class with a method for messages, sockets, a queue of cells. */
export function createFakeServer(): FakeServer {
  const heard: SentMessage[] = [];
  const replied: SentMessage[] = [];
  const own: (readonly unknown[])[] = [];
  let closed = false;
  const socketTo = (sent: SentMessage[]) => ({
    send: async (frames: Frames) => void sent.push(inShort(frames)),
  });
  const closable = ({ send }: { send(frames: Frames): Promise<void> }) => ({
    send: (frames: Frames) => {
      if (closed) throw new Error("Socket is closed");
      return send(frames);
    },
  });
  const socket = closable(socketTo(replied));
  const execQueue: { prev: Promise<unknown> } = { prev: Promise.resolve() };

  class ZmqServer {
    readonly connInfo = { key: KEY };
    readonly iopub = closable(socketTo(heard));
    readonly handler = { execQueue };
    handleShellMessage(...message: readonly unknown[]): Promise<unknown> {
      own.push(message);
      return OWN;
    }
  }
  const server = new ZmqServer();
  const writerOf = (id: string) => (content: object) => {
    const parent = wireHeader({ type: "execute_request", id });
    const frames = wireFrames({ type: "display_data", content, parent });
    void server.iopub.send(frames.map((frame, i) => (i < 2 ? frame : frame.toString())));
  };
  const module = { ZmqServer, lastWriteDisplayData: writerOf("a cell before") };
  return {
    module,
    prototype: ZmqServer.prototype,
    server: server as unknown as Record<string, unknown>,
    socket,
    receive: (message) =>
      server.handleShellMessage(socket, ...("type" in message ? wireFrames(message) : message)),
    heard,
    replied,
    own,
    beginCell: (id) => {
      module.lastWriteDisplayData = writerOf(id);
      const { promise, end } = endless();
      execQueue.prev = promise;
      return end;
    },
    closeSockets: () => {
      closed = true;
    },
  };
}

/** A promise that is settled by calling `end`. */
function endless(): { readonly promise: Promise<void>; readonly end: () => void } {
  let end = () => {};
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { promise, end };
}

function inShort(frames: Frames): SentMessage {
  const at = frames.findIndex((frame) => String(frame) === "<IDS|MSG>");
  const [header, parent, , content] = frames.slice(at + 2, at + 6).map((part) => JSON.parse(part.toString()));
  const to = frames.slice(0, at).map(String);
  return { type: header.msg_type, content, parent: parent.msg_id, to, buffers: frames.slice(at + 6) };
}
