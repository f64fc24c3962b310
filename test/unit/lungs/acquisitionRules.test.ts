import { describe, expect, test } from "vitest";
import { acquisitionRules, findSharpness } from "../../../kernel-lib/src/lungs/acquisitionRules";
import { flagsOf } from "../../../kernel-lib/src/lungs/lungFlag";

describe("findSharpness", () => {
  test.each([
    ["B70f", 70],
    ["B70f 3", 70],
    ["B50f", 50],
    ["I70f/3", 70],
    ["Br59", 59],
    ["Bl57d 2", 57],
    ["FC51", 51],
    ["FC86", 86],
    ["LUNG", 1],
    ["BONEPLUS", 1],
    ["EDGE", 1],
    ["Lung", 1],
    ["YA", 1],
    ["YB", 1],
    ["D", 1],
    ["E", 1],
  ])("of %s is %d", (kernel, sharpness) => expect(findSharpness(kernel)).toBe(sharpness));

  test.each([
    "B30f",
    "B40f",
    "I31f 3",
    "Br40",
    "STANDARD",
    "SOFT",
    "DETAIL",
    "STD+",
    "FC08",
    "FC13",
    "B",
    "C",
    "UB",
    "other",
  ])("of %s is unknown or none", (kernel) => expect(findSharpness(kernel)).toBeNull());
});

describe("flags of how a scan was made", () => {
  const smooth = { kernel: "B30f", kVp: 120, sliceThickness: 1, contrast: false };
  const codes = (...args: Parameters<typeof acquisitionRules>) => flagsOf(acquisitionRules(...args));

  test("are none for thin slices of a smooth kernel, or where nobody said", () => {
    expect(codes(smooth, 1, 1.25)).toEqual([]);
    expect(codes(null, 1.25, 1.25)).toEqual([]);
  });

  test("are of the thicker of slice and gap, with what both are", () => {
    expect(codes({ ...smooth, sliceThickness: 5 }, 2.5, 3)).toEqual([
      { code: "THICK_SLICES", value: 5, message: "slices are 5 mm thick and 2.5 mm apart" },
    ]);
    expect(codes(null, 5, 3)).toEqual([{ code: "THICK_SLICES", value: 5, message: "slices are 5 mm apart" }]);
  });

  test("name the kernel and a contrast agent", () => {
    const flags = codes({ ...smooth, kernel: "B70f", contrast: true }, 1, 1.25);
    expect(flags.map(({ code, value }) => [code, value])).toEqual([
      ["SHARP_KERNEL", 70],
      ["CONTRAST", 1],
    ]);
    expect(flags[0].message).toContain("B70f");
  });
});
