import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { largestLabelVolume, minLabelVolume } from "../../kernel-lib/src/segmentation/largestLabelVolume";
import { segmentLungMask } from "../../kernel-lib/src/segmentation/segmentLungMask";
import { andNot } from "../../kernel-lib/src/segmentation/setAlgebra";
import { countVoxels, type Mask } from "../../kernel-lib/src/volume/mask";
import { createVolume } from "../../kernel-lib/src/volume/volume";
import labelFixture from "../fixtures/label_counts.json";
import maskFixture from "../fixtures/lung_masks.json";
import { type Packed, unpackNdArray } from "../makers/packed";

/** Fails with the first voxel that differs. */
function expectVoxels(mask: Mask, expected: Packed) {
  const { data, shape } = unpackNdArray(expected, "uint8");
  const [, rows, columns] = shape;
  expect(mask.geometry.shape).toEqual(shape);
  const first = data.findIndex((value, at) => mask.voxels.data[at] !== value);
  const place = [Math.floor(first / rows / columns), Math.floor(first / columns) % rows, first % columns];
  const message = `voxel [${place.join(", ")}] is ${mask.voxels.data[first]}, the tutorial's ${data[first]}`;
  expect(first, message).toBe(-1);
}

describe.each(maskFixture.cases)("segmentLungMask of $name", ({ hu, filled, unfilled, internal }) => {
  const volume = createVolume(unpackNdArray(hu, "int16"));

  test("filled", () => expectVoxels(segmentLungMask(volume), filled));

  test("unfilled", () => expectVoxels(segmentLungMask(volume, { fillLungStructures: false }), unfilled));

  test("filled and not unfilled, and the reverse", () => {
    const all = segmentLungMask(volume);
    const air = segmentLungMask(volume, { fillLungStructures: false });
    expect(countVoxels(andNot(all, air))).toBe(internal.plus);
    expect(countVoxels(andNot(air, all))).toBe(internal.minus);
  });
});

test("the volumes hold each branch of the computation", () => {
  const cases = maskFixture.cases;
  expect(cases.some(({ internal }) => internal.minus > 0)).toBe(true);
  expect(cases.some(({ internal }) => internal.plus > 0 && internal.minus === 0)).toBe(true);
  expect(cases.some(({ hu }) => hu.shape[0] === 1)).toBe(true);
  expect(new Set(cases.map(({ hu }) => hu.shape[2] % 32))).toContain(0);
  expect(new Set(cases.map(({ hu }) => hu.shape[2] % 32))).toContain(1);
});

describe.each(labelFixture.cases)(
  "label image: $name",
  ({ labels, largest, largestWithoutZero, smallest }) => {
    const image = ndarray(Int32Array.from(labels.flat()), [labels.length, labels[0].length]);

    test("largestLabelVolume", () => {
      expect(largestLabelVolume(image)).toBe(largest);
      expect(largestLabelVolume(image, 0)).toBe(largestWithoutZero);
    });

    test("minLabelVolume", () => expect(minLabelVolume(image)).toBe(smallest));
  },
);
