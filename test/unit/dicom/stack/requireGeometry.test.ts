import { expect, test } from "vitest";
import { evenly, stacked, stackOf } from "../../../makers/placedSlices";

test("uneven and tilted slices keep their positions under the affine from the first to the last", () => {
  const slices = stackOf({ heights: [12, 0, 3, 8], tilt: 15 });
  const { slices: sorted, sliceStep, check } = stacked(slices, "loose");
  expect(sorted).toEqual([slices[1], slices[2], slices[3], slices[0]]);
  for (const [axis, mm] of [0, 4 * Math.tan(Math.PI / 12), 4].entries()) {
    expect(sliceStep?.[axis]).toBeCloseTo(mm, 9);
  }
  expect(check.problems.map(({ kind }) => kind)).toEqual(["uneven-spacing", "tilt"]);
});

test.each([
  ["matrix", { pixels: { rows: 3, columns: 3 } }, "2 different matrix sizes"],
  ["pixel spacing", { pixelSpacing: [0.4, 0.35] }, "2 different pixel spacings"],
  ["unit", { units: "unspecified" }, "2 different units"],
  ["frame of reference", { frameOfReference: "1.2.3" }, "2 different frames of reference"],
  ["orientation", { rowDirection: [0, 1, 0], columnDirection: [-1, 0, 0] }, "in another orientation"],
] as const)("a slice of another %s is no part of a stack even so", (_name, other, problem) => {
  const slices = stackOf({ heights: evenly(4, 3), frameOfReference: "4.5.6" });
  const mixed = slices.map((slice, i) => (i === 2 ? { ...slice, ...other } : slice));
  expect(() => stacked(mixed, "loose")).toThrow(problem);
});

test("nor is a second slice at one position", () => {
  const slices = stackOf({ heights: evenly(3, 3) });
  expect(() => stacked([...slices, slices[1]], "loose")).toThrow("1 slice at the position of another");
});
