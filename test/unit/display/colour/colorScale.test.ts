import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findColorIndex } from "../../../../kernel-lib/src/display/colour/colorMaps";
import { createWindowScale } from "../../../../kernel-lib/src/display/colour/colorScale";
import { lightnessByTheStandard } from "../../../reference/lightnessByTheStandard";

describe("createWindowScale", () => {
  const windows = fc.record({
    centre: fc.integer({ min: -2000, max: 2000 }),
    width: fc.integer({ min: 1, max: 4000 }),
    shape: fc.constantFrom("linear" as const, "linear-exact" as const, "sigmoid" as const),
  });

  test("follows the standard's formula to the colour, but for the last digits of a float32", () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: -3000, max: 3000 }), (window, value) => {
        const index = createWindowScale(window).indexOf(value);
        const exact = lightnessByTheStandard(value, window) * 256;
        expect(index).toBeGreaterThanOrEqual(Math.min(Math.floor(exact - 1e-4), 255));
        expect(index).toBeLessThanOrEqual(Math.min(Math.floor(exact + 1e-4), 255));
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  test("never falls as the value rises, and is the first and last colour outside its range", () => {
    const value = fc.integer({ min: -9000, max: 9000 });
    fc.assert(
      fc.property(windows, value, value, (window, a, b) => {
        const { range, indexOf } = createWindowScale(window);
        expect(indexOf(Math.min(a, b))).toBeLessThanOrEqual(indexOf(Math.max(a, b)));
        expect([indexOf(range[0] - 1), indexOf(range[1] + 1)]).toEqual([0, 255]);
        expect([indexOf(Number.NEGATIVE_INFINITY), indexOf(Number.POSITIVE_INFINITY)]).toEqual([0, 255]);
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test("a linear window is matplotlib's colours over its range, whether its shape is said or not", () => {
    const window = { centre: -600, width: 1500 };
    for (let value = -2000; value < 1000; value += 7) {
      const index = findColorIndex(value, -1350, 149);
      expect(createWindowScale(window).indexOf(value)).toBe(index);
      expect(createWindowScale({ ...window, shape: "linear" }).indexOf(value)).toBe(index);
    }
  });

  test("a linear width of 1 is a step, and a narrow exact window fits between two values", () => {
    const step = createWindowScale({ centre: 40, width: 1 });
    expect([39, 39.5, 40].map(step.indexOf)).toEqual([0, 0, 255]);
    const narrow = createWindowScale({ centre: 0.5, width: 0.2, shape: "linear-exact" });
    expect([0.39, 0.5, 0.61].map(narrow.indexOf)).toEqual([0, 128, 255]);
    const fine = createWindowScale({ centre: 0.5, width: 0.2, shape: "sigmoid" });
    expect([0, 0.5, 1].map(fine.indexOf)).toEqual([0, 128, 255]);
  });

  test("NaN has no colour under any shape", () => {
    for (const [width, shape] of [
      [100, "linear"],
      [1, "linear"],
      [100, "linear-exact"],
      [100, "sigmoid"],
    ] as const)
      expect(createWindowScale({ centre: 0, width, shape }).indexOf(Number.NaN)).toBe(-1);
  });
});
