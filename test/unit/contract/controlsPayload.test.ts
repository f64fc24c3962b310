import { describe, expect, test } from "vitest";
import {
  type Control,
  type ControlsPayload,
  listSliderValues,
  readControlValues,
  readViewerPayload,
} from "../../../kernel-lib/src/contract";

const slice: Control = { kind: "slider", name: "slice", min: 0, max: 0.3, step: 0.1, value: 0.2 };
const part: Control = { kind: "choice", name: "part", labels: ["low", "all"], value: 1 };
const on: Control = { kind: "toggle", name: "on", value: true };
const name: Control = { kind: "text", name: "name", value: "lungs" };
const payload: ControlsPayload = {
  kind: "controls",
  title: "",
  alt: "slice = 0.2",
  controls: [slice, part, on, name],
  manual: false,
  live: { id: "a" },
  outputs: ["picture", { data: { "text/plain": "words" }, metadata: {} }],
  text: "",
  error: "",
};

test("a payload of controls is read after its journey as JSON", () => {
  expect(readViewerPayload(JSON.parse(JSON.stringify(payload)))).toEqual({ payload });
});

describe("refused is", () => {
  test.each<[string, object, string]>([
    ["a control of no kind", { controls: [{ ...slice, kind: "dial" }] }, 'the field "controls"'],
    ["a kind by another name", { controls: [{ ...slice, kind: "constructor" }] }, 'the field "controls"'],
    ["a label that is no text", { controls: [{ ...part, labels: [{}] }] }, 'the field "controls"'],
    [
      "a value off its slider",
      { controls: [{ ...slice, value: 0.5 }] },
      'of the control "slice" is none of its own',
    ],
    ["a step of 0", { controls: [{ ...slice, step: 0 }] }, "is none of its own"],
    ["a choice that is not there", { controls: [{ ...part, value: 2 }] }, "is none of its own"],
    ["one name for two", { controls: [on, on] }, "two controls have one name"],
    ["an output that is none", { outputs: ["image"] }, 'the field "outputs"'],
    ["no live output", { live: {} }, 'the field "live"'],
  ])("%s", (_what, change, problem) => {
    const reading = readViewerPayload({ ...payload, ...change });
    expect("problem" in reading && reading.problem).toContain(problem);
  });

  test.each([
    [{ slice: "0.1" }],
    [{ slice: Number.NaN }],
    [{ slice: 0.31 }],
    [{ part: -1 }],
    [{ part: 0.5 }],
    [{ on: 1 }],
    [{ name: null }],
  ])("the values %j", (change) => {
    const values = { slice: 0, part: 0, on: false, name: "", ...change };
    expect(readControlValues(values, payload.controls)).toEqual({
      problem: expect.stringMatching(/is none of its own$/),
    });
  });
});

test("values are taken by the names of the controls, and nothing else with them", () => {
  const values = { slice: 0.3, part: 0, on: false, name: "" };
  expect(readControlValues({ ...values, other: 1 }, payload.controls)).toEqual({ payload: values });
});

test("a slider's values are what its step writes", () => {
  const { count, valueAt, indexOf } = listSliderValues(slice);
  expect(Array.from({ length: count }, (_, i) => valueAt(i))).toEqual([0, 0.1, 0.2, 0.3]);
  expect([indexOf(0.3), indexOf(-5), indexOf(5), indexOf(0.149)]).toEqual([3, 0, 3, 1]);
});
