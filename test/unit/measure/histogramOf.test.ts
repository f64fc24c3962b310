import { inspect } from "node:util";
import ndarray from "ndarray";
import {
  createVolume,
  histogramOf,
  InvalidArgumentError,
  maskFromVoxels,
  ShapeMismatchError,
  type VoxelArray,
} from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../../kernel-lib/src/random";
import { wrong } from "../../checks/publicDoors";
import { maskOf, volumeOf } from "../../makers/volumes";

const rowOf = (values: VoxelArray) => createVolume(ndarray(values, [1, 1, values.length]));

describe("bins", () => {
  test("hold their lower edge, the last one its upper edge too", () => {
    const { counts, edges } = histogramOf(rowOf(Int16Array.of(0, 1, 2, 3, 4)), { bins: 2 });
    expect([...edges]).toEqual([0, 2, 4]);
    expect([...counts]).toEqual([2, 3]);
  });

  test("of tenths are told apart by their edges, not by a division that is a little off", () => {
    const tenths = Float32Array.from({ length: 11 }, (_, i) => i / 10);
    const { counts, edges } = histogramOf(rowOf(tenths), { bins: 10, range: [0, 1] });
    for (const [bin, count] of counts.entries()) {
      const inside = tenths.filter((value) => value >= edges[bin] && (value < edges[bin + 1] || bin === 9));
      expect(count).toBe(inside.length);
    }
  });

  test("leave out what is beyond the range, which the rest still speaks of", () => {
    const found = histogramOf(rowOf(Int16Array.of(-5, 1, 2, 50)), { range: [0, 10], bins: 5 });
    expect([...found.counts]).toEqual([1, 1, 0, 0, 0]);
    expect(found).toMatchObject({ voxels: 4, mean: 12 });
  });

  test("of one value alone lie around it", () => {
    expect([...histogramOf(rowOf(Int16Array.of(7, 7)), { bins: 1 }).edges]).toEqual([6.5, 7.5]);
  });

  test("that nobody asked for hold as many whole values each, and all of them", () => {
    const volume = rowOf(Int16Array.from({ length: 3000 }, (_, i) => i - 1024));
    const { counts, edges } = histogramOf(volume);
    const width = edges[1] - edges[0];
    expect(Number.isInteger(width)).toBe(true);
    expect(counts.length).toBeLessThanOrEqual(257);
    expect(counts.length).toBeGreaterThan(200);
    expect([...counts].slice(1, -1).every((count) => count === width)).toBe(true);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3000);
  });

  test("of a whole range divide it evenly where that goes", () => {
    const { edges } = histogramOf(rowOf(Int16Array.of(-900)), { range: [-1000, 500] });
    expect([edges[0], edges[1] - edges[0], edges[edges.length - 1]]).toEqual([-1000, 6, 500]);
  });
});

describe("values", () => {
  test("of a normal distribution have its mean, spread, percentiles and shares", () => {
    const random = createRandom(5);
    const values = Float32Array.from({ length: 200_000 }, () => -850 + 50 * random.normal());
    const found = histogramOf(rowOf(values), { percentiles: [15, 50], thresholds: [-900, -850], bins: 50 });
    expect(found.mean).toBeCloseTo(-850, 0);
    expect(Math.abs(found.standardDeviation - 50)).toBeLessThan(0.5);
    // The normal distribution's quantile of 0.15 is -1.0364, its share below -1 is 0.1587.
    expect(Math.abs(found.percentiles[0].value - (-850 - 51.82))).toBeLessThan(0.6);
    expect(Math.abs(found.percentiles[1].value + 850)).toBeLessThan(0.6);
    expect(found.below[0].share).toBeCloseTo(0.1587, 2);
    expect(found.below[1].share).toBeCloseTo(0.5, 2);
  });

  test.each([
    // Of -920, -910, -900, -890, -870, -860, -860, -850, -840 and -830: up to -911 there are 10 %, up to -861 50 %.
    ["inverted_cdf", -910, -870],
    ["linear", -906.5, -865],
    ["cip", -911, -861],
  ] as const)("of a mask have percentiles by the rule %s", (percentile, fifteenth, middle) => {
    const values = Array.from({ length: 10 }, (_, i) => -920 + 10 * i);
    values[1] = -910;
    values[2] = -900;
    values[4] = -870;
    values[5] = -860;
    for (const kind of [Int16Array, Float32Array]) {
      // Padding and what is outside the mask would be the smallest.
      const volume = rowOf(kind.from([-2000, ...values, -3000]));
      const mask = maskOf(volume, (_s, _r, c) => c >= 1 && c <= 10);
      const { percentiles } = histogramOf(volume, { mask, percentiles: [15, 50], percentile });
      expect(percentiles.map(({ value }) => value)).toEqual([fifteenth, middle]);
    }
  });

  test("of a mask have skewness and kurtosis of the population", () => {
    // Four of 0 and one of 5: mean 1, variance 4, third moment 12, fourth 52.
    const volume = rowOf(Int16Array.of(0, 0, 0, 0, 5, 700));
    const found = histogramOf(volume, { mask: maskOf(volume, (_s, _r, c) => c < 5) });
    expect(found).toMatchObject({ mean: 1, standardDeviation: 2, skewness: 1.5, kurtosis: 3.25 });
  });

  test("at a threshold are not below it", () => {
    const { below } = histogramOf(rowOf(Int16Array.of(-951, -950, -949, 0)), { thresholds: [-950] });
    expect(below).toEqual([{ threshold: -950, share: 0.25 }]);
  });

  test.each([
    ["Int16", Int16Array.of(5, 1, 4, 2, 3)],
    ["Float32", Float32Array.of(-0.5, 1e-30, 1e30, -1e30, 0)],
  ])("of %s are percentiles exactly", (_type, values) => {
    const sorted = Array.from(values).sort((a, b) => a - b);
    const { percentiles } = histogramOf(rowOf(values), { percentiles: [0, 20, 20.1, 50, 80, 100], bins: 3 });
    expect(percentiles.map(({ value }) => value)).toEqual([0, 0, 1, 2, 3, 4].map((i) => sorted[i]));
  });

  test("outside the mask, in the padding and not finite do not count", () => {
    const padding = maskFromVoxels(ndarray(Uint8Array.of(1, 0, 0, 0, 0), [1, 1, 5]));
    const values = Float32Array.of(-3000, 1, Number.NaN, Number.NEGATIVE_INFINITY, 3);
    const volume = createVolume(ndarray(values, [1, 1, 5]), { padding });
    expect(histogramOf(volume)).toMatchObject({ voxels: 2, mean: 2, standardDeviation: 1 });
    const mask = maskFromVoxels(ndarray(Uint8Array.of(1, 1, 1, 1, 0), [1, 1, 5]));
    const inside = histogramOf(volume, { mask, thresholds: [0] });
    expect(inside).toMatchObject({ voxels: 1, mean: 1, below: [{ threshold: 0, share: 0 }] });
  });

  test("of a turned array are the same", () => {
    const volume = volumeOf([4, 6, 5], (s, r, c) => 100 * s + 10 * r + c);
    const turned = createVolume(volume.voxels.transpose(2, 0, 1));
    expect(histogramOf(turned, { bins: 9 })).toEqual(histogramOf(volume, { bins: 9 }));
  });
});

test("a histogram prints as a line", () => {
  expect(inspect(histogramOf(rowOf(Int16Array.of(-1, 3)), { bins: 2 }))).toBe(
    "Histogram: 2 voxels, mean 1.0, standard deviation 2.0; 2 bins from -1 to 3 HU",
  );
});

describe("what cannot be counted", () => {
  const volume = volumeOf([2, 3, 4], (s, r, c) => s + r + c);

  test("is a mask without a voxel, and says so", () => {
    expect(() => histogramOf(volume, { mask: maskOf(volume, () => false) })).toThrow(
      "mask must be around at least one voxel within the field of view",
    );
    expect(() => histogramOf(rowOf(Float32Array.of(Number.NaN)))).toThrow(/^volume must be around/);
  });

  test("is a mask of another shape", () => {
    const other = maskOf(
      volumeOf([2, 3, 5], () => 0),
      () => true,
    );
    expect(() => histogramOf(volume, { mask: other })).toThrow(ShapeMismatchError);
  });

  test.each([
    { bins: 0 },
    { bins: 1.5 },
    { bins: 65_537 },
    { range: [3, 3] },
    { range: [3, 1] },
    { range: [0, Number.NaN] },
    { range: [-1e308, 1e308] },
    { range: [1] },
    { percentiles: [101] },
    { percentiles: [Number.NaN] },
    { percentiles: ["15"] },
    { percentiles: [15, undefined] },
    { thresholds: [undefined] },
    { thresholds: [Number.POSITIVE_INFINITY] },
  ])("is %j", (options) => {
    expect(() => histogramOf(volume, wrong(options))).toThrow(InvalidArgumentError);
  });
});
