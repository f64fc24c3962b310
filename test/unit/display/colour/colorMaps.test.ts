import { describe, expect, test } from "vitest";
import type { ColorMapName } from "../../../../kernel-lib/src/contract";
import {
  findColorIndex,
  findColorMap,
  mapZ2Color,
} from "../../../../kernel-lib/src/display/colour/colorMaps";

describe("findColorMap", () => {
  test("gray is a ramp", () => {
    const { colors } = findColorMap("gray");
    expect(Array.from(colors.subarray(0, 3))).toEqual([0, 0, 0]);
    expect(Array.from(colors.subarray(384, 387))).toEqual([128, 128, 128]);
    expect(Array.from(colors.subarray(765))).toEqual([255, 255, 255]);
  });

  test("says which maps there are", () => {
    expect(() => findColorMap("hot" as ColorMapName)).toThrow(
      "colorMap must be one of bone, gray, jet, RdBu, viridis; received hot",
    );
  });
});

describe("findColorIndex", () => {
  test("cuts the range into 256 equal parts, the upper end in the last", () => {
    const indices = [-1, 0, 0.999, 1, 127.999, 128, 255, 256, 300].map((value) =>
      findColorIndex(value, 0, 256),
    );
    expect(indices).toEqual([0, 0, 0, 1, 127, 128, 255, 255, 255]);
  });

  test("has no colour for NaN, and the ends for infinities", () => {
    expect(findColorIndex(Number.NaN, 0, 1)).toBe(-1);
    expect(findColorIndex(Number.NEGATIVE_INFINITY, 0, 1)).toBe(0);
    expect(findColorIndex(Number.POSITIVE_INFINITY, 0, 1)).toBe(255);
  });
});

describe("mapZ2Color", () => {
  test("gives every height the first colour where all are alike", () => {
    expect(mapZ2Color([3, 3], "RdBu", 3, 3)).toEqual(["rgb(103,0,31)", "rgb(103,0,31)"]);
  });

  test("rejects a range that does not ascend and a height that is no number", () => {
    expect(() => mapZ2Color([1], "RdBu", 2, 1)).toThrow("range must be two finite numbers");
    expect(() => mapZ2Color([Number.NaN], "RdBu", 0, 1)).toThrow("values must be numbers; received NaN");
  });
});
