import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { componentStatistics } from "../../../kernel-lib/src/segmentation/componentStatistics";
import { contactAreas } from "../../../kernel-lib/src/segmentation/contactAreas";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { createLabelMap } from "../../../kernel-lib/src/volume/labelMap";
import { maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { createVolume } from "../../../kernel-lib/src/volume/volume";
import { maskFrom } from "../../makers/maskFrom";
import { randomMasks } from "../../makers/randomMasks";
import { randomStream } from "../../makers/volumes";
import { floodLabel } from "../../reference/floodLabel";
import { voxelsOf } from "../../reference/plainMorphology";

const CASES = fc.record({
  made: randomMasks({ widths: [1, 5, 31, 33] }),
  connectivity: fc.constantFrom(6, 18, 26) as fc.Arbitrary<6 | 18 | 26>,
  isFloat: fc.boolean(),
});

describe("componentStatistics", () => {
  test("are those of each component, by flooding and going through its voxels", () => {
    fc.assert(
      fc.property(CASES, ({ made: { voxels, geometry }, connectivity, isFloat }) => {
        const next = randomStream(voxels.size);
        const numbers = Array.from(voxels.data, () => Math.floor(next() * 100) - 50);
        const data = isFloat
          ? Float32Array.from(numbers, (n) => (n === 7 ? Number.NaN : n / 4))
          : Int16Array.from(numbers);
        const volume = createVolume(ndarray(data, [...voxels.shape]), { geometry });
        const percentiles = [0, 15, 50, 100];
        const { components: found, maskOf } = componentStatistics(maskFromVoxels(voxels, geometry), {
          volume,
          percentiles,
          connectivity,
        });

        const labels = floodLabel(voxels, connectivity);
        const places = voxelsOf(voxels.shape);
        const all = places.map((_, i) => labels.data[i]);
        expect(found).toHaveLength(Math.max(0, ...all));
        for (const [i, one] of found.entries()) {
          const own = places.filter((_, at) => all[at] === i + 1);
          expect(one.voxels).toBe(own.length);
          expect([...maskOf((other) => other === one).voxels.data]).toEqual(
            all.map((label) => Number(label === i + 1)),
          );
          for (const axis of [0, 1, 2] as const) {
            const at = own.map((voxel) => voxel[axis]);
            expect(one.box[axis]).toEqual([Math.min(...at), Math.max(...at) + 1]);
            expect(one.centre[axis]).toBeCloseTo(at.reduce((sum, n) => sum + n, 0) / at.length, 9);
          }
          const atBorder = own.some((voxel) =>
            voxel.some((n, axis) => n === 0 || n === voxels.shape[axis] - 1),
          );
          expect(one.touchesBorder).toBe(atBorder);
          const values = own
            .map((voxel) => volume.voxels.get(...voxel))
            .filter(Number.isFinite)
            .sort((a, b) => a - b);
          const sum = values.reduce((total, value) => total + value, 0);
          expect(one.sum).toBe(values.length === 0 ? null : sum);
          expect(one.mean).toBe(values.length === 0 ? null : sum / values.length);
          // The smallest of them that so many percent do not exceed, by counting.
          const reached = percentiles.map((percent) =>
            values.find(
              (value) => values.filter((other) => other <= value).length * 100 >= percent * values.length,
            ),
          );
          expect(one.percentiles).toEqual(values.length === 0 ? [] : reached);
        }
      }),
      { numRuns: 100, seed: 12 },
    );
  });

  test("are of large components alone, in millilitres where the size of a voxel is known", () => {
    const picture = maskFrom("##..#.###");
    const sizes = (mask: Parameters<typeof componentStatistics>[0], atLeast = 1) =>
      componentStatistics(mask, { atLeast }).components.map(({ voxels, millilitres }) => [
        voxels,
        millilitres,
      ]);
    expect([...componentStatistics(picture, { atLeast: 2 }).maskOf().voxels.data]).toEqual([
      1, 1, 0, 0, 0, 0, 1, 1, 1,
    ]);
    expect(sizes(picture)).toEqual([
      [2, null],
      [1, null],
      [3, null],
    ]);
    const geometry = createGeometry([1, 1, 9], { spacing: [5, 10, 20] });
    expect(sizes(maskFromVoxels(picture, geometry), 2)).toEqual([
      [2, 2],
      [3, 3],
    ]);
  });

  test("refuses what is no percentile and no number of voxels", () => {
    const mask = maskFrom("#.#");
    expect(() => componentStatistics(mask, { percentiles: [101] })).toThrow(
      "percentiles must be numbers from 0 to 100; received 101",
    );
    expect(() => componentStatistics(mask, { atLeast: 0 })).toThrow(
      "atLeast must be a number of voxels from 1",
    );
  });
});

describe("contactAreas", () => {
  test("are the faces between labels, by looking along each axis", () => {
    const cases = randomMasks({ widths: [1, 5, 9] }).map(({ voxels, geometry }) => {
      const next = randomStream(voxels.size);
      const labels = ndarray(
        Uint8Array.from(voxels.data, () => Math.floor(next() * 4)),
        [...voxels.shape],
      );
      return createLabelMap(labels, { geometry });
    });
    fc.assert(
      fc.property(cases, (map) => {
        const [z, y, x] = map.geometry.spacing.map((mm) => mm ?? 0);
        const expected = new Map<string, { faces: number; area: number }>();
        const steps = [
          { step: [1, 0, 0], area: y * x },
          { step: [0, 1, 0], area: z * x },
          { step: [0, 0, 1], area: z * y },
        ];
        for (const voxel of voxelsOf(map.shape))
          for (const { step, area } of steps) {
            const other = voxel.map((n, axis) => n + step[axis]) as [number, number, number];
            if (other.some((n, axis) => n >= map.shape[axis])) continue;
            const labels = [map.labels.get(...voxel), map.labels.get(...other)].sort((a, b) => a - b);
            if (labels[0] === labels[1]) continue;
            const before = expected.get(labels.join()) ?? { faces: 0, area: 0 };
            expected.set(labels.join(), { faces: before.faces + 1, area: before.area + area });
          }
        const found = contactAreas(map);
        expect(found.map(({ labels }) => labels.join())).toEqual([...expected.keys()].sort());
        for (const { labels, faces, area } of found) {
          expect(faces).toBe(expected.get(labels.join())?.faces);
          expect(area).toBeCloseTo(expected.get(labels.join())?.area ?? Number.NaN, 9);
        }
      }),
      { numRuns: 100, seed: 13 },
    );
  });

  test("refuses what is no label map", () => {
    expect(() => contactAreas(maskFrom("##") as never)).toThrow("map must be a label map of createLabelMap");
  });
});
