import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { distanceTo } from "../../../kernel-lib/src/segmentation/distanceTo";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { createMask, maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { randomMasks } from "../../makers/randomMasks";
import { plainDistance } from "../../reference/plainMorphology";

describe("distanceTo", () => {
  test("is the distance to the nearest voxel inside, by trying all, Infinity beyond the limit", () => {
    const cases = fc.record({
      made: randomMasks({ widths: [1, 5, 12, 33] }),
      limit: fc.constantFrom(0, 1, 2.5, 4.2, Number.POSITIVE_INFINITY),
    });
    fc.assert(
      fc.property(cases, ({ made: { voxels, geometry }, limit }) => {
        const found = distanceTo(maskFromVoxels(voxels, geometry), { limit });
        const expected = [...plainDistance(voxels, geometry).data].map((mm) =>
          mm <= limit * (1 + 1e-6) ? mm : Number.POSITIVE_INFINITY,
        );
        for (const [i, mm] of found.data.entries()) {
          // NaN for two infinities: the same.
          const error = Math.abs(mm - expected[i]);
          if (!(Number.isNaN(error) || error <= 1e-5))
            throw new Error(`${mm} is ${expected[i]} at voxel ${i}`);
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  test("from a single voxel is exact along the axes and across", () => {
    const geometry = createGeometry([3, 4, 5], { spacing: [3, 2, 1] });
    const bytes = new Uint8Array(60);
    bytes[0] = 1;
    const found = distanceTo(maskFromVoxels(ndarray(bytes, [3, 4, 5]), geometry));
    expect([found.get(0, 0, 4), found.get(0, 3, 0), found.get(2, 0, 0)]).toEqual([4, 6, 6]);
    expect(found.get(1, 2, 4)).toBe(Math.fround(Math.sqrt(9 + 16 + 16)));
  });

  test("to nothing is Infinity everywhere", () => {
    expect([...distanceTo(createMask(createGeometry([2, 2, 2]))).data]).toEqual(
      new Array(8).fill(Number.POSITIVE_INFINITY),
    );
  });

  test("refuses a limit that is none, and one slice alone", () => {
    const mask = createMask(createGeometry([2, 2, 2]));
    expect(() => distanceTo(mask, { limit: -1 })).toThrow("limit must be a number of mm from 0; received -1");
    const slice = createMask(createGeometry([1, 2, 2], { spacing: [null, 1, 1] }));
    expect(() => distanceTo(slice)).toThrow("a distance in mm needs the distance between slices");
  });
});
