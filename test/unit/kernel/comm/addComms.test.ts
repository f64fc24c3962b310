import { setImmediate as turn } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { addComms } from "../../../../kernel-lib/src/kernel/comm/addComms";
import type { Comm, CommMessage, CommTarget } from "../../../../kernel-lib/src/kernel/comm/comm";
import { createFakeServer, type FakeServer, OWN } from "../../../drivers/fakeServer";
import { wireFrames } from "../../../makers/wireFrames";

interface Echo extends CommTarget {
  readonly opened: { readonly comm: Comm; readonly first: CommMessage }[];
}

/** Sends back what it hears, and throws what it is asked to. */
function echo(name = "echo", offered: readonly string[] = []): Echo {
  const opened: Echo["opened"] = [];
  return {
    name,
    opened,
    open: (comm, first) => {
      opened.push({ comm, first });
      return ({ data, buffers }) => {
        const { fault } = data as { fault?: string };
        if (fault === "throws") throw new Error("It failed");
        if (fault === "rejects") return Promise.reject(new RangeError("It failed later"));
        if (fault === "circle") return comm.send(circle());
        comm.send({ echo: data }, buffers);
      };
    },
    offered: () => offered,
  };
}

function circle(): object {
  const self: Record<string, unknown> = {};
  self.self = self;
  return self;
}

function added(module: FakeServer["module"]): Exclude<ReturnType<typeof addComms>, string> {
  const comms = addComms(module);
  if (typeof comms === "string") throw new Error(comms);
  return comms;
}

const open = (id: string, target = "echo", data: unknown = {}) => ({
  type: "comm_open",
  content: { comm_id: id, target_name: target, data },
});
const say = (comm: string, data: unknown, buffers: readonly Uint8Array[] = []) => ({
  type: "comm_msg",
  content: { comm_id: comm, data },
  buffers,
});
const close = (id: string) => ({ type: "comm_close", content: { comm_id: id, data: {} } });
const asked = (target?: string) => ({
  type: "comm_info_request",
  content: target === undefined ? {} : { target_name: target },
});

let fake: FakeServer;
let target: Echo;
/** Of what all clients heard. */
const heard = (type: string) => fake.heard.filter((message) => message.type === type);
const words = (type: string) => heard(type).map(({ content }) => content);
const states = () =>
  heard("status").map(
    ({ parent, content }) => `${parent}: ${(content as { execution_state: string }).execution_state}`,
  );

beforeEach(() => {
  fake = createFakeServer();
  target = echo("echo", ["offered"]);
  added(fake.module).offer(target);
});

describe("comms added to a server", () => {
  test("carry messages with their buffers, both ways", async () => {
    await fake.receive({ ...open("a", "echo", { model: 1 }), buffers: [Uint8Array.of(9)] });
    await fake.receive(say("a", { slice: 12 }, [Uint8Array.of(), Uint8Array.of(1, 2)]));
    const [{ first }] = target.opened;
    expect([first.data, first.buffers.map((buffer) => [...buffer])]).toEqual([{ model: 1 }, [[9]]]);
    const [{ content, parent, buffers }] = heard("comm_msg");
    expect(content).toEqual({ comm_id: "a", data: { echo: { slice: 12 } } });
    expect([parent, buffers]).toEqual(["id of comm_msg", [Buffer.of(), Buffer.of(1, 2)]]);
  });

  test("answer each request between busy and idle", async () => {
    for (const request of [open("a"), say("a", {}), close("a"), asked()]) await fake.receive(request);
    expect(states()).toEqual(
      ["comm_open", "comm_msg", "comm_close", "comm_info_request"].flatMap((type) => [
        `id of ${type}: busy`,
        `id of ${type}: idle`,
      ]),
    );
    expect(fake.heard.map(({ type }) => type).slice(2, 5)).toEqual(["status", "comm_msg", "status"]);
  });

  test("hand what is not about them to tslab's own method: the same arguments, the same promise", () => {
    const frames = wireFrames({ type: "execute_request", content: { code: "1" } });
    expect(fake.receive(frames)).toBe(OWN);
    expect(fake.own).toEqual([[fake.socket, ...frames]]);
    expect(fake.own[0][1]).toBe(frames[0]);
    expect(fake.heard).toEqual([]);
  });

  test.each<[string, readonly unknown[]]>([
    ["nothing", []],
    ["no message", [Buffer.from("hello")]],
    ["a cut header", [...wireFrames(open("a")).slice(0, 3), Buffer.from('{"msg_type": "comm_o')]],
    ["a request of another's key", wireFrames({ type: "execute_request", key: "another" })],
  ])("leave %s to tslab's own method", (_name, frames) => {
    expect(fake.receive(frames)).toBe(OWN);
  });

  test.each<[string, readonly Uint8Array[]]>([
    ["signed with another key", wireFrames({ ...open("a"), key: "another" })],
    ["cut", wireFrames(open("a")).slice(0, 6)],
    ["whose content is no object", wireFrames({ type: "comm_open", content: null })],
  ])("are silent about a message of theirs that is %s", async (_name, frames) => {
    await fake.receive(frames);
    expect([fake.heard, fake.own, target.opened]).toEqual([[], [], []]);
  });

  test.each<[string, object]>([
    ["comm_open", { comm_id: 1, target_name: "echo" }],
    ["comm_open", { comm_id: "a" }],
    ["comm_msg", {}],
    ["comm_close", { comm_id: null }],
  ])("answer %s of %j with busy and idle alone", async (type, content) => {
    await fake.receive({ type, content });
    expect(fake.heard.map((message) => message.type)).toEqual(["status", "status"]);
  });

  test.each(["jupyter.widget", "jupyter.widget.control", "toString"])(
    "close one to %s, which is not ours",
    async (name) => {
      await fake.receive(open("w", name, { state: {} }));
      expect(words("comm_close")).toEqual([{ comm_id: "w", data: {} }]);
      expect(fake.own).toEqual([]);
    },
  );

  test("ignore what is said to ids that are not open", async () => {
    await fake.receive(say("nobody", {}));
    await fake.receive(close("nobody"));
    expect(fake.heard.map(({ type }) => type)).toEqual(["status", "status", "status", "status"]);
  });

  test("list what is open and offered, of one target or of all, to whoever asked", async () => {
    added(fake.module).offer({ ...echo("another"), offered: () => ["other"] });
    added(fake.module).offer({
      ...echo("faulty"),
      offered: () => {
        throw new Error("none");
      },
    });
    await fake.receive(open("a"));
    for (const name of ["echo", "unknown", undefined]) await fake.receive(asked(name));
    const ofEcho = { a: { target_name: "echo" }, offered: { target_name: "echo" } };
    expect(fake.replied.map(({ content }) => content)).toEqual([
      { status: "ok", comms: ofEcho },
      { status: "ok", comms: {} },
      { status: "ok", comms: { ...ofEcho, other: { target_name: "another" } } },
    ]);
    expect(fake.replied[0]).toMatchObject({
      type: "comm_info_reply",
      to: ["client"],
      parent: "id of comm_info_request",
    });
  });

  test("tell the page what went wrong in a target, and nobody else", async () => {
    await fake.receive(open("a"));
    for (const fault of ["throws", "rejects", "circle"]) {
      await fake.receive(say("a", { fault }));
      await turn();
    }
    expect(words("comm_msg")).toEqual([
      { comm_id: "a", data: { kind: "error", message: "It failed" } },
      { comm_id: "a", data: { kind: "error", message: "It failed later" } },
      { comm_id: "a", data: { kind: "error", message: expect.stringContaining("circular") } },
    ]);
    expect(target.opened[0].comm.signal.aborted).toBe(false);
  });

  test("close one that its target refuses, with the reason", async () => {
    added(fake.module).offer({
      ...echo("strict"),
      open: () => {
        throw new Error("There is no view 7; run the cell again");
      },
    });
    await fake.receive(open("a", "strict"));
    expect(words("comm_close")).toEqual([
      { comm_id: "a", data: { error: "There is no view 7; run the cell again" } },
    ]);
  });
});

describe("a comm", () => {
  const opened = () => target.opened[target.opened.length - 1].comm;
  beforeEach(() => fake.receive(open("a")));

  test("ends when the page closes it", async () => {
    const { signal } = opened();
    await fake.receive(close("a"));
    opened().send({ late: true });
    opened().close();
    expect([signal.aborted, words("comm_msg"), words("comm_close")]).toEqual([true, [], []]);
  });

  test("ends when the library closes it, once, and the page is told", async () => {
    opened().close({ why: "done" });
    opened().close();
    opened().send({});
    await fake.receive(say("a", {}));
    expect(opened().signal.aborted).toBe(true);
    expect(words("comm_close")).toEqual([{ comm_id: "a", data: { why: "done" } }]);
    expect(words("comm_msg")).toEqual([]);
  });

  test("ends when the page opens its id anew, after a reload", async () => {
    const before = opened();
    await fake.receive(open("a"));
    await fake.receive(say("a", { n: 1 }));
    expect([before.signal.aborted, opened().signal.aborted]).toEqual([true, false]);
    expect(words("comm_msg")).toEqual([{ comm_id: "a", data: { echo: { n: 1 } } }]);
  });

  test("ends when the kernel shuts down, before tslab closes its sockets", async () => {
    await fake.receive({ type: "shutdown_request", key: "another" });
    expect(opened().signal.aborted).toBe(false);
    await fake.receive({ type: "shutdown_request" });
    expect([opened().signal.aborted, fake.own.length, words("comm_close")]).toEqual([true, 2, []]);
  });

  test("ends when the socket turns out to be closed", () => {
    fake.closeSockets();
    opened().send({});
    expect(opened().signal.aborted).toBe(true);
  });

  test("sends at any time, as an answer to the newest request", async () => {
    await fake.receive({ ...say("a", {}), id: "newest" });
    opened().send({ later: true });
    expect(heard("comm_msg").map(({ parent }) => parent)).toEqual(["newest", "newest"]);
  });
});

describe("while a cell runs", () => {
  test("the kernel is busy with the cell again after each request", async () => {
    const end = fake.beginCell("cell 1");
    await fake.receive(open("a"));
    await turn();
    const ofComm = ["id of comm_open: busy", "id of comm_open: idle"];
    expect(states()).toEqual([...ofComm, "cell 1: busy"]);
    expect(words("display_data")).toEqual([]);
    end();
    await fake.receive(open("b"));
    await turn();
    expect(states()).toEqual([...ofComm, "cell 1: busy", ...ofComm]);
  });

  test("it is so at once: no turn of the event loop comes between", async () => {
    fake.beginCell("cell 1");
    await fake.receive(open("a"));
    for (let i = 0; i < 3; i++) await null;
    expect(states().at(-1)).toBe("cell 1: busy");
  });

  test.each<[string, (server: Record<string, unknown>) => void]>([
    ["no handler", (server) => delete server.handler],
    ["no queue of cells", (server) => Object.assign(server, { handler: {} })],
    ["a queue of another kind", (server) => Object.assign(server, { handler: { execQueue: { prev: 1 } } })],
  ])("nothing is said of it in a server with %s", async (_name, spoil) => {
    fake.beginCell("cell 1");
    spoil(fake.server);
    await fake.receive(open("a"));
    await turn();
    expect(states()).toEqual(["id of comm_open: busy", "id of comm_open: idle"]);
  });

  test("a writer that fails leaves the server as it was", async () => {
    fake.beginCell("cell 1");
    const { iopub } = fake.server;
    Object.assign(fake.module, {
      lastWriteDisplayData: () => {
        throw new Error("no cell");
      },
    });
    await fake.receive(open("a"));
    await turn();
    expect(fake.server.iopub).toBe(iopub);
    expect(states()).toEqual(["id of comm_open: busy", "id of comm_open: idle"]);
  });
});

describe("two copies of the library", () => {
  test("share the comms of a kernel", async () => {
    const { handleShellMessage } = fake.prototype;
    expect(addComms(fake.module)).toBe(addComms(fake.module));
    expect(fake.prototype.handleShellMessage).toBe(handleShellMessage);
    added(fake.module).offer(target);
    await fake.receive(open("a"));
    expect(target.opened.length).toBe(1);
  });

  test("may offer targets of one name: the newest that does not refuse is opened", async () => {
    const newer = echo();
    const newest: CommTarget = {
      ...echo(),
      open: () => {
        throw new Error("Not here");
      },
    };
    for (const offered of [newer, newest]) added(fake.module).offer(offered);
    await fake.receive(open("a"));
    expect([target.opened.length, newer.opened.length, words("comm_close")]).toEqual([0, 1, []]);
  });

  test("and the newest says why when all refuse", async () => {
    for (const reason of ["older", "newer"]) {
      const open = () => {
        throw new Error(reason);
      };
      added(fake.module).offer({ ...echo("strict"), open });
    }
    await fake.receive(open("a", "strict"));
    expect(words("comm_close")).toEqual([{ comm_id: "a", data: { error: "newer" } }]);
  });
});

describe("what is not as expected", () => {
  test.each<[string, (module: Record<string, unknown>) => void, string]>([
    ["no server", (module) => delete module.ZmqServer, "server"],
    ["a server that is no class", (module) => Object.assign(module, { ZmqServer: {} }), "server"],
    [
      "a server without the method",
      (module) => Object.assign(module, { ZmqServer: class {} }),
      "method for messages",
    ],
    [
      "a server that cannot be changed",
      (module) => void Object.freeze((module.ZmqServer as { prototype: object }).prototype),
      "place for comms",
    ],
    [
      "comms of another kind",
      (module) =>
        void Object.assign((module.ZmqServer as { prototype: object }).prototype, {
          [Symbol.for("tslab-dicom.comms")]: true,
        }),
      "comms that this version knows",
    ],
  ])("is said in one line: %s", (_name, spoil, what) => {
    const { module, prototype } = createFakeServer();
    const before = prototype.handleShellMessage;
    spoil(module as unknown as Record<string, unknown>);
    expect(addComms(module)).toBe(`This tslab has no ${what}: outputs are shown without a live kernel.`);
    expect(prototype.handleShellMessage).toBe(before);
  });

  test.each<[string, (server: Record<string, unknown>) => void]>([
    ["connection", (server) => delete server.connInfo],
    ["key", (server) => Object.assign(server, { connInfo: { key: 1 } })],
    ["socket for all", (server) => delete server.iopub],
  ])("of a running server without its %s is left to tslab", (_name, spoil) => {
    spoil(fake.server);
    expect(fake.receive(open("a"))).toBe(OWN);
  });
});

describe("removed", () => {
  test("comms end and tslab is as it was", async () => {
    await fake.receive(open("a"));
    added(fake.module).remove();
    expect(target.opened[0].comm.signal.aborted).toBe(true);
    const fresh = createFakeServer();
    expect(Reflect.ownKeys(fake.prototype)).toEqual(Reflect.ownKeys(fresh.prototype));
    expect(fake.receive(open("a"))).toBe(OWN);
  });

  test("they leave alone what another has put over them", async () => {
    const comms = added(fake.module);
    const ours = fake.prototype.handleShellMessage;
    const theirs = function (this: unknown, ...message: readonly unknown[]) {
      return ours.apply(this, [...message]);
    };
    fake.prototype.handleShellMessage = theirs;
    comms.remove();
    expect(fake.prototype.handleShellMessage).toBe(theirs);
    expect(fake.receive(open("a"))).toBe(OWN);
  });
});
