import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { label, largestComponent } from "../../../kernel-lib/src/segmentation/label";
import { countVoxels } from "../../../kernel-lib/src/volume/mask";
import { drawn, maskFrom } from "../../makers/maskFrom";
import { floodLabel } from "../../reference/floodLabel";

const diagonal = maskFrom(`
  #..
  ...
  ...

  ...
  .#.
  ..#`);

describe("label", () => {
  test("which voxels are neighbours is the caller's choice", () => {
    expect([...label(diagonal, { connectivity: 6 }).sizes]).toEqual([15, 1, 1, 1]);
    expect([...label(diagonal, { connectivity: 18 }).sizes]).toEqual([15, 1, 2]);
    expect([...label(diagonal).sizes]).toEqual([15, 3]);
  });

  test("equals flooding a voxel at a time, for widths around a word's", () => {
    const masks = fc
      .record({
        shape: fc.tuple(
          fc.integer({ min: 1, max: 4 }),
          fc.integer({ min: 1, max: 6 }),
          fc.constantFrom(1, 5, 31, 32, 33, 64, 65),
        ),
        density: fc.double({ min: 0.05, max: 0.8, noNaN: true }),
        seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        connectivity: fc.constantFrom(6, 18, 26) as fc.Arbitrary<6 | 18 | 26>,
      })
      .map(({ shape, density, seed, connectivity }) => {
        let state = seed;
        const next = () => {
          state = (state * 48_271) % 2_147_483_647;
          return state / 2_147_483_647;
        };
        const bytes = Uint8Array.from({ length: shape[0] * shape[1] * shape[2] }, () =>
          Number(next() < density),
        );
        return { mask: ndarray(bytes, [...shape]), connectivity };
      });
    fc.assert(
      fc.property(masks, ({ mask, connectivity }) => {
        const expected = floodLabel(mask, connectivity);
        const { labels, sizes, count, component } = label(mask, { connectivity });
        expect([...labels.data]).toEqual([...expected.data]);
        expect(count).toBe(Math.max(...expected.data));
        for (let n = 0; n <= count; n++) expect(sizes[n]).toBe(expected.data.filter((l) => l === n).length);
        if (count > 0) {
          expect([...component(count).voxels.data]).toEqual(
            [...expected.data].map((l) => Number(l === count)),
          );
        }
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test("refuses a connectivity and a component that do not exist", () => {
    expect(() => label(diagonal, { connectivity: 8 as 6 })).toThrow(
      "connectivity must be 6, 18 or 26; received 8",
    );
    expect(() => label(diagonal).component(2)).toThrow("number must be a component from 1 to 1; received 2");
  });
});

describe("largestComponent", () => {
  test("is the first in raster order among equals", () => {
    const pairs = maskFrom("##.##.#");
    expect(drawn(largestComponent(pairs).voxels)).toBe("##.....");
  });

  test("of nothing is nothing", () => {
    expect(countVoxels(largestComponent(maskFrom("....")))).toBe(0);
  });
});
