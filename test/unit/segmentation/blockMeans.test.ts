import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { blockMeans } from "../../../kernel-lib/src/segmentation/blockMeans";
import { createGeometry, patientPoint } from "../../../kernel-lib/src/volume/geometry";
import { maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { createVolume } from "../../../kernel-lib/src/volume/volume";
import { randomMasks } from "../../makers/randomMasks";
import { randomStream } from "../../makers/volumes";
import { voxelsOf } from "../../reference/plainMorphology";

describe("blockMeans", () => {
  test("are the means of the voxels of each block, clamped, by gathering them, for both kinds of arrays", () => {
    const cases = fc.record({
      made: randomMasks({ widths: [1, 5, 9, 33] }),
      size: fc.constantFrom(0.5, 2.5, 4, 100),
      isFloat: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ made: { voxels, geometry }, size, isFloat }) => {
        const next = randomStream(voxels.size);
        const numbers = Array.from(voxels.data, () => Math.floor(next() * 4000) - 2000);
        const data = isFloat ? Float32Array.from(numbers) : Int16Array.from(numbers);
        const volume = createVolume(ndarray(data, [...voxels.shape]), {
          geometry,
          padding: maskFromVoxels(voxels, geometry),
        });
        const { volume: means, factors } = blockMeans(volume, { size });
        expect(factors).toEqual(geometry.spacing.map((mm) => Math.max(1, Math.round(size / (mm ?? 1)))));
        for (const block of voxelsOf(means.shape)) {
          const own = voxelsOf(voxels.shape).filter((voxel) =>
            voxel.every((n, axis) => Math.floor(n / factors[axis]) === block[axis]),
          );
          const values = own.map((voxel) =>
            voxels.get(...voxel) ? -1000 : Math.min(Math.max(volume.voxels.get(...voxel), -1024), 1000),
          );
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
          expect(means.voxels.get(...block)).toBe(Math.round(mean) + 0); // 0 for -0
        }
      }),
      { numRuns: 100, seed: 14 },
    );
  });

  test("lie in the middle of their voxels", () => {
    const geometry = createGeometry([4, 6, 6], { spacing: [1.25, 0.7, 0.7], origin: [10, 20, 30] });
    const { volume } = blockMeans(createVolume(ndarray(new Int16Array(144), [4, 6, 6]), { geometry }), {
      size: 2.3,
    });
    expect(volume.shape).toEqual([2, 2, 2]);
    expect(volume.geometry.spacing.map((mm) => mm?.toFixed(2))).toEqual(["2.50", "2.10", "2.10"]);
    const middle = patientPoint(geometry, 0.5, 1, 1);
    patientPoint(volume.geometry, 0, 0, 0).forEach((mm, axis) => {
      expect(mm).toBeCloseTo(middle[axis], 9);
    });
    const last = patientPoint(geometry, 2.5, 4, 4);
    patientPoint(volume.geometry, 1, 1, 1).forEach((mm, axis) => {
      expect(mm).toBeCloseTo(last[axis], 9);
    });
  });

  test("refuses what is no number, no size and no range", () => {
    const volume = createVolume(ndarray(Float32Array.of(1, Number.NaN, 3, 4, 5, 6, 7, 8), [2, 2, 2]));
    expect(() => blockMeans(volume, { size: 2 })).toThrow(
      "volume must be of numbers outside its padding; received NaN",
    );
    expect(() => blockMeans(volume, { size: 0 })).toThrow("size must be a positive number of mm; received 0");
    expect(() => blockMeans(volume, { size: 2, range: [5, -5] })).toThrow(
      "range must be two ascending whole numbers",
    );
    const slice = createVolume(ndarray(new Int16Array(4), [1, 2, 2]), {
      geometry: createGeometry([1, 2, 2], { spacing: [null, 1, 1] }),
    });
    expect(() => blockMeans(slice, { size: 2 })).toThrow("a grid in mm needs the distance between slices");
  });
});
