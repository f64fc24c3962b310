import ndarray from "ndarray";
import { expect, test } from "vitest";
import { chooseWindow } from "../../../../kernel-lib/src/display/colour/windows";
import { createVolume, valueRange } from "../../../../kernel-lib/src/volume/volume";

const values = [Number.NEGATIVE_INFINITY, 0.5, Number.NaN, 2.5, Number.POSITIVE_INFINITY, 1.5];
const volume = createVolume(ndarray(Float32Array.from(values), [1, 2, 3]));

test("values that are infinite count for no range and no window", () => {
  expect(valueRange(volume)).toEqual({ min: 0.5, max: 2.5 });
  const exact = { centre: 1.5, width: 2, shape: "linear-exact" };
  expect(chooseWindow(volume, "range")).toEqual(exact);
  const whole = chooseWindow(volume, { percentiles: [0, 100] });
  expect([whole.centre, whole.width]).toEqual([expect.closeTo(1.5, 3), expect.closeTo(2, 3)]);
});

test("of infinite values alone there is no range", () => {
  const none = createVolume(
    ndarray(Float32Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), [1, 1, 2]),
  );
  expect(valueRange(none)).toBeNull();
  expect(chooseWindow(none, "auto")).toEqual(chooseWindow(none, "range"));
});
