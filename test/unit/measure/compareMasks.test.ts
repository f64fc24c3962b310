import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { compareMasks } from "../../../kernel-lib/src/measure/compareMasks";
import { not } from "../../../kernel-lib/src/segmentation/setAlgebra";
import { surfaceVoxels } from "../../../kernel-lib/src/segmentation/surfaceVoxels";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { createMask, maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { ballGrid, ballMask } from "../../makers/ball";
import { drawn, maskFrom } from "../../makers/maskFrom";
import { randomMasks } from "../../makers/randomMasks";
import { plainDistance, voxelsOf } from "../../reference/plainMorphology";

describe("surfaceVoxels", () => {
  test("share a face with one outside, within the volume, by looking at each neighbour", () => {
    fc.assert(
      fc.property(randomMasks({ widths: [1, 31, 32, 33, 65] }), ({ voxels, geometry }) => {
        const { shape } = voxels;
        const isOpen = ([s, r, c]: readonly number[]) =>
          s >= 0 && r >= 0 && c >= 0 && s < shape[0] && r < shape[1] && c < shape[2] && !voxels.get(s, r, c);
        const expected = voxelsOf(shape).map(([s, r, c]) =>
          Number(
            voxels.get(s, r, c) !== 0 &&
              [
                [s - 1, r, c],
                [s + 1, r, c],
                [s, r - 1, c],
                [s, r + 1, c],
                [s, r, c - 1],
                [s, r, c + 1],
              ].some(isOpen),
          ),
        );
        expect([...surfaceVoxels(maskFromVoxels(voxels, geometry)).voxels.data]).toEqual(expected);
      }),
      { numRuns: 200, seed: 10 },
    );
  });

  test("of a square are its rim", () => {
    const square = maskFrom(`
      .....
      .###.
      .###.
      .###.
      .....`);
    expect(drawn(surfaceVoxels(square).voxels)).toBe(
      [".....", ".###.", ".#.#.", ".###.", "....."].join("\n"),
    );
  });
});

describe("compareMasks", () => {
  test("of two balls of one middle is the difference of their radii", () => {
    const { geometry, middle } = ballGrid();
    const [small, large] = [ballMask(geometry, middle, 14), ballMask(geometry, middle, 17)];
    const { dice, meanSurfaceDistance, hausdorff95, hausdorff } = compareMasks(small, large);
    expect(dice).toBeCloseTo((2 * 14 ** 3) / (14 ** 3 + 17 ** 3), 2);
    // Centres lie up to half a voxel's diagonal below the surfaces.
    const half = Math.hypot(3, 0.8, 0.7) / 2;
    for (const mm of [meanSurfaceDistance, hausdorff95, hausdorff]) {
      expect(Math.abs((mm ?? Number.NaN) - 3)).toBeLessThan(half);
    }
  });

  test("is by trying each voxel of one surface with each of the other", () => {
    const pairs = randomMasks({ widths: [5, 9] }).chain(({ voxels, geometry }) =>
      fc.uint8Array({ minLength: voxels.size, maxLength: voxels.size, max: 1 }).map((bytes) => ({
        a: maskFromVoxels(voxels, geometry),
        b: maskFromVoxels(ndarray(bytes, [...voxels.shape]), geometry),
      })),
    );
    fc.assert(
      fc.property(pairs, ({ a, b }) => {
        const found = compareMasks(a, b);
        const surfaces = [surfaceVoxels(a), surfaceVoxels(b)].map(({ voxels }) => voxels);
        const ways = surfaces.map((surface, i) => {
          const mm = plainDistance(surfaces[1 - i], a.geometry).data;
          return [...mm].filter((_, at) => surface.data[at] !== 0).sort((x, y) => x - y);
        });
        if (ways.some((mm) => mm.length === 0)) {
          expect([found.meanSurfaceDistance, found.hausdorff95, found.hausdorff]).toEqual([null, null, null]);
          return;
        }
        const all = ways.flat();
        const mean = all.reduce((total, mm) => total + mm, 0) / all.length;
        expect(found.meanSurfaceDistance).toBeCloseTo(mean, 4);
        const most = (share: number) => Math.max(...ways.map((mm) => mm[Math.ceil(share * mm.length) - 1]));
        expect(found.hausdorff95).toBeCloseTo(most(0.95), 4);
        expect(found.hausdorff).toBeCloseTo(most(1), 4);
      }),
      { numRuns: 100, seed: 11 },
    );
  });

  test("of equal masks, of none at all, and of a mask with none", () => {
    const { geometry, middle } = ballGrid();
    const ball = ballMask(geometry, middle, 9);
    const nothing = createMask(geometry);
    expect(compareMasks(ball, ball)).toEqual({
      dice: 1,
      jaccard: 1,
      meanSurfaceDistance: 0,
      hausdorff95: 0,
      hausdorff: 0,
    });
    expect(compareMasks(nothing, nothing)).toMatchObject({ dice: 1, hausdorff: null });
    expect(compareMasks(ball, nothing)).toMatchObject({ dice: 0, jaccard: 0, meanSurfaceDistance: null });
    expect(compareMasks(ball, not(ball)).dice).toBe(0);
  });

  test("refuses masks of two grids, and of one slice", () => {
    expect(() => compareMasks(maskFrom("#.#"), maskFrom("#."))).toThrow(
      "the second mask must have the shape",
    );
    const slice = createMask(createGeometry([1, 2, 2], { spacing: [null, 1, 1] }));
    expect(() => compareMasks(slice, slice)).toThrow(
      "a distance between surfaces needs the distance between",
    );
  });
});
