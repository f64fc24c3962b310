import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  chooseStep,
  dragWindow,
  findGreyLevel,
  findTypedProblems,
  formatNumber,
  nameShape,
  typeWindow,
} from "../../../../lab-extension/src/slice/window";

test("the name of a window's function is in the reader's language, and the usual one has none", () => {
  const inCapitals = (text: string) => text.toUpperCase();
  const name = (shape: "linear" | "linear-exact" | "sigmoid") =>
    nameShape({ centre: 0, width: 1, shape }, inCapitals);
  expect([
    nameShape({ centre: 0, width: 1 }, inCapitals),
    name("linear"),
    name("linear-exact"),
    name("sigmoid"),
  ]).toEqual(["", "", " LINEAR EXACT", " SIGMOID"]);
});

describe("findGreyLevel", () => {
  test.each([
    // DICOM PS3.3 C.11.2.1.2.1: black up to c - 0.5 - (w - 1) / 2, white above c - 0.5 + (w - 1) / 2
    { centre: 40, width: 400, value: -160, level: 0 },
    { centre: 40, width: 400, value: -159, level: 1 },
    { centre: 40, width: 400, value: 238, level: 254 },
    { centre: 40, width: 400, value: 239, level: 255 },
    { centre: 128, width: 256, value: 77, level: 77 },
    { centre: 2048, width: 4096, value: 0, level: 0 },
    { centre: 2048, width: 4096, value: 4095, level: 255 },
    { centre: -600, width: 1500, value: -1024, level: 55 },
    { centre: 0, width: 1, value: -0.5, level: 0 },
    { centre: 0, width: 1, value: -0.4, level: 255 },
    { centre: 10, width: 0.5, value: 9.5, level: 0 },
    { centre: 10, width: 0.5, value: 10, level: 255 },
  ])("shows $value as $level under $centre / $width", ({ centre, width, value, level }) => {
    expect(findGreyLevel(value, { centre, width })).toBe(level);
    expect(findGreyLevel(value, { centre, width, shape: "linear" })).toBe(level);
  });

  test.each([
    // C.11.2.1.3.2: black up to c - w / 2, white above c + w / 2
    { shape: "linear-exact", centre: 40, width: 400, value: -160, level: 0 },
    { shape: "linear-exact", centre: 40, width: 400, value: 40, level: 128 },
    { shape: "linear-exact", centre: 40, width: 400, value: 239, level: 254 },
    { shape: "linear-exact", centre: 40, width: 400, value: 240, level: 255 },
    { shape: "linear-exact", centre: 0.5, width: 0.1, value: 0.475, level: 64 },
    // C.11.2.1.3.1: 255 / (1 + exp(-4 (x - c) / w))
    { shape: "sigmoid", centre: 40, width: 400, value: 40, level: 128 },
    { shape: "sigmoid", centre: 40, width: 400, value: -160, level: 30 },
    { shape: "sigmoid", centre: 40, width: 400, value: 240, level: 225 },
    { shape: "sigmoid", centre: 40, width: 400, value: -1000, level: 0 },
    { shape: "sigmoid", centre: 40, width: 0.5, value: 41, level: 255 },
  ] as const)("shows $value as $level under $shape $centre / $width", ({ value, level, ...window }) => {
    expect(findGreyLevel(value, window)).toBe(level);
  });

  test("shows what is not a number as black", () => {
    expect(findGreyLevel(Number.NaN, { centre: 0, width: 10 })).toBe(0);
  });

  test("never falls as the value rises, and stays a whole number within 0 and 255", () => {
    const value = fc.double({ min: -5000, max: 5000, noNaN: true });
    fc.assert(
      fc.property(
        value,
        value,
        value,
        fc.double({ min: 0.1, max: 6000, noNaN: true }),
        fc.constantFrom("linear" as const, "linear-exact" as const, "sigmoid" as const),
        (a, b, centre, width, shape) => {
          const low = findGreyLevel(Math.min(a, b), { centre, width, shape });
          const high = findGreyLevel(Math.max(a, b), { centre, width, shape });
          expect(low).toBeLessThanOrEqual(high);
          expect(Number.isInteger(low) && low >= 0 && high <= 255).toBe(true);
        },
      ),
      { seed: 1 },
    );
  });
});

describe("dragWindow", () => {
  const start = { centre: -600, width: 1500 };

  test("widens to the right and darkens downwards, by the first width over 300 pixels", () => {
    expect(dragWindow(start, 30, 0)).toEqual({ centre: -600, width: 1650 });
    expect(dragWindow(start, 0, 30)).toEqual({ centre: -450, width: 1500 });
  });

  test("never becomes narrower than 1", () => {
    expect(dragWindow(start, -5000, 0).width).toBe(1);
  });

  test("keeps the shape, whose width may go below 1 but not to 0", () => {
    const sigmoid = { centre: 0.5, width: 0.6, shape: "sigmoid" } as const;
    expect(dragWindow(sigmoid, 150, 0)).toEqual({ centre: 0.5, width: 0.9, shape: "sigmoid" });
    expect(dragWindow(sigmoid, -5000, 0)).toEqual({ centre: 0.5, width: 0.002, shape: "sigmoid" });
  });

  test("keeps fractions where the window is fine", () => {
    expect(dragWindow({ centre: 0.5, width: 2 }, 15, -15)).toEqual({ centre: 0.4, width: 2.1 });
  });
});

describe("a small range of fractions", () => {
  const range = { centre: 0.0009, width: 0.0018, shape: "linear-exact" } as const;

  test("a drag of 10 pixels down is a bit darker: by a thirtieth of the greys", () => {
    const dragged = dragWindow(range, 0, 10);
    expect(dragged).toEqual({ ...range, centre: 0.00096 });
    const levels = [0, 0.0005, 0.0009, 0.0013, 0.0017].map((value) => findGreyLevel(value, dragged));
    expect(levels).toEqual([0, 62, 119, 176, 232]);
  });

  test("a drag far from 0 is as fine as its width", () => {
    const far = { ...range, centre: 1000.25 };
    expect(dragWindow(far, 0, 10).centre).toBeCloseTo(1000.25006, 9);
    expect(dragWindow({ ...range, centre: 5, width: 25 }, 1, 1)).toEqual({
      ...range,
      centre: 5.08333,
      width: 25.0833,
    });
  });

  test.each([
    [{ centre: 40, width: 400 }, "linear", "linear"],
    [{ centre: 40, width: 400 }, "linear-exact", "linear-exact"],
    [range, "linear", "linear-exact"],
    [{ centre: 40, width: 400, shape: "sigmoid" }, "linear", "sigmoid"],
    [{ centre: 40, width: 400, shape: "sigmoid" }, "linear-exact", "sigmoid"],
  ] as const)("numbers typed over %j where windows are %s are %s", (shown, ownShape, shape) => {
    expect(typeWindow(shown, { centre: 0.5, width: 0.8 }, ownShape)).toEqual({
      centre: 0.5,
      width: 0.8,
      shape,
    });
  });

  test("0.5 / 0.8 typed over 0 to 1 is a ramp from 0.1 to 0.9", () => {
    const typed = typeWindow({ centre: 0.5, width: 1 }, { centre: 0.5, width: 0.8 }, "linear-exact");
    const levels = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1].map((value) => findGreyLevel(value, typed));
    expect(levels).toEqual([0, 0, 64, 128, 191, 255, 255]);
  });

  test.each([
    [0.0009, 0.0018, "0.0009"],
    [1000.25006, 0.0018, "1000.25006"],
    [-600, 1500, "-600"],
    [40.123456789, 400, "40.1235"],
    [0, 1, "0"],
  ])("%d in a window of %d is written %s", (value, width, text) => {
    expect(formatNumber(value, { width })).toBe(text);
  });

  test.each([
    [[0, 1], 0.01],
    [[0, 0.12], 0.002],
    [[0, 0.0018], 0.00002],
    [[-3, 47], 0.5],
    [[7, 7], 0.01],
  ] as const)("the fields of a range of %j step by %d", (values, step) => {
    expect(chooseStep(values)).toBe(step);
  });
});

describe("findTypedProblems", () => {
  test.each([
    [{ centre: 40, width: 1 }, "", ""],
    [{ centre: 40, width: 0.5 }, "", "The width must be at least 1."],
    [{ centre: 40, width: 0 }, "", "The width must be at least 1."],
    [{ centre: 40, width: -5, shape: "linear" }, "", "The width must be at least 1."],
    [{ centre: 0.5, width: 0.001, shape: "linear-exact" }, "", ""],
    [{ centre: 0.5, width: 0, shape: "linear-exact" }, "", "The width must be above 0."],
    [{ centre: 0.5, width: -5, shape: "sigmoid" }, "", "The width must be above 0."],
    [{ centre: Number.NaN, width: 400 }, "The centre must be a number.", ""],
    [{ centre: 0, width: Number.NaN }, "", "The width must be at least 1."],
  ] as const)("of %j are %j and %j", (typed, centre, width) => {
    expect(findTypedProblems(typed)).toEqual({ centre, width });
  });
});
