import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { queueTslabSends } from "../../../../kernel-lib/src/kernel/tslab/queueTslabSends";
import { type BusySocket, createBusySocket } from "../../../drivers/busySocket";
import { folderOf } from "../../../makers/ctSeries";

/** Of a socket class as zeromq's: `send` is on the prototype and cannot be assigned. */
interface FakeSocket {
  readonly socket: BusySocket;
  sendTimeout: number;
  send(frames: unknown): Promise<unknown>;
}

function socketClass(): new () => FakeSocket {
  class Socket {
    readonly socket: BusySocket = createBusySocket({ inARow: 0 });
    sendTimeout = -1;
  }
  const send = function (this: Socket, ...message: readonly unknown[]) {
    return this.socket.send(...message);
  };
  Object.defineProperty(Socket.prototype, "send", { value: send, configurable: true });
  return Socket as new () => FakeSocket;
}

/** The path of a tslab's `jupyter.js`, and a module cache that holds the zeromq which belongs to it. */
function tslabWith(zeromq: unknown): { jupyter: string; cache: NodeJS.Dict<NodeJS.Module> } {
  const folder = folderOf({});
  const jupyter = join(folder, "node_modules", "tslab", "dist", "jupyter.js");
  const main = join(folder, "node_modules", "zeromq", "index.js");
  for (const file of [jupyter, main]) {
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, "");
  }
  const { resolve } = createRequire(jupyter);
  return { jupyter, cache: { [resolve("zeromq")]: { exports: zeromq } as NodeJS.Module } };
}

/** A message as tslab frames it. */
const framed = (text: string) => [Buffer.from("<IDS|MSG>"), "signature", text];

describe("queueTslabSends", () => {
  test.each(["Publisher", "Router"])("lets the messages of a %s wait for each other", async (name) => {
    const Socket = socketClass();
    const { jupyter, cache } = tslabWith({ [name]: Socket });
    const running = new Socket();
    running.send(framed("before"));
    queueTslabSends(jupyter, cache);
    const texts = ["a", "b", "c"];
    const sent = [running, new Socket()].map((socket) => texts.map((text) => socket.send(framed(text))));
    await Promise.all(sent.flat());
    expect(running.socket.written.map((text) => text.split(",")[2])).toEqual(["before", ...texts]);
  });

  test("lets zeromq put nothing off that the kernel sends", () => {
    const Publisher = socketClass();
    const { jupyter, cache } = tslabWith({ Publisher });
    queueTslabSends(jupyter, cache);
    const socket = new Publisher();
    socket.send(framed("a"));
    expect(socket.sendTimeout).toBe(0);
  });

  test("leaves sockets of a cell's own as they are", async () => {
    const Router = socketClass();
    const { jupyter, cache } = tslabWith({ Router });
    queueTslabSends(jupyter, cache);
    const own = new Router();
    const first = own.send(["to", "a"]);
    expect(() => own.send("b")).toThrow("Socket is busy writing");
    expect([await first, own.sendTimeout]).toEqual(["sent to,a", -1]);
  });

  test("is done once, whoever asks", () => {
    const Publisher = socketClass();
    const { jupyter, cache } = tslabWith({ Publisher });
    queueTslabSends(jupyter, cache);
    const { send } = Publisher.prototype;
    queueTslabSends(jupyter, cache);
    expect(Publisher.prototype.send).toBe(send);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["no classes", {}],
    ["classes that do not send", { Publisher: class {}, Router: () => undefined }],
    ["something else of their name", { Publisher: "a", Router: null }],
    ["classes that cannot be changed", { Publisher: frozen(socketClass()) }],
  ])("leaves a zeromq alone that has %s", (_name, zeromq) => {
    const { jupyter, cache } = tslabWith(zeromq);
    expect(() => queueTslabSends(jupyter, cache)).not.toThrow();
  });

  test("does nothing where tslab has no zeromq, or has not loaded it", () => {
    const { jupyter } = tslabWith({});
    expect(() => queueTslabSends(jupyter, {})).not.toThrow();
    expect(() => queueTslabSends(join(folderOf({}), "jupyter.js"), {})).not.toThrow();
  });
});

function frozen(socket: new () => FakeSocket): new () => FakeSocket {
  Object.freeze(socket.prototype);
  return socket;
}
