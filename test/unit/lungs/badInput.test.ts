import ndarray from "ndarray";
import * as ct from "tslab-dicom";
import { describe, expect, test } from "vitest";

const SHAPE = [4, 6, 8] as const;
const size = 4 * 6 * 8;
const place = ct.createGeometry(SHAPE, { spacing: [2, 1, 1], origin: [0, 0, 0] });
const values = (value = -900) => ndarray(new Float32Array(size).fill(value), [...SHAPE]);
const good = ct.createVolume(values(), { geometry: place });
const lungs = ct.maskFromVoxels(ndarray(new Uint8Array(size).fill(1), [...SHAPE]), place);
const masks = { left: lungs, right: ct.createMask(place) };
const one = [1, 6, 8] as const;
const oneSlice = ct.createVolume(ndarray(new Float32Array(48).fill(-900), [...one]), {
  geometry: ct.createGeometry(one, { spacing: [null, 1, 1], origin: [0, 0, 0] }),
});
const oneMask = ct.maskFromVoxels(ndarray(new Uint8Array(48).fill(1), [...one]), oneSlice.geometry);

const DOORS: readonly [string, (volume: ct.VolumeLike, own?: ct.LungMasks) => unknown][] = [
  ["segmentLungs", (volume) => ct.segmentLungs(volume)],
  ["lungPhenotypes", (volume, own = masks) => ct.lungPhenotypes(volume, own)],
  ["measureNodule", (volume) => ct.measureNodule(volume, [0, 2, 2])],
];

/** What is wrong, what the error is, and what it says: what is expected, what was found, or what to do. */
const WRONG: readonly [string, () => ct.VolumeLike, new (...args: never[]) => Error, RegExp][] = [
  [
    "values that are no HU",
    () => ct.createVolume(values(), { geometry: place, units: "mg/ml" }),
    ct.UnitsError,
    /needs a volume in HU; this one is in mg\/ml\. If .*make createVolume/,
  ],
  [
    "a bare array",
    () => values(),
    ct.InvalidArgumentError,
    /volume must be one whose place in the patient is known.*createGeometry with its directions; received one of which nothing is known/,
  ],
  [
    "an unknown orientation",
    () => ct.createVolume(values(), { geometry: ct.createGeometry(SHAPE, { spacing: [2, 1, 1] }) }),
    ct.InvalidArgumentError,
    /left can be told from right.*received one of which the spacing alone is known/,
  ],
];

describe.each(DOORS)("%s refuses", (name, call) => {
  test.each(WRONG)("%s", (_what, volume, kind, message) => {
    expect(() => call(volume())).toThrow(kind);
    expect(() => call(volume())).toThrow(message);
  });

  test("one slice of unknown distance to others", () => {
    const own = { left: oneMask, right: ct.createMask(oneSlice.geometry) };
    expect(() => call(oneSlice, own)).toThrow(ct.UnknownSpacingError);
    expect(() => call(oneSlice, own)).toThrow(`${name} needs the distance between slices`);
  });
});

test("segmentLungs refuses one slice of a stack, and values that are not a number", () => {
  expect(() => ct.segmentLungs(ct.sliceOf(good, 1))).toThrow(
    "volume must be of at least two slices; received one",
  );
  const nan = ct.createVolume(values(Number.NaN), { geometry: place });
  expect(() => ct.segmentLungs(nan)).toThrow(ct.InvalidArgumentError);
  expect(() => ct.segmentLungs(nan)).toThrow("volume must be of numbers outside its padding; received NaN");
});

test("lungPhenotypes refuses masks of another grid, and lungs with values that are not a number", () => {
  const other = ct.maskFromVoxels(ndarray(new Uint8Array(8), [2, 2, 2]));
  for (const name of ["left", "right", "airway"] as const) {
    expect(() => ct.lungPhenotypes(good, { ...masks, [name]: other })).toThrow(ct.ShapeMismatchError);
    expect(() => ct.lungPhenotypes(good, { ...masks, [name]: other })).toThrow(
      `${name} must have the shape [4, 6, 8] of what it is combined with; received [2, 2, 2]`,
    );
  }
  const some = values();
  some.set(1, 2, 3, Number.NaN);
  some.set(1, 2, 4, Number.POSITIVE_INFINITY);
  expect(() => ct.lungPhenotypes(ct.createVolume(some, { geometry: place }), masks)).toThrow(
    "volume must be of finite numbers in the lungs; received 2 voxels of others",
  );
});

test.each([[[9, 0, 0]], [[0, -1, 0]], [[0, 0, 1.5]], [[0, 0]], [[Number.NaN, 0, 0]], ["here"]])(
  "measureNodule refuses the seed %j",
  (seed) => {
    expect(() => ct.measureNodule(good, seed as never)).toThrow(ct.InvalidArgumentError);
    expect(() => ct.measureNodule(good, seed as never)).toThrow(
      "seed must be [slice, row, column] of one of the volume's 4 x 6 x 8 voxels; received",
    );
  },
);
