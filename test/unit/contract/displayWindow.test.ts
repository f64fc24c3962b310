import fc from "fast-check";
import {
  applyWindow,
  type DisplayWindow,
  findWindowEnds,
  fitWindow,
  WINDOW_SHAPES,
} from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { lightnessByTheStandard } from "../../reference/lightnessByTheStandard";

const windows: fc.Arbitrary<DisplayWindow> = fc.record({
  centre: fc.double({ min: -2000, max: 2000, noNaN: true }),
  width: fc.double({ min: 1, max: 4000, noNaN: true }),
  shape: fc.constantFrom(...WINDOW_SHAPES),
});
const values = fc.double({ min: -9000, max: 9000, noNaN: true });

describe("applyWindow", () => {
  test("is the standard's formula, for every shape", () => {
    fc.assert(
      fc.property(windows, values, (window, value) => {
        expect(applyWindow(value, window)).toBeCloseTo(lightnessByTheStandard(value, window), 8);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  test("never falls as the value rises, and stays within 0 and 1", () => {
    fc.assert(
      fc.property(windows, values, values, (window, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) => applyWindow(value, window));
        expect(low).toBeLessThanOrEqual(high);
        expect(low >= 0 && high <= 1).toBe(true);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });

  test("takes the shape for linear that a window does not say", () => {
    expect(WINDOW_SHAPES).toEqual(["linear", "linear-exact", "sigmoid"]);
    for (let value = -200; value < 300; value += 13) {
      const window = { centre: 40, width: 400 };
      expect(applyWindow(value, window)).toBe(applyWindow(value, { ...window, shape: "linear" }));
    }
  });

  test("a linear width of 1 or less is a step", () => {
    for (const width of [1, 0.5]) {
      expect([39.5, 39.6, 40].map((value) => applyWindow(value, { centre: 40, width }))).toEqual([0, 1, 1]);
    }
  });

  test("what is not a number has no lightness", () => {
    for (const shape of WINDOW_SHAPES) {
      for (const width of [1, 10]) expect(applyWindow(Number.NaN, { centre: 0, width, shape })).toBeNaN();
    }
  });
});

describe("findWindowEnds", () => {
  test.each([
    [{ centre: 40, width: 400 }, [-160, 239]],
    [{ centre: 40, width: 400, shape: "linear-exact" }, [-160, 240]],
    [{ centre: 40, width: 400, shape: "sigmoid" }, [-360, 440]],
  ] as const)("of %j is %j", (window, ends) => {
    expect(findWindowEnds(window)).toEqual(ends);
  });

  test("are where a linear window is black and white, and where a sigmoid is 2 % away from them", () => {
    fc.assert(
      fc.property(windows, (window) => {
        const [black, white] = findWindowEnds(window).map((value) => applyWindow(value, window));
        const away = window.shape === "sigmoid" ? 1 / (1 + Math.exp(4)) : 0;
        // A narrow ramp far from 0 is as steep as its last digits.
        if (window.width > 1.5)
          expect([black, white]).toEqual([expect.closeTo(away, 8), expect.closeTo(1 - away, 8)]);
      }),
      { seed: 3, numRuns: 1000 },
    );
  });
});

describe("fitWindow", () => {
  test("makes the lowest value the last black one and the highest the first white one", () => {
    fc.assert(
      fc.property(fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: 1, max: 4000 }), (low, span) => {
        const window = fitWindow([low, low + span]);
        expect(findWindowEnds(window)).toEqual([low, low + span]);
        expect([low, low + span / 2, low + span].map((value) => applyWindow(value, window))).toEqual([
          0, 0.5, 1,
        ]);
      }),
      { seed: 4 },
    );
  });

  test("does so for fractions with the exact function, whose width is then the range", () => {
    const value = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(value, fc.double({ min: 1e-4, max: 5, noNaN: true }), (low, span) => {
        const window = fitWindow([low, low + span], "linear-exact");
        const greys = [low, low + span / 2, low + span].map((each) => applyWindow(each, window));
        for (const [i, grey] of [0, 0.5, 1].entries()) expect(greys[i]).toBeCloseTo(grey, 9);
      }),
      { seed: 4 },
    );
    expect(fitWindow([0.3, 0.3], "linear-exact")).toEqual({ centre: 0.8, width: 1, shape: "linear-exact" });
  });

  test("spreads memberships from 0 to 1 over all greys", () => {
    expect([0, 0.25, 1].map((value) => applyWindow(value, fitWindow([0, 1])))).toEqual([0, 0.25, 1]);
  });
});
