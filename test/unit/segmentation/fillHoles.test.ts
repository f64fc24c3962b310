import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillHoles } from "../../../kernel-lib/src/segmentation/fillHoles";
import { not } from "../../../kernel-lib/src/segmentation/setAlgebra";
import { voxelVolume } from "../../../kernel-lib/src/volume/geometry";
import { maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { slicesOf } from "../../../kernel-lib/src/volume/slicesOf";
import { drawn, maskFrom } from "../../makers/maskFrom";
import { randomMasks } from "../../makers/randomMasks";
import { floodLabel } from "../../reference/floodLabel";
import { voxelsOf } from "../../reference/plainMorphology";

/** What is outside and neither reaches the border nor is larger than so many voxels, by flooding. */
function holesOf(voxels: ReturnType<typeof maskFrom>, most: number): number[] {
  const labels = floodLabel(not(voxels).voxels, 6);
  const open = new Set<number>();
  const sizes: number[] = [];
  for (const voxel of voxelsOf(voxels.shape)) {
    const label = labels.get(...voxel);
    sizes[label] = (sizes[label] ?? 0) + 1;
    if (voxel.some((n, axis) => n === 0 || n === voxels.shape[axis] - 1)) open.add(label);
  }
  return [...labels.data].map((label) => Number(label > 0 && !open.has(label) && sizes[label] <= most));
}

describe("fillHoles", () => {
  test("fills what cannot reach the border, up to a size, by flooding", () => {
    const cases = fc.record({
      made: randomMasks({ widths: [5, 31, 33] }),
      most: fc.constantFrom(0, 1, 2, Number.POSITIVE_INFINITY),
    });
    fc.assert(
      fc.property(cases, ({ made: { voxels, geometry }, most }) => {
        const largest = most === 0 ? 0 : most * voxelVolume(geometry) * 1.000_001;
        const filled = fillHoles(maskFromVoxels(voxels, geometry), { largest });
        const holes = holesOf(voxels, most);
        expect([...filled.voxels.data]).toEqual([...voxels.data].map((inside, i) => inside | holes[i]));
      }),
      { numRuns: 200, seed: 6 },
    );
  });

  test("in planes a ring needs no lid, and the border of the stack is none", () => {
    const ring = maskFrom(`
      .....
      .###.
      .#.#.
      .###.
      .....`);
    expect(drawn(fillHoles(ring).voxels)).toBe(drawn(ring));
    const filled = [".....", ".###.", ".###.", ".###.", "....."].join("\n");
    expect(drawn(fillHoles(ring, { inPlane: true }).voxels)).toBe(filled);
    expect(drawn(fillHoles(ring, { inPlane: true, largest: 0.5 }).voxels)).toBe(drawn(ring));
  });

  test("in planes is what each slice by itself is", () => {
    fc.assert(
      fc.property(randomMasks({ widths: [5, 31, 33] }), ({ voxels, geometry }) => {
        const mask = maskFromVoxels(voxels, geometry);
        const whole = fillHoles(mask, { inPlane: true });
        for (let s = 0; s < voxels.shape[0]; s++) {
          const alone = fillHoles(slicesOf(mask, s, s + 1), { inPlane: true });
          expect(slicesOf(whole, s, s + 1).bits).toEqual(alone.bits);
        }
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  test("refuses a size that is none", () => {
    expect(() => fillHoles(maskFrom("#.#"), { largest: -1 })).toThrow(
      "largest must be a size from 0; received -1",
    );
  });
});
