import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { createGeometry, patientPoint } from "../../../kernel-lib/src/volume/geometry";
import { maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { obliquity, patientAxes } from "../../../kernel-lib/src/volume/patientAxes";
import { createVolume } from "../../../kernel-lib/src/volume/volume";
import { STORAGE_ORDERS, storeGeometry, storeVoxels } from "../../makers/storageOrders";
import { voxelsOf } from "../../reference/plainMorphology";

const geometry = createGeometry([3, 4, 5], { spacing: [3, 2, 1], origin: [-7, 11, 40] });
const voxels = ndarray(
  Int16Array.from({ length: 60 }, (_, i) => (i * 37) % 101),
  [3, 4, 5],
);
const padding = ndarray(
  Uint8Array.from({ length: 60 }, (_, i) => Number(i % 7 === 0)),
  [3, 4, 5],
);

describe("patientAxes", () => {
  test.each(STORAGE_ORDERS)("stored as $name the voxels lie where they did", (order) => {
    const place = storeGeometry(geometry, order);
    const stored = createVolume(storeVoxels(voxels, order), {
      geometry: place,
      padding: maskFromVoxels(storeVoxels(padding, order), place),
    });
    // Each stored voxel is at its place in the patient: the maker is right.
    const [slice, row, column] = [2, 1, 3];
    const [x, y, z] = patientPoint(geometry, slice, row, column);
    expect(
      voxelsOf(place.shape).some((at) => {
        const point = patientPoint(place, ...at);
        return (
          point.join() === [x, y, z].join() && stored.voxels.get(...at) === voxels.get(slice, row, column)
        );
      }),
    ).toBe(true);

    const { volume, restore } = patientAxes(stored);
    expect(volume.geometry).toEqual(geometry);
    for (const at of voxelsOf([3, 4, 5])) expect(volume.voxels.get(...at)).toBe(voxels.get(...at));
    expect([...volume.padding.voxels.data]).toEqual([...padding.data]);
    const restored = restore(volume.padding);
    expect(restored.geometry).toEqual(place);
    expect([...restored.voxels.data]).toEqual([...stored.padding.voxels.data]);
  });

  test("of a volume that lies so is itself", () => {
    const volume = createVolume(voxels, { geometry });
    expect(patientAxes(volume).volume).toBe(volume);
  });

  test("goes by the axes that a tilted stack comes nearest to", () => {
    const [cos, sin] = [Math.cos(0.3), Math.sin(0.3)];
    const tilted = createGeometry([3, 4, 5], {
      rowDirection: [0, -1, 0],
      columnDirection: [sin, 0, -cos],
      spacing: [3, 2, 1],
    });
    const { volume } = patientAxes(createVolume(voxels, { geometry: tilted }));
    expect(volume.shape).toEqual([4, 5, 3]);
    expect(volume.geometry.spacing).toEqual([2, 1, 3]);
    expect([0, 1, 2].map((i) => volume.geometry.affine[4 * i + 2 - i] > 0)).toEqual([true, true, true]);
    expect(obliquity(tilted)).toBeCloseTo((0.3 * 180) / Math.PI, 9);
    expect(obliquity(geometry)).toBe(0);
  });
});
