import { areaPerSlice, meanPerSlice, ShapeMismatchError } from "tslab-dicom";
import { expect, test } from "vitest";
import { maskFrom } from "../../makers/maskFrom";
import { maskOf, volumeOf } from "../../makers/volumes";

const volume = volumeOf([3, 10, 40], (s, _r, c) => 1000 * s + c);

test("the area of a slice is its pixels times their size", () => {
  const wedge = maskOf(volume, (s, r, c) => r < 4 && c < 10 * s);
  const pixel = 0.8 * 0.7;
  expect(areaPerSlice(wedge)).toEqual([0, 40 * pixel, 80 * pixel]);
});

test("pixels of unknown size count as one each", () => {
  expect(areaPerSlice(maskFrom("##.\n.#."))).toEqual([3]);
});

test("the mean of a slice is that of its voxels inside the mask, and NaN where there are none", () => {
  expect(meanPerSlice(volume)).toEqual([19.5, 1019.5, 2019.5]);
  const mask = maskOf(volume, (s, _r, c) => s > 0 && c >= 38);
  expect(meanPerSlice(volume, { mask })).toEqual([Number.NaN, 1038.5, 2038.5]);
});

test("a mask of another shape is refused", () => {
  const other = maskOf(
    volumeOf([2, 10, 40], () => 0),
    () => true,
  );
  expect(() => meanPerSlice(volume, { mask: other })).toThrow(ShapeMismatchError);
});
