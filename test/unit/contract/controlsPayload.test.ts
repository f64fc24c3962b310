import { type Control, readControlValues, readViewerPayload } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";

const journey = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const slider: Control = { kind: "slider", name: "x", min: -1, max: 1, step: 0.1, value: 0 };
const choice: Control = { kind: "choice", name: "kernel", labels: ["soft", "sharp"], value: 1 };
const toggle: Control = { kind: "toggle", name: "smooth", value: true };
const text: Control = { kind: "text", name: "title", value: "" };
const CONTROLS = [slider, choice, toggle, text];
const payload = {
  kind: "controls",
  title: "",
  alt: "A picture",
  controls: CONTROLS,
  manual: false,
  live: { id: "1" },
  outputs: ["picture", { data: {}, metadata: {} }],
  text: "",
  error: "",
};
const wrong = (name: string) => ({ problem: `the field "${name}" is missing or has the wrong type` });
const none = (name: string) => ({ problem: `the value of the control "${name}" is none of its own` });

describe("a payload of controls", () => {
  test("is read after a journey as JSON", () => {
    expect(readViewerPayload(journey(payload))).toEqual({ payload });
  });

  test.each(Object.keys(payload).filter((name) => name !== "kind"))("is refused without its %s", (name) => {
    expect(readViewerPayload({ ...payload, [name]: undefined })).toEqual(wrong(name));
  });

  test.each([
    ["of another kind", { ...toggle, kind: "date" }, wrong("controls")],
    ["of a kind that every object has", { ...toggle, kind: "constructor" }, wrong("controls")],
    ["with a bound of NaN", { ...slider, max: Number.NaN }, wrong("controls")],
    ["without labels", { ...choice, labels: undefined }, wrong("controls")],
    ["whose label is no text", { ...choice, labels: [1] }, wrong("controls")],
    ["that begins beyond its bound", { ...slider, value: 2 }, none("x")],
    ["without a step", { ...slider, step: 0 }, none("x")],
    ["whose bounds are the wrong way round", { ...slider, min: 1, max: -1 }, none("x")],
    ["that begins at a label that is not there", { ...choice, value: 2 }, none("kernel")],
    ["with nothing to choose", { ...choice, labels: [], value: 0 }, none("kernel")],
  ])("is refused with a control %s", (_, control, reading) => {
    expect(readViewerPayload({ ...payload, controls: [control] })).toEqual(reading);
  });

  test("is refused when two controls have one name", () => {
    const controls = [toggle, { ...text, name: "smooth", value: "" }];
    expect(readViewerPayload({ ...payload, controls: [toggle, toggle] })).toEqual({
      problem: "two controls have one name",
    });
    expect(readViewerPayload({ ...payload, controls })).toHaveProperty("problem");
  });

  test.each(["pictures", null, { data: {} }, 5])("is refused with the output %j", (output) => {
    expect(readViewerPayload({ ...payload, outputs: [output] })).toEqual(wrong("outputs"));
  });
});

describe("readControlValues", () => {
  test("takes a value for each control, and nothing else", () => {
    const values = { x: -1, kernel: 0, smooth: false, title: "lung" };
    expect(readControlValues(journey({ ...values, other: 5 }), CONTROLS)).toEqual({ payload: values });
  });

  test.each([
    ["x", "0"],
    ["x", 1.1],
    ["x", Number.NaN],
    ["kernel", 2],
    ["kernel", "soft"],
    ["kernel", -1],
    ["smooth", 1],
    ["title", null],
    ["title", undefined],
  ])("refuses %s of %j", (name, value) => {
    const values = { x: 0, kernel: 0, smooth: false, title: "", [name]: value };
    expect(readControlValues(values, CONTROLS)).toEqual(none(name));
  });

  test("refuses what is no record, and what every object has", () => {
    expect(readControlValues([0], CONTROLS)).toEqual({ problem: "expected the values of controls" });
    for (const name of ["toString", "__proto__", "constructor"]) {
      expect(readControlValues({}, [{ ...text, name }])).toEqual(none(name));
    }
  });
});
