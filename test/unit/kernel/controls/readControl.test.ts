import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listSliderValues, readControlValues } from "../../../../kernel-lib/src/contract";
import type { ControlForm } from "../../../../kernel-lib/src/kernel/controls/controlForms";
import { readControlSet } from "../../../../kernel-lib/src/kernel/controls/controlSet";
import { readControl } from "../../../../kernel-lib/src/kernel/controls/readControl";

const slider = (min: number, max: number, step: number, value: number) => ({
  kind: "slider",
  name: "x",
  min,
  max,
  step,
  value,
});
const choice = (...labels: string[]) => ({ kind: "choice", name: "x", labels, value: 0 });

describe("an abbreviation is the control that ipywidgets makes of it", () => {
  test.each<[ControlForm, object]>([
    [[0, 260], slider(0, 260, 1, 130)],
    // ipywidgets: min + (max - min) // 2.
    [[0, 5], slider(0, 5, 1, 2)],
    [[1, 5, 2], slider(1, 5, 2, 3)],
    [[0.5, 3.5], slider(0.5, 3.5, 0.1, 2)],
    [[0, 0.0018], slider(0, 0.0018, 0.000018, 0.0009)],
    [10, slider(-10, 30, 1, 10)],
    [-2, slider(-6, 2, 1, -2)],
    [0, slider(0, 1, 1, 0)],
    [2.5, slider(-2.5, 7.5, 0.1, 2.5)],
    [0.33, slider(-0.33, 0.99, 0.0132, 0.33)],
    [{ min: 0, max: 1, step: 0.25 }, slider(0, 1, 0.25, 0.5)],
    [{ min: 0, max: 10, value: 7 }, slider(0, 10, 1, 7)],
    [true, { kind: "toggle", name: "x", value: true }],
    ["lungs", { kind: "text", name: "x", value: "lungs" }],
    [["lung", "bone"], choice("lung", "bone")],
    [[1, 2, 3, 4], choice("1", "2", "3", "4")],
    [{ choices: [64, 128] }, choice("64", "128")],
    [{ lung: -600, bone: 400 }, choice("lung", "bone")],
    [{ choices: { min: 0, max: 1 } }, choice("min", "max")],
    [[{ high: 1 }, Symbol.iterator, null], choice("{ high: 1 }", "Symbol(Symbol.iterator)", "null")],
  ])("%j", (form, control) => {
    const read = readControl("x", form);
    expect(read.control).toEqual(control);
    expect(
      Object.is(read.give(read.control.value), read.give(read.find(read.give(read.control.value)) ?? -1)),
    ).toBe(true);
  });

  test.each<[ControlForm, string]>([
    [[3, 0], "x must be [min, max] or [min, max, step], ascending; received [3, 0]"],
    [[0, 1, 0], "ascending; received [0, 1, 0]"],
    [[0, Number.NaN], "ascending"],
    [[0, 1, 1e-9], "at most 1000000 values"],
    [[], "x must be a list of at least one choice; received none"],
    [{}, "at least one choice"],
    [{ choices: [] }, "at least one choice"],
    [{ choices: [1], value: 1 } as ControlForm, 'x must be made of choices; received "value"'],
    [{ min: 0, max: 4, stop: 1 } as ControlForm, 'received "stop"; did you mean "step"?'],
    [{ min: 0, max: 4, value: 5 }, "x.value must be one of the slider's values; received 5"],
    [Number.NaN, "x must be a finite number; received NaN"],
    [null as unknown as ControlForm, "x must be a control"],
    [(() => 1) as unknown as ControlForm, "received a function"],
  ])("%j is refused", (form, message) => {
    expect(() => readControl("x", form)).toThrow(message);
  });
});

test("a choice gives the very value, whatever it is", () => {
  const masks = [{ bits: 1 }, { bits: 2 }];
  const { give, find } = readControl("mask", masks);
  expect(give(1)).toBe(masks[1]);
  expect([find(masks[1]), find({ bits: 2 })]).toEqual([1, undefined]);
});

test("every value that a slider gives is one that it takes back, and that its guard lets pass", () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      number,
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      fc.integer({ min: 1, max: 500 }),
      (min, span, parts) => {
        const { control, give, find } = readControl("x", [min, min + span, span / parts]);
        if (control.kind !== "slider") throw new Error(inspect(control));
        const { count, valueAt } = listSliderValues(control);
        for (let i = 0; i < count; i += Math.ceil(count / 20)) {
          expect(give(valueAt(i))).toBe(valueAt(i));
          expect(find(valueAt(i))).toBe(valueAt(i));
        }
        expect(readControlValues({ x: control.value }, [control])).toEqual({ payload: { x: control.value } });
      },
    ),
    { seed: 29 },
  );
});

describe("a set of controls", () => {
  const forms = { slice: [0, 10], window: ["lung", "bone"], on: false } as const;

  test("gives the value of one itself, and of several a record", () => {
    const one = readControlSet({ slice: [0, 10] }, undefined);
    expect([one.give(one.start), one.name(one.start)]).toEqual([5, { slice: 5 }]);
    const several = readControlSet(forms, undefined);
    expect(several.give(several.start)).toEqual({ slice: 5, window: "lung", on: false });
  });

  test("starts where it is told, by names or by the one value", () => {
    const start = readControlSet(forms, { window: "bone" });
    expect(start.start).toEqual({ slice: 5, window: 1, on: false });
    expect(start.controls.map(({ value }) => value)).toEqual([5, 1, false]);
    expect(readControlSet({ slice: [0, 10] }, 3).start).toEqual({ slice: 3 });
    expect(readControlSet({ slice: [0, 10] }, { slice: 3 }).start).toEqual({ slice: 3 });
    const levels = [{ high: 1 }, { high: 2 }];
    expect(readControlSet({ level: levels }, levels[1]).start).toEqual({ level: 1 });
  });

  test.each<[unknown, string]>([
    [{ slice: 11 }, "start.slice must be one of the slider's values; received 11"],
    [{ window: "liver" }, 'start.window must be one of the choices; received "liver"'],
    [{ on: 1 }, "start.on must be true or false; received 1"],
    [{ Slice: 1 }, "start must be an object with values of slice, window, on; received an object with Slice"],
    [5, "start must be an object with values of slice, window, on; received 5"],
  ])("a start of %j is refused", (start, message) => {
    expect(() => readControlSet(forms, start)).toThrow(message);
  });

  test("of no control is refused", () => {
    expect(() => readControlSet({}, undefined)).toThrow("controls must be at least one, as { x: [0, 10] }");
    expect(() => readControlSet(null as never, undefined)).toThrow("received null");
  });
});
