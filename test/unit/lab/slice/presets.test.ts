import { describe, expect, test } from "vitest";
import { findPreset, listPresets } from "../../../../lab-extension/src/slice/presets";
import { findGreyLevel } from "../../../../lab-extension/src/slice/window";

const tagWindow = { centre: 40, width: 350 };

describe("listPresets", () => {
  test("offers the CT windows, the whole range and the scan's own for values in HU", () => {
    const presets = listPresets({ units: "HU", range: [-1024, 3071], tagWindow });
    expect(presets.map(({ name, window }) => [name, window.centre, window.width])).toEqual([
      ["lung", -600, 1500],
      ["mediastinum", 40, 400],
      ["bone", 400, 1800],
      ["brain", 40, 80],
      ["abdomen", 50, 400],
      ["range", 1024, 4096],
      ["scan", 40, 350],
    ]);
  });

  test("offers the whole range alone for other units without a window in the tags", () => {
    const presets = listPresets({ units: "", range: [0, 1], tagWindow: null });
    expect(presets).toEqual([{ name: "range", label: "Whole range", window: { centre: 1, width: 2 } }]);
  });
});

test("the whole range of values with fractions begins with black and ends with white", () => {
  const [{ window }] = listPresets({
    units: "",
    range: [0, 0.12],
    tagWindow: null,
    ownShape: "linear-exact",
  });
  expect(window).toEqual({ centre: 0.06, width: 0.12, shape: "linear-exact" });
  expect([0, 0.03, 0.06, 0.12].map((value) => findGreyLevel(value, window))).toEqual([0, 64, 128, 255]);
});

describe("findPreset", () => {
  const presets = listPresets({ units: "HU", range: [0, 10], tagWindow });

  test("names the window in use", () => {
    expect(findPreset({ centre: 40, width: 80 }, presets)?.name).toBe("brain");
    expect(findPreset(tagWindow, presets)?.name).toBe("scan");
  });

  test("is null for a window of the same numbers and another shape", () => {
    expect(findPreset({ centre: 40, width: 80, shape: "linear" }, presets)?.name).toBe("brain");
    expect(findPreset({ centre: 40, width: 80, shape: "sigmoid" }, presets)).toBeNull();
  });

  test("is null for a window of the reader's own", () => {
    expect(findPreset({ centre: 40, width: 81 }, presets)).toBeNull();
  });
});
