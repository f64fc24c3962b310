import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { runKernel } from "./runKernel";

interface Heard {
  readonly type: string;
  /** Place of the request in its step. */
  readonly to: number;
  readonly content: Readonly<Record<string, unknown>>;
  readonly buffers: readonly { readonly size: number; readonly sha256: string }[];
}

interface Step {
  readonly text: string;
  readonly status: readonly string[];
  readonly answers: readonly Heard[];
  readonly states: readonly string[];
}

const SIZES = [0, 1, 2 ** 20, 2 ** 23];
/** With three messages each they are fewer than the 1000 that zeromq keeps for a client that is behind. */
const MANY = 300;

const IMPORT = 'import * as comms from "tslab-dicom/lib/kernel/comm/offerTarget";';
/** The room's modules once more, as a copy of the library in another folder has them. */
const IMPORT_AGAIN = `const { cache } = require("node:module").createRequire(process.cwd() + "/cell.js");
  for (const path of Object.keys(cache)) if (/kernel.comm.\\w+\\.js$/.test(path)) delete cache[path];
  const again = require("tslab-dicom/lib/kernel/comm/offerTarget");
  console.log(again.offerTarget === comms.offerTarget);`;
/** Prints what hinders a target that sends back what it hears, and does what it is told. */
const offer = (library: string, name: string) => `console.log("problem:", ${library}.offerTarget({
  name: "${name}",
  offered: () => ["of ${name}"],
  open: (comm, first) => {
    if ((first.data as any).refuse) throw new Error("There is nothing to open");
    comm.send({ opened: first.data }, first.buffers);
    return (message) => {
      const data = message.data as any;
      if (data.fail) throw new Error("The target failed");
      if (data.release) (globalThis as any).release();
      if (data.end) comm.close({ ended: true });
      comm.send({ echo: data }, message.buffers);
    };
  },
}).problem);`;
const WAIT = 'console.log("begun"); await new Promise((resolve) => ((globalThis as any).release = resolve));';
const ANSWER = "console.log(6 * 7);";

const open = (id: string, target = "echo", data: object = {}) => ({
  type: "comm_open",
  content: { comm_id: id, target_name: target, data },
});
const say = (id: string, data: object) => ({ type: "comm_msg", content: { comm_id: id, data } });
const close = (id: string) => ({ type: "comm_close", content: { comm_id: id, data: {} } });
const ask = (content: object = {}) => ({ type: "comm_info_request", content });

/** What is done with one kernel, in this order. */
const STEPS = {
  stock: { run: [ANSWER], send: [ask()] },
  // The cell that adds comms waits, and so does the next one, which was sent with it.
  first: {
    run: [`${IMPORT} ${offer("comms", "echo")} ${WAIT}`, WAIT],
    wait: { states: 2, replies: 0, text: "begun" },
  },
  whileFirst: { send: [open("a"), say("a", { n: 1 })], wait: { states: 6 } },
  releaseFirst: { send: [say("a", { release: true })], wait: { states: 4, replies: 1, text: "begun" } },
  whileSecond: { send: [say("a", { n: 2 })], wait: { states: 3 } },
  releaseSecond: { send: [say("a", { release: true })], wait: { states: 4, replies: 1 } },
  buffers: {
    send: [
      { ...open("b"), buffers: SIZES },
      { ...say("a", {}), buffers: SIZES },
    ],
  },
  many: { send: Array.from({ length: MANY }, (_, n) => say("a", { n })) },
  control: { send: [{ ...say("a", { n: 3 }), channel: "control" }] },
  info: { send: [ask({ target_name: "echo" }), ask({ target_name: "jupyter.widget" }), ask()] },
  unknown: { send: ["unknown", "jupyter.widget", "jupyter.widget.control"].map((name) => open("w", name)) },
  refused: { send: [open("c", "echo", { refuse: true })] },
  nobody: { send: [say("nobody", {}), close("nobody")] },
  faulty: { send: [say("a", { fail: true }), say("a", { n: 4 })] },
  unsigned: {
    send: [{ ...say("a", { forged: true }), key: "another" }, say("a", { n: 5 })],
    wait: { states: 2 },
  },
  ended: { send: [say("b", { end: true }), say("b", { n: 6 })] },
  closed: { send: [open("d"), close("d"), say("d", { n: 7 })] },
  again: { run: [`${IMPORT_AGAIN} ${offer("again", "another")}`] },
  twoCopies: { send: [open("e", "another"), say("a", { n: 8 }), say("e", { n: 9 }), ask()] },
  cell: { run: [ANSWER] },
  restarted: { restart: true, run: [ANSWER], send: [open("a"), ask()], wait: { text: "comm_open" } },
};

describe("a tslab kernel with comms", () => {
  let ran: Readonly<Record<keyof typeof STEPS, Step>>;
  beforeAll(() => {
    const steps = runKernel("commKernel.py", { steps: Object.values(STEPS) }) as readonly Step[];
    ran = Object.fromEntries(Object.keys(STEPS).map((name, i) => [name, steps[i]])) as typeof ran;
  });
  const dataOf = (step: keyof typeof STEPS) => ran[step].answers.map(({ content }) => content.data);
  const echoes = (...numbers: readonly number[]) => numbers.map((n) => ({ echo: { n } }));
  const quiet = { text: "", status: [] };

  test("is tslab's own until a target is offered", () => {
    expect(ran.stock).toMatchObject({ text: "42\n", status: ["ok"] });
    expect(ran.stock.answers).toMatchObject([{ type: "complete_reply", content: { comms: {} } }]);
  });

  test("answers while the cell that added them waits, and is busy with it again", () => {
    expect(ran.first.text).toBe("problem: \nbegun\n");
    expect(dataOf("whileFirst")).toEqual([{ opened: {} }, ...echoes(1)]);
    const again = "busy execute_request";
    expect(ran.whileFirst.states).toEqual(
      ["comm_open", "comm_msg"].flatMap((type) => [`busy ${type}`, `idle ${type}`, again]),
    );
    expect(ran.releaseFirst.states.at(-1)).toBe("idle execute_request");
  });

  test("answers while the next cell waits, and is busy with that one again", () => {
    expect(dataOf("whileSecond")).toEqual(echoes(2));
    expect(ran.whileSecond.states).toEqual(["busy comm_msg", "idle comm_msg", "busy execute_request"]);
    expect(ran.releaseSecond).toMatchObject({ status: ["ok"], text: "" });
    expect(ran.releaseSecond.states.at(-1)).toBe("idle execute_request");
  });

  test("carries buffers of no byte to eight megabytes, both ways", () => {
    const expected = SIZES.map((size) => ({ size, sha256: sha256(size) }));
    expect(ran.buffers.answers.map(({ buffers }) => buffers)).toEqual([expected, expected]);
  });

  test("answers hundreds of messages at once, in order", () => {
    expect(dataOf("many")).toEqual(echoes(...Array.from({ length: MANY }, (_, n) => n)));
    expect(ran.many.answers.map(({ to }) => to)).toEqual(Array.from({ length: MANY }, (_, n) => n));
    expect(ran.many.states.length).toBe(2 * MANY);
  });

  test("answers on the control channel too", () => {
    expect(dataOf("control")).toEqual(echoes(3));
  });

  test("lists what is open and offered", () => {
    const ofEcho = Object.fromEntries(["of echo", "a", "b"].map((id) => [id, { target_name: "echo" }]));
    expect(ran.info.answers.map(({ type, to, content }) => [type, to, content])).toEqual([
      ["comm_info_reply", 0, { status: "ok", comms: ofEcho }],
      ["comm_info_reply", 1, { status: "ok", comms: {} }],
      ["comm_info_reply", 2, { status: "ok", comms: ofEcho }],
    ]);
  });

  test("closes what it has no target for without a word, ipywidgets' own among it", () => {
    expect(ran.unknown).toMatchObject(quiet);
    expect(ran.unknown.answers.map(({ type, content }) => [type, content])).toEqual(
      Array.from({ length: 3 }, () => ["comm_close", { comm_id: "w", data: {} }]),
    );
  });

  test("closes what its target refuses, with the reason", () => {
    expect(ran.refused).toMatchObject(quiet);
    expect(ran.refused.answers).toMatchObject([
      { type: "comm_close", content: { comm_id: "c", data: { error: "There is nothing to open" } } },
    ]);
  });

  test("ignores what is said to nobody, and what is signed with another key", () => {
    expect(ran.nobody).toMatchObject({ ...quiet, answers: [] });
    expect(ran.nobody.states.map((state) => state.split(" ")[0])).toEqual(["busy", "idle", "busy", "idle"]);
    expect(ran.unsigned).toMatchObject({ ...quiet, states: ["busy comm_msg", "idle comm_msg"] });
    expect(dataOf("unsigned")).toEqual(echoes(5));
  });

  test("tells the page alone what went wrong in a target, and goes on", () => {
    expect(ran.faulty).toMatchObject(quiet);
    expect(dataOf("faulty")).toEqual([{ kind: "error", message: "The target failed" }, ...echoes(4)]);
  });

  test("is silent on a comm that either side has closed", () => {
    expect(ran.ended.answers).toMatchObject([
      { type: "comm_close", to: 0, content: { data: { ended: true } } },
    ]);
    expect(dataOf("closed")).toEqual([{ opened: {} }]);
  });

  test("serves two copies of the library", () => {
    expect(ran.again.text).toBe("false\nproblem: \n");
    // The list comes over another socket, sooner or later.
    const list = ran.twoCopies.answers.findIndex(({ type }) => type === "comm_info_reply");
    expect(dataOf("twoCopies").toSpliced(list, 1)).toEqual([{ opened: {} }, ...echoes(8, 9)]);
    expect(ran.twoCopies.answers[list].content.comms).toMatchObject({
      a: { target_name: "echo" },
      e: { target_name: "another" },
      "of another": { target_name: "another" },
    });
  });

  test("runs cells as before", () => {
    expect(ran.cell).toMatchObject({ text: "42\n", status: ["ok"], answers: [] });
  });

  test("has none after a restart", () => {
    expect(ran.restarted).toMatchObject({ text: "42\nunknown msg_type: comm_open\n", status: ["ok"] });
    expect(ran.restarted.answers).toMatchObject([{ type: "complete_reply", content: { comms: {} } }]);
  });
});

function sha256(size: number): string {
  const bytes = Buffer.alloc(
    size,
    Uint8Array.from({ length: 251 }, (_, i) => i),
  );
  return createHash("sha256").update(bytes).digest("hex");
}
