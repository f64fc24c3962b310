import { expect, test } from "vitest";
import { looseStack } from "../../../../kernel-lib/src/dicom/geometry/looseStack";
import { evenly, stackOf } from "../../../builders/placedSlices";

test("uneven and tilted slices keep their positions under the affine from the first to the last", () => {
  const slices = stackOf({ heights: [12, 0, 3, 8], tilt: 15 });
  const { slices: sorted, sliceStep, check } = looseStack(slices);
  expect(sorted).toEqual([slices[1], slices[2], slices[3], slices[0]]);
  for (const [axis, mm] of [0, 4 * Math.tan(Math.PI / 12), 4].entries()) {
    expect(sliceStep?.[axis]).toBeCloseTo(mm, 9);
  }
  expect(check.problems.map(({ kind }) => kind)).toEqual(["uneven-spacing", "tilt"]);
});

test("slices of other matrices, or at one position, are no stack even so", () => {
  const slices = stackOf({ heights: evenly(3, 3) });
  expect(() => looseStack([...slices, { ...slices[0], pixels: { rows: 3, columns: 3 } }])).toThrow(
    "matrix sizes",
  );
  expect(() => looseStack([...slices, slices[1]])).toThrow("1 slice at the position of another");
});
