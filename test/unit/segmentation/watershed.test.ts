import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { watershed } from "../../../kernel-lib/src/segmentation/watershed";
import { createLabelMap } from "../../../kernel-lib/src/volume/labelMap";
import { maskFrom } from "../../makers/maskFrom";
import { randomStream } from "../../makers/volumes";
import { plainWatershed } from "../../reference/plainMorphology";

/** Values, markers 0 to 3 and where they may spread, by chance. */
const cases = fc
  .record({
    shape: fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 9 }),
    ),
    levels: fc.constantFrom(1, 3, 50),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
    isFloat: fc.boolean(),
    connectivity: fc.constantFrom(6, 18, 26) as fc.Arbitrary<6 | 18 | 26>,
  })
  .map(({ shape, levels, seed, isFloat, connectivity }) => {
    const next = randomStream(seed);
    const length = shape[0] * shape[1] * shape[2];
    const fill = (value: () => number) => Array.from({ length }, value);
    const numbers = fill(() => Math.floor(next() * levels) - 1000);
    const values = isFloat
      ? Float32Array.from(numbers, (n) => (n === -999 ? Number.NaN : n / 3))
      : Int16Array.from(numbers);
    const marks = Uint8Array.from(fill(() => (next() < 0.15 ? 1 + Math.floor(next() * 3) : 0)));
    const room = Uint8Array.from(fill(() => Number(next() < 0.8)));
    return {
      values: ndarray(values, [...shape]),
      markers: ndarray(marks, [...shape]),
      within: ndarray(room, [...shape]),
      connectivity,
    };
  });

describe("watershed", () => {
  test("equals flooding from a list that is sorted at every step", () => {
    fc.assert(
      fc.property(cases, ({ values, markers, within, connectivity }) => {
        const { labels } = watershed(values, createLabelMap(markers), { within, connectivity });
        expect([...labels.data]).toEqual([...plainWatershed(values, markers, within, connectivity).data]);
      }),
      { numRuns: 300, seed: 9 },
    );
  });

  test("parts at the ridge, and half-way where values are equal", () => {
    const markers = createLabelMap(ndarray(Uint8Array.of(1, 0, 0, 0, 0, 0, 2), [1, 1, 7]), {
      names: { 1: "left", 2: "right" },
    });
    const over = (...values: number[]) => {
      const spread = watershed(ndarray(Int16Array.from(values), [1, 1, 7]), markers);
      expect(spread.names).toEqual({ 1: "left", 2: "right" });
      return [...spread.labels.data];
    };
    expect(over(-900, -890, -880, -880, -700, -850, -900)).toEqual([1, 1, 1, 1, 1, 2, 2]);
    expect(over(5, 5, 5, 5, 5, 5, 5)).toEqual([1, 1, 1, 1, 2, 2, 2]);
  });

  test("refuses markers that are no label map, and a mask of another grid", () => {
    const values = ndarray(new Int16Array(4), [1, 2, 2]);
    expect(() => watershed(values, ndarray(new Uint8Array(4), [1, 2, 2]) as never)).toThrow(
      "markers must be a label map of createLabelMap",
    );
    const markers = createLabelMap(ndarray(new Uint8Array(4), [1, 2, 2]));
    expect(() => watershed(values, markers, { within: maskFrom("###") })).toThrow(
      "within must have the shape [1, 2, 2]",
    );
  });
});
