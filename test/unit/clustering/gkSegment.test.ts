import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { gkSegment } from "../../../kernel-lib/src/clustering/gkSegment";
import { NonFiniteError } from "../../../kernel-lib/src/errors";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { countVoxels, maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { sliceOf } from "../../../kernel-lib/src/volume/slicesOf";
import { createVolume } from "../../../kernel-lib/src/volume/volume";

const shape = [3, 6, 35] as const;
const geometry = createGeometry(shape, { spacing: [2.5, 0.7, 0.8], origin: [-10, 20, 30] });
const values = Int16Array.from({ length: 3 * 6 * 35 }, (_, i) =>
  i % 35 < 20 ? 0 : i % 35 < 33 ? -850 - (i % 7) : 40 + (i % 3),
);
const volume = createVolume(ndarray(values, [...shape]), { geometry });

describe("gkSegment", () => {
  test("names each voxel by the whole part of its cluster's centre, and marks the rarest", () => {
    const { segments, smallest, slices } = gkSegment(volume, { clusters: 3 });
    for (const [slice, found] of slices.entries()) {
      const part = segments.voxels.data.slice(slice * 210, (slice + 1) * 210);
      expect([...new Set(part)].sort((a, b) => a - b)).toEqual(found.values);
      expect(found.counts).toEqual([78, 120, 12]);
      expect(
        found.values.every((value) => found.centres.some((centre) => Math.trunc(centre) === value + 0)),
      ).toBe(true);
      expect(found.smallest).toBe(found.values[2]);
    }
    expect(countVoxels(smallest)).toBe(36);
    expect(smallest.voxels.data.every((inside, i) => inside === (values[i] > 30 ? 1 : 0))).toBe(true);
  });

  test("clusters each slice on its own, with the seed set anew", () => {
    const whole = gkSegment(volume, { seed: 9 });
    for (let slice = 0; slice < 3; slice++) {
      const one = gkSegment(sliceOf(volume, slice), { seed: 9 });
      expect(one.slices[0]).toEqual(whole.slices[slice]);
      expect(one.segments.voxels.data).toEqual(
        whole.segments.voxels.data.slice(slice * 210, (slice + 1) * 210),
      );
    }
  });

  test("keeps the geometry and leaves the source alone", () => {
    const before = values.slice();
    const { segments, smallest } = gkSegment(volume);
    expect(segments.geometry).toBe(geometry);
    expect(smallest.geometry).toBe(geometry);
    expect(values).toEqual(before);
  });

  test("an image of one value is one segment, and that is the rarest", () => {
    const { slices, smallest } = gkSegment(ndarray(new Int16Array(12).fill(-1000), [1, 3, 4]));
    expect(slices[0].values).toHaveLength(1);
    expect(slices[0].counts).toEqual([12]);
    expect(countVoxels(smallest)).toBe(12);
  });

  test("clusters with one whole part merge", () => {
    const close = Float32Array.of(1.1, 1.2, 1.3, 1.4, 5.5, 5.6, 9, 9, 9);
    const { slices } = gkSegment(ndarray(close, [1, 3, 3]), { clusters: 4 });
    expect(slices[0].values.length).toBeLessThan(4);
    expect(slices[0].counts.reduce((a, b) => a + b)).toBe(9);
  });

  describe("padding", () => {
    const bytes = Uint8Array.from(values, (value) => (value === 0 ? 1 : 0));
    const padded = createVolume(ndarray(values, [...shape]), {
      geometry,
      padding: maskFromVoxels(ndarray(bytes, [...shape]), geometry),
    });

    test("takes part unless excluded, as in the tutorial", () => {
      expect(gkSegment(padded).slices).toEqual(gkSegment(volume).slices);
    });

    test("excluded it is in no count and never the rarest", () => {
      const { slices, smallest, segments } = gkSegment(padded, { clusters: 2, padding: "exclude" });
      expect(slices[0].counts).toEqual([78, 12]);
      expect(segments.voxels.data.every((value, i) => (bytes[i] ? value === 0 : value !== 0))).toBe(true);
      expect(smallest.voxels.data.some((inside, i) => inside === 1 && bytes[i] === 1)).toBe(false);
    });

    test("a slice that is all padding has no segment", () => {
      const all = createVolume(ndarray(new Int16Array(8), [1, 2, 4]), {
        padding: maskFromVoxels(ndarray(new Uint8Array(8).fill(1), [1, 2, 4])),
      });
      const { slices, smallest } = gkSegment(all, { padding: "exclude" });
      expect(slices[0]).toMatchObject({ values: [], counts: [], smallest: null });
      expect(countVoxels(smallest)).toBe(0);
    });

    test("of NaN is refused unless excluded", () => {
      const holes = Float32Array.of(Number.NaN, 1, 2, 3, 50, 51);
      const withHoles = createVolume(ndarray(holes, [1, 2, 3]), {
        padding: maskFromVoxels(ndarray(Uint8Array.of(1, 0, 0, 0, 0, 0), [1, 2, 3])),
      });
      expect(() => gkSegment(withHoles)).toThrow(NonFiniteError);
      expect(gkSegment(withHoles, { clusters: 2, padding: "exclude" }).slices[0].counts).toEqual([3, 2]);
    });
  });
});
