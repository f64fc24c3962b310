import { describe, expect, test } from "vitest";
import { countWheelSteps } from "../../../../lab-extension/src/dom/countWheelSteps";
import { inEnglish } from "../../../../lab-extension/src/dom/translate";
import {
  describeExact,
  describePreview,
  readPreviewLevel,
} from "../../../../lab-extension/src/slice/valueText";

describe("describeExact", () => {
  test.each([
    [-853, "HU", "-853 HU"],
    [0.123456789, "", "0.12346"],
    [Number.NaN, "HU", "no value"],
  ])("writes %d %s as %s", (value, units, text) => {
    expect(describeExact(value, units, inEnglish)).toBe(text);
  });
});

describe("describePreview", () => {
  const range = { low: -1100, high: 1000 }; // a level is worth 8.2

  test("rounds to what a level is worth and says that it is a preview", () => {
    expect(readPreviewLevel(30, range)).toBeCloseTo(-852.94, 2);
    expect(describePreview(30, range, "HU", inEnglish)).toBe("about -850 HU (preview)");
    expect(describePreview(134, range, "HU", inEnglish)).toBe("about 0 HU (preview)");
    expect(describePreview(128, { low: 0, high: 1 }, "", inEnglish)).toBe("about 0.5 (preview)");
  });

  test("gives only a bound at the ends", () => {
    expect(describePreview(0, range, "HU", inEnglish)).toBe("about -1100 HU or less (preview)");
    expect(describePreview(255, range, "HU", inEnglish)).toBe("about 1000 HU or more (preview)");
  });

  test("stays within one level and its rounding of the truth", () => {
    for (let level = 1; level < 255; level++) {
      const shown = Number(describePreview(level, range, "HU", inEnglish).split(" ")[1]);
      expect(Math.abs(shown - readPreviewLevel(level, range))).toBeLessThanOrEqual(5);
    }
  });
});

describe("countWheelSteps", () => {
  const pixels = (deltaY: number, carried = 0) => countWheelSteps({ deltaY, deltaMode: 0 }, carried);

  test("moves one slice a notch, whatever the browser counts in", () => {
    expect(pixels(100).steps).toBe(1);
    expect(pixels(-120).steps).toBe(-1);
    expect(pixels(300).steps).toBe(3);
    expect(countWheelSteps({ deltaY: 3, deltaMode: 1 }, 0).steps).toBe(1);
    expect(countWheelSteps({ deltaY: -1, deltaMode: 2 }, 0).steps).toBe(-1);
  });

  test("adds up the small moves of a trackpad", () => {
    let steps = 0;
    let carried = 0;
    for (let i = 0; i < 12; i++) {
      const move = pixels(10, carried);
      steps += move.steps;
      carried = move.carried;
    }
    expect(steps).toBe(4);
  });

  test("starts anew when the direction changes", () => {
    expect(pixels(-10, 25)).toEqual({ steps: -0, carried: -10 });
  });
});
