import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { closing } from "../../../kernel-lib/src/segmentation/closing";
import { dilation } from "../../../kernel-lib/src/segmentation/dilation";
import { erosion } from "../../../kernel-lib/src/segmentation/erosion";
import { opening } from "../../../kernel-lib/src/segmentation/opening";
import { andNot, not } from "../../../kernel-lib/src/segmentation/setAlgebra";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { countVoxels, createMask, maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { ballGrid, ballMask, OBLIQUE } from "../../makers/ball";
import { drawn, maskFrom } from "../../makers/maskFrom";
import { randomMasks } from "../../makers/randomMasks";
import { plainDistance } from "../../reference/plainMorphology";

/** As in the library: what is as far as the radius but for rounding is within it. */
const reaches = (mm: number, radius: number) => mm <= radius * (1 + 1e-9);

const cases = () =>
  fc.record({
    made: randomMasks({ sheared: true }),
    radius: fc.constantFrom(0, 0.5, 1, 1.4, 2, 2.5, 4),
    inPlane: fc.boolean(),
  });

describe("dilation", () => {
  test("holds every voxel that is near enough, by trying all, for every spacing and shear", () => {
    fc.assert(
      fc.property(cases(), ({ made: { voxels, geometry }, radius, inPlane }) => {
        const grown = dilation(maskFromVoxels(voxels, geometry), { radius, inPlane });
        const expected = plainDistance(voxels, geometry, inPlane);
        expect([...grown.voxels.data]).toEqual([...expected.data].map((mm) => Number(reaches(mm, radius))));
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  test("of one voxel is a disc in its slice", () => {
    const dot = maskFrom(`
      .....
      .....
      ..#..
      .....
      .....`);
    expect(drawn(dilation(dot, { radius: 2, inPlane: true }).voxels)).toBe(
      ["..#..", ".###.", "#####", ".###.", "..#.."].join("\n"),
    );
  });

  test("of a ball is a ball, in a turned grid", () => {
    const { geometry, middle } = ballGrid(OBLIQUE);
    const grown = dilation(ballMask(geometry, middle, 9), { radius: 6 });
    // No centre is farther from a point than half a voxel's diagonal, of the voxels inside and of the ball.
    const half = Math.hypot(3, 0.8, 0.7) / 2;
    expect(countVoxels(andNot(grown, ballMask(geometry, middle, 15)))).toBe(0);
    expect(countVoxels(andNot(ballMask(geometry, middle, 15 - 2 * half), grown))).toBe(0);
  });
});

describe("erosion", () => {
  test("takes what is near to the outside, and nothing at the border of the volume", () => {
    fc.assert(
      fc.property(cases(), ({ made: { voxels, geometry }, radius, inPlane }) => {
        const mask = maskFromVoxels(voxels, geometry);
        const expected = plainDistance(not(mask).voxels, geometry, inPlane);
        const left = erosion(mask, { radius, inPlane });
        expect([...left.voxels.data]).toEqual([...expected.data].map((mm) => Number(!reaches(mm, radius))));
      }),
      { numRuns: 200, seed: 3 },
    );
    const full = not(createMask(createGeometry([3, 4, 5])));
    expect(countVoxels(erosion(full, { radius: 2 }))).toBe(60);
  });
});

describe("opening and closing", () => {
  test("an opening is in the mask, a closing around it, and doing either again changes nothing", () => {
    fc.assert(
      fc.property(cases(), ({ made: { voxels, geometry }, ...options }) => {
        const mask = maskFromVoxels(voxels, geometry);
        for (const [smaller, larger, change] of [
          [opening(mask, options), mask, opening],
          [mask, closing(mask, options), closing],
        ] as const) {
          expect(countVoxels(andNot(smaller, larger))).toBe(0);
          const changed = smaller === mask ? larger : smaller;
          expect(change(changed, options).bits).toEqual(changed.bits);
        }
      }),
      { numRuns: 100, seed: 4 },
    );
  });

  test("an opening parts what a thin bridge joins, a closing fills a thin gap", () => {
    const bridged = maskFrom(`
      ###...###
      #########
      ###...###`);
    expect(drawn(opening(bridged, { radius: 1, inPlane: true }).voxels)).toBe(
      ["###...###", "####.####", "###...###"].join("\n"),
    );
    const gap = maskFrom(`
      ....#....
      ###...###
      ###.#.###`);
    expect(drawn(closing(gap, { radius: 1, inPlane: true }).voxels)).toContain("#########");
  });

  test.each([
    ["a negative radius", { radius: -1 }, "radius must be a number of mm from 0; received -1"],
    ["no number", { radius: Number.NaN }, "radius must be a number of mm from 0; received NaN"],
    ["a mistyped name", { radius: 1, inplane: true }, 'did you mean "inPlane"?'],
  ])("refuses %s", (_, options, message) => {
    expect(() => closing(maskFrom("..#.."), options as { radius: number })).toThrow(message);
  });

  test("of one slice alone is done in its plane", () => {
    const geometry = createGeometry([1, 1, 5], { spacing: [null, 1, 1] });
    const slice = maskFromVoxels(ndarray(Uint8Array.of(0, 0, 1, 0, 0), [1, 1, 5]), geometry);
    expect(() => dilation(slice, { radius: 1 })).toThrow("a ball in mm needs the distance between slices");
    expect(countVoxels(dilation(slice, { radius: 1, inPlane: true }))).toBe(3);
  });
});
