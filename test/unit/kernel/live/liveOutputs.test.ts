import { LIVE_TARGET, LIVE_VERSION } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import type { CommMessage } from "../../../../kernel-lib/src/kernel/comm/comm";
import { createLiveOutputs } from "../../../../kernel-lib/src/kernel/live/liveOutputs";
import type { LiveSource } from "../../../../kernel-lib/src/kernel/live/liveSource";
import { offerLiveOutput } from "../../../../kernel-lib/src/kernel/live/offerLiveOutput";
import { openFakeComm } from "../../../drivers/fakeComm";

const silent: LiveSource = { open: () => () => undefined };
const holding = (...holds: ArrayBuffer[]): LiveSource => ({ ...silent, holds });
const opening = (output: unknown, version: unknown = LIVE_VERSION): CommMessage => ({
  data: { version, output },
  buffers: [],
});
const hearing = (data: unknown): CommMessage => ({ data, buffers: [] });

describe("a live output", () => {
  test("has an id that nobody guesses, and is found by it", () => {
    const outputs = createLiveOutputs();
    const ids = [outputs.add(silent), outputs.add(silent)];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(outputs.offered()).toEqual(ids);
  });

  test.each([
    ["no message", undefined, "expected an object"],
    ["another version", { version: 2, output: "a" }, "the page speaks version 2 of the link"],
    ["an id that is no text", { version: 1, output: 7 }, '"output"'],
    ["an id of no output", { version: 1, output: "__proto__" }, "run its cell again"],
  ])("is not opened by %s", (_name, data, sentence) => {
    const outputs = createLiveOutputs();
    outputs.add(silent);
    expect(() => outputs.open(openFakeComm().comm, { data, buffers: [] })).toThrow(sentence);
  });

  test("answers what the page asks, with bytes", async () => {
    const outputs = createLiveOutputs();
    const bytes = [Uint8Array.of(1, 2)];
    const id = outputs.add({
      open: () => (message) => ({ message: { kind: "set", state: { heard: message.kind } }, buffers: bytes }),
    });
    const { comm, sent } = openFakeComm();
    await outputs.open(comm, opening(id))(hearing({ kind: "state", state: {} }));
    expect(sent).toEqual([{ data: { kind: "set", state: { heard: "state" } }, buffers: bytes }]);
  });

  test("says what it does not understand, and what failed, with the number of the request", async () => {
    const outputs = createLiveOutputs();
    const id = outputs.add({ open: () => () => Promise.reject(new RangeError("there is no such slice")) });
    const { comm, sent } = openFakeComm();
    const hear = outputs.open(comm, opening(id));
    for (const data of [
      null,
      { kind: "constructor", request: 4 },
      { kind: "plane", request: 5, axis: 9 },
      { kind: "values", request: 6, values: {} },
    ]) {
      await hear(hearing(data));
    }
    const replies = sent.map(({ data }) => data as { kind: string; request: number; message: string });
    expect(replies.map(({ kind, request }) => [kind, request])).toEqual([
      ["error", null],
      ["error", 4],
      ["error", 5],
      ["error", 6],
    ]);
    expect(replies[3].message).toBe("there is no such slice");
    expect(replies[2].message).toMatch(/did not understand/);
  });
});

test("an output that is withdrawn opens to nobody, and answers whoever has it open", async () => {
  const outputs = createLiveOutputs();
  const id = outputs.add({ open: () => () => ({ message: { kind: "set", state: {} } }) });
  const { comm, sent, closed } = openFakeComm();
  const hear = outputs.open(comm, opening(id));
  outputs.withdraw(id);
  expect(outputs.offered()).toEqual([]);
  expect(() => outputs.open(openFakeComm().comm, opening(id))).toThrow("run its cell again");
  await hear(hearing({ kind: "state", state: {} }));
  expect([sent.length, closed]).toEqual([1, []]);
});

describe("of many live outputs", () => {
  test("the newest are kept, and those that a page has open before others", () => {
    const outputs = createLiveOutputs({ outputs: 3 });
    const watched = outputs.add(silent);
    const { comm, closed } = openFakeComm();
    outputs.open(comm, opening(watched));
    const others = Array.from({ length: 50 }, () => outputs.add(silent));
    expect(outputs.offered()).toEqual([watched, ...others.slice(-2)]);
    expect(closed).toEqual([]);
  });

  test("one whose page has gone is as any other", () => {
    const outputs = createLiveOutputs({ outputs: 2 });
    const watched = outputs.add(silent);
    const { comm, end } = openFakeComm();
    outputs.open(comm, opening(watched));
    end();
    const others = [outputs.add(silent), outputs.add(silent)];
    expect(outputs.offered()).toEqual(others);
  });

  test("the oldest goes though a page has it open when all are open, and its page hears why", () => {
    const outputs = createLiveOutputs({ outputs: 2 });
    const pages = [0, 1, 2].map(() => {
      const page = openFakeComm();
      outputs.open(page.comm, opening(outputs.add(silent)));
      return page;
    });
    expect(outputs.offered()).toHaveLength(2);
    expect(pages.map(({ closed }) => closed.length)).toEqual([1, 0, 0]);
    expect(pages[0].closed[0]).toEqual({ error: expect.stringMatching(/run its cell again/) });
  });

  test("those go that hold too much, counting shared memory once and never the newest", () => {
    const outputs = createLiveOutputs({ bytes: 250 });
    const [shared, own] = [new ArrayBuffer(100), new ArrayBuffer(100)];
    const ids = [holding(shared), holding(shared), holding(own)].map(outputs.add);
    expect(outputs.offered()).toEqual(ids);
    const another = outputs.add(holding(new ArrayBuffer(100)));
    expect(outputs.offered()).toEqual([ids[2], another]);
    const huge = outputs.add(holding(new ArrayBuffer(1000)));
    expect(outputs.offered()).toEqual([huge]);
  });
});

test("an output that frees nothing, since a newer one holds the same, stays when others hold too much", () => {
  const outputs = createLiveOutputs({ bytes: 250 });
  const [scan, own] = [new ArrayBuffer(200), new ArrayBuffer(100)];
  const [first, other] = [outputs.add(holding(scan)), outputs.add(holding(own))];
  expect(outputs.offered()).toEqual([other]);
  const again = outputs.add(holding(scan));
  expect([outputs.offered(), first === again]).toEqual([[again], false]);
  const view = outputs.add(holding(scan));
  const huge = outputs.add(holding(scan, new ArrayBuffer(100)));
  expect(outputs.offered()).toEqual([again, view, huge]);
});

describe("of many views of one output", () => {
  const open = (outputs: ReturnType<typeof createLiveOutputs>, id: string) => {
    const page = openFakeComm();
    return { ...page, hear: outputs.open(page.comm, opening(id)) };
  };

  test("the one goes that was silent longest, as those of reloaded pages are, and hears why", () => {
    const outputs = createLiveOutputs({ views: 2 });
    const id = outputs.add(silent);
    const [used, left] = [open(outputs, id), open(outputs, id)];
    used.hear(hearing({ kind: "state", state: {} }));
    const newest = open(outputs, id);
    expect([used, left, newest].map(({ closed }) => closed)).toEqual([
      [],
      [{ error: expect.stringMatching(/reload the page/) }],
      [],
    ]);
  });

  test("sixteen are open, however often a page is reloaded", () => {
    const outputs = createLiveOutputs();
    const id = outputs.add(silent);
    const pages = Array.from({ length: 100 }, () => open(outputs, id));
    expect(pages.filter(({ closed }) => closed.length === 0)).toEqual(pages.slice(-16));
  });
});

test("outside a notebook there is no live output, and nothing is printed of it", () => {
  expect(offerLiveOutput(silent)).toEqual({
    id: null,
    problem: expect.stringMatching(/without a live kernel/),
  });
  expect(LIVE_TARGET).toBe("tslab-dicom.live");
});
