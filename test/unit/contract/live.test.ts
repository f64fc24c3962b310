import { readKernelMessage, readOpenMessage, readPageMessage, readViewerPayload } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";

const journey = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const wrong = (name: string) => ({ problem: `the field "${name}" is missing or has the wrong type` });
const plane = {
  kind: "plane",
  request: 0,
  layer: 1,
  axis: 2,
  planes: { first: 3, last: 3 },
  mode: "mean",
  overlays: false,
};
const planeReply = { kind: "plane", request: 1, rows: 512, columns: 512, dtype: "int16", padding: true };
const output = { data: { "text/plain": "3" }, metadata: {} };
const valuesReply = { kind: "values", request: 2, outputs: [output], text: "", error: "" };

/** What JSON can write and no field takes: cut, of another type, or a name that every object has. */
const ODD = [undefined, null, "toString", [], {}, { first: 2, last: 1 }, -1, 0.5, Number.NaN, true];

describe("readPageMessage", () => {
  test.each([
    ["a plane", plane],
    ["a state", { kind: "state", state: { link: "a" } }],
    ["values", { kind: "values", request: 5, values: { x: 1 } }],
  ])("takes %s after a journey as JSON", (_, message) => {
    expect(readPageMessage(journey(message))).toEqual({ payload: message });
  });

  test.each(["request", "layer", "axis", "planes", "mode"])("refuses a plane whose %s is not one", (name) => {
    for (const value of ODD) expect(readPageMessage({ ...plane, [name]: value })).toEqual(wrong(name));
  });

  test.each([
    ["a plane that does not say whether overlays are wanted", { ...plane, overlays: 1 }, "overlays"],
    ["planes from the last to the first", { ...plane, planes: { first: 4, last: 3 } }, "planes"],
    ["a state as a list", { kind: "state", state: [] }, "state"],
    ["values as text", { kind: "values", request: 1, values: "x" }, "values"],
    ["values without a number", { kind: "values", values: {} }, "request"],
  ])("refuses %s", (_, message, name) => {
    expect(readPageMessage(message)).toEqual(wrong(name));
  });

  test.each(["set", "error", "constructor", "__proto__", "", 5, null, undefined, {}])(
    "refuses the kind %j",
    (kind) => {
      const problem = "expected a message of kind plane, state, values";
      expect(readPageMessage({ ...plane, kind })).toEqual({ problem });
    },
  );

  test.each([null, undefined, "plane", 5, [plane]])("refuses %j", (value) => {
    expect(readPageMessage(value)).toEqual({ problem: "expected an object" });
  });
});

describe("readKernelMessage", () => {
  test.each([
    ["a plane", planeReply],
    ["values", valuesReply],
    ["an error", { kind: "error", request: 4, message: "There are 20 slices." }],
    ["an error of no request", { kind: "error", request: null, message: "What was that?" }],
    ["a state to set", { kind: "set", state: {} }],
  ])("takes %s after a journey as JSON", (_, message) => {
    expect(readKernelMessage(journey(message))).toEqual({ payload: message });
  });

  test.each(["request", "rows", "columns", "dtype"])("refuses a plane whose %s is not one", (name) => {
    for (const value of ODD) expect(readKernelMessage({ ...planeReply, [name]: value })).toEqual(wrong(name));
  });

  test.each([
    ["a plane without rows", { ...planeReply, rows: 0 }, "rows"],
    ["a plane that does not say whether padding is known", { ...planeReply, padding: null }, "padding"],
    ["outputs that are none", { ...valuesReply, outputs: [output, null] }, "outputs"],
    ["an output without metadata", { ...valuesReply, outputs: [{ data: {} }] }, "outputs"],
    ["an error as an object", { ...valuesReply, error: {} }, "error"],
    ["printed text as a list", { ...valuesReply, text: [] }, "text"],
    ["an error of part of a request", { kind: "error", request: 0.5, message: "" }, "request"],
    ["an error without a sentence", { kind: "error", request: 1 }, "message"],
    ["a state that is none", { kind: "set", state: null }, "state"],
  ])("refuses %s", (_, message, name) => {
    expect(readKernelMessage(message)).toEqual(wrong(name));
  });
});

describe("readOpenMessage", () => {
  test("takes the output that a page opens", () => {
    expect(readOpenMessage({ version: 1, output: "a" })).toEqual({ payload: { version: 1, output: "a" } });
  });

  test.each([
    [null, "expected an object"],
    [{ version: 1 }, 'the field "output" is missing or has the wrong type'],
    [{ version: 2, output: "a" }, "the page speaks version 2 of the link, the kernel version 1: update"],
    [{ output: "a" }, "the page speaks version undefined of the link"],
    [{ version: "1", output: "a" }, 'the page speaks version "1" of the link'],
  ])("refuses %j", (value, problem) => {
    expect(readOpenMessage(value)).toEqual({ problem: expect.stringContaining(problem) });
  });
});

test("a version or a kind that cannot be written as text is named, and no guard throws", () => {
  const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
  for (const odd of [{ toString: 1, valueOf: 1 }, deep, "x".repeat(1e6)]) {
    for (const reading of [
      readOpenMessage({ version: odd }),
      readViewerPayload({ version: odd }),
      readViewerPayload({ kind: odd }),
    ]) {
      expect(reading).toEqual({ problem: expect.stringMatching(/^.{1,250}$/) });
    }
  }
});
