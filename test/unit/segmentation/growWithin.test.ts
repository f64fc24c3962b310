import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { growWithin } from "../../../kernel-lib/src/segmentation/growWithin";
import { maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { drawn, maskFrom } from "../../makers/maskFrom";
import { randomMasks } from "../../makers/randomMasks";
import { plainWays } from "../../reference/plainMorphology";

describe("growWithin", () => {
  test("reaches what a way leads to that is short enough, by relaxing every voxel", () => {
    const cases = fc.record({
      made: randomMasks({ widths: [1, 5, 9], sheared: true }),
      seeds: fc.infiniteStream(fc.nat(9)),
      distance: fc.constantFrom(0, 1, 2.4, 5, Number.POSITIVE_INFINITY),
      inPlane: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ made: { voxels, geometry }, seeds, distance, inPlane }) => {
        const seed = maskFromVoxels(voxels, geometry).voxels;
        for (let i = 0; i < seed.data.length; i++) seed.data[i] = Number(seeds.next().value === 0);
        const ways = plainWays(seed, voxels, geometry, inPlane);
        const reached = growWithin(maskFromVoxels(seed, geometry), maskFromVoxels(voxels, geometry), {
          distance,
          inPlane,
        });
        const expected = [...ways.data].map((mm) =>
          Number(Number.isFinite(mm) && mm <= distance * (1 + 1e-6)),
        );
        expect([...reached.voxels.data]).toEqual(expected);
      }),
      { numRuns: 100, seed: 8 },
    );
  });

  test("goes round corners, and no farther than it may", () => {
    const room = maskFrom(`
      #######
      .....##
      #######`);
    const seed = maskFrom(`
      #......
      .......
      .......`);
    expect(drawn(growWithin(seed, room).voxels)).toBe(drawn(room));
    expect(drawn(growWithin(seed, room, { distance: 4, inPlane: true }).voxels)).toBe(
      ["#####..", ".......", "......."].join("\n"),
    );
  });

  test("refuses a distance that is none, and a mask of another grid", () => {
    const row = maskFrom("##.");
    expect(() => growWithin(row, row, { distance: -2 })).toThrow("distance must be a number of mm from 0");
    expect(() => growWithin(row, maskFrom("##"))).toThrow(
      "the mask to grow in must have the shape [1, 1, 3]",
    );
  });
});
