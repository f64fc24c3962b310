import type { NdArray } from "ndarray";
import {
  closing,
  compareMasks,
  componentStatistics,
  createGeometry,
  createVolume,
  dilation,
  distanceTo,
  erosion,
  fillHoles,
  type Mask,
  maskFromVoxels,
  opening,
} from "tslab-dicom";
import { describe, expect, test } from "vitest";
import golden from "../fixtures/morphology.json";
import { type Packed, unpackNdArray } from "../makers/packed";

/** A distance in mm as Float32, whose square was rounded along each axis. */
const CLOSE = 2 ** -22;

describe.each(golden.cases)("masks with voxels of $spacing mm are as scipy.ndimage has them", (wanted) => {
  const mm = wanted.spacing;
  const voxels = unpackNdArray(wanted.mask, "uint8");
  const [slices, rows, columns] = voxels.shape;
  const geometry = createGeometry([slices, rows, columns], {
    spacing: [mm[0], mm[1], mm[2]],
    origin: [0, 0, 0],
  });
  const mask = maskFromVoxels(voxels, geometry);
  const other = maskFromVoxels(unpackNdArray(wanted.other, "uint8"), geometry);
  const { radius } = wanted;

  /** Fails with the first voxel that differs. */
  function expectSame({ voxels: { data } }: Mask, packed: Packed): void {
    const expected: NdArray<Uint8Array> = unpackNdArray(packed, "uint8");
    expect(data.findIndex((value, i) => value !== expected.data[i])).toBe(-1);
  }

  test("distances", () => {
    const { data } = unpackNdArray(wanted.distance, "float64");
    const found = distanceTo(mask).data;
    expect(found.findIndex((value, i) => !(Math.abs(value - data[i]) <= CLOSE * data[i]))).toBe(-1);
  });

  test("erosion, dilation, opening and closing by a ball, and holes", () => {
    expectSame(erosion(mask, { radius }), wanted.erosion);
    expectSame(dilation(mask, { radius }), wanted.dilation);
    expectSame(opening(mask, { radius }), wanted.opening);
    expectSame(closing(mask, { radius }), wanted.closing);
    expectSame(fillHoles(mask), wanted.filled);
  });

  test.each(wanted.components)("components of connectivity $connectivity", ({ connectivity, each }) => {
    const { data, shape } = unpackNdArray(each, "float64");
    const { components } = componentStatistics(mask, {
      volume: createVolume(unpackNdArray(wanted.values, "int16"), { geometry }),
      connectivity: connectivity as 6 | 18 | 26,
    });
    expect(components).toHaveLength(shape[0]);
    for (const [i, { voxels: size, sum, centre, box }] of components.entries()) {
      const [wantedSize, wantedSum, s, r, c, ...edges] = data.subarray(i * shape[1], (i + 1) * shape[1]);
      expect([size, sum, ...box.flat()]).toEqual([wantedSize, wantedSum, ...edges]);
      for (const [axis, at] of [s, r, c].entries()) expect(centre[axis]).toBeCloseTo(at, 10);
    }
  });

  test("overlap and distances of surfaces", () => {
    const found = compareMasks(mask, other);
    for (const name of ["dice", "meanSurfaceDistance", "hausdorff95", "hausdorff"] as const) {
      expect(Math.abs((found[name] ?? Number.NaN) - wanted[name])).toBeLessThanOrEqual(CLOSE * wanted[name]);
    }
  });
});
