import { inspect } from "node:util";
import ndarray from "ndarray";
import {
  createGeometry,
  createVolume,
  InvalidArgumentError,
  patientPoint,
  profileOf,
  sliceOf,
  UnknownSpacingError,
  type VoxelPoint,
} from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../../kernel-lib/src/random";
import { wrong } from "../../checks/publicDoors";
import { OBLIQUE } from "../../makers/ball";
import { maskOf, volumeOf } from "../../makers/volumes";

const ramp = (s: number, r: number, c: number) => 100 * s - 7 * r + 3 * c;
const volume = volumeOf([5, 9, 12], ramp);

describe("a profile", () => {
  test("through a linear ramp is the ramp, whatever the line", () => {
    const random = createRandom(3);
    const somewhere = (): VoxelPoint => [4 * random.uniform(), 8 * random.uniform(), 11 * random.uniform()];
    for (let i = 0; i < 20; i++) {
      const [from, to] = [somewhere(), somewhere()];
      const { distances, values } = profileOf(volume, from, to);
      const length = distances[distances.length - 1];
      const ends = [patientPoint(volume.geometry, ...from), patientPoint(volume.geometry, ...to)];
      expect(length).toBeCloseTo(Math.hypot(...ends[0].map((x, axis) => ends[1][axis] - x)), 9);
      for (const [at, value] of values.entries()) {
        const share = distances[at] / length;
        const place = from.map((index, axis) => index + share * (to[axis] - index));
        expect(value).toBeCloseTo(ramp(place[0], place[1], place[2]), 8);
      }
    }
  });

  test("along a row goes in half voxels, in mm, and ends at both ends", () => {
    const { distances, values, units, distanceUnits } = profileOf(volume, [2, 3, 0], [2, 3, 11]);
    expect(distances).toHaveLength(23);
    expect(distances[22]).toBeCloseTo(7.7, 9);
    expect(distances[1]).toBeCloseTo(0.35, 9);
    expect([values[0], values[22]]).toEqual([ramp(2, 3, 0), ramp(2, 3, 11)]);
    expect([units, distanceUnits]).toEqual(["HU", "mm"]);
  });

  test("takes its ends as typed arrays too", () => {
    const typed = profileOf(volume, Float64Array.of(2, 3, 0), Float32Array.of(2, 3, 11));
    expect(typed).toEqual(profileOf(volume, [2, 3, 0], [2, 3, 11]));
  });

  test("prints as a line", () => {
    const line = inspect(profileOf(volume, [2, 3, 0], [2, 3, 11]));
    expect(line).toBe("Profile: 23 values over 7.7 mm, 179 to 212 HU");
    expect(inspect(profileOf(volume, [9, 0, 0], [9, 1, 0]))).toMatch(/all outside the scan$/);
  });

  test("has samples at most a step apart", () => {
    const { distances } = profileOf(volume, [0, 0, 0], [4, 0, 0], { step: 3 });
    expect([...distances]).toEqual([0, 2.5, 5, 7.5, 10]);
  });

  test("between places in the patient is the one between their voxels", () => {
    const geometry = createGeometry([5, 9, 12], { spacing: [3, 0.8, 0.7], origin: [-10, 20, 5], ...OBLIQUE });
    const placed = createVolume(volume.voxels, { geometry });
    const [from, to]: VoxelPoint[] = [
      [0.5, 7, 1],
      [4, 2, 10.5],
    ];
    const wanted = profileOf(placed, from, to);
    const found = profileOf(placed, patientPoint(geometry, ...from), patientPoint(geometry, ...to), {
      coordinates: "patient",
    });
    expect(found.values).toHaveLength(wanted.values.length);
    for (const [i, value] of found.values.entries()) expect(value).toBeCloseTo(wanted.values[i], 6);
  });

  test("from corner to corner of the patient has no gap by rounding", () => {
    const { geometry } = volume;
    const found = profileOf(volume, patientPoint(geometry, 0, 0, 0), patientPoint(geometry, 4, 8, 11), {
      coordinates: "patient",
    });
    expect(found.values.every(Number.isFinite)).toBe(true);
  });

  test("is NaN outside the outermost centres and next to padding, and nowhere else", () => {
    const padded = createVolume(volume.voxels, {
      geometry: volume.geometry,
      padding: maskOf(volume, (_s, _r, c) => c === 4),
    });
    const { values } = profileOf(padded, [1, 2, -1], [1, 2, 7], { step: 0.7 });
    expect([...values].map(Number.isFinite)).toEqual([
      false, // column -1
      true,
      true,
      true,
      true,
      false, // the padding
      true,
      true,
      true,
    ]);
    const between = profileOf(padded, [1, 2, 3.5], [1, 2, 4.5]).values;
    expect([...between].every(Number.isNaN)).toBe(true);
  });

  test("of voxels whose size nobody stated goes in voxels", () => {
    const bare = ndarray(
      Int16Array.from({ length: 10 }, (_, i) => i * i),
      [1, 1, 10],
    );
    const { distances, values, distanceUnits } = profileOf(bare, [0, 0, 2], [0, 0, 4], { step: 1 });
    expect([...distances]).toEqual([0, 1, 2]);
    expect([...values]).toEqual([4, 9, 16]);
    expect(distanceUnits).toBe("voxels");
  });

  test("within one slice needs no distance between slices", () => {
    const geometry = createGeometry([1, 9, 12], { spacing: [null, 0.8, 0.7] });
    const slice = createVolume(sliceOf(volume, 2).voxels, { geometry });
    expect(profileOf(slice, [0, 0, 0], [0, 8, 0]).distances[1]).toBeCloseTo(0.4, 9);
    expect(() => profileOf(slice, [0, 0, 0], [1, 8, 0])).toThrow(UnknownSpacingError);
  });

  test("within one slice, oblique or not, is the same between places in the patient", () => {
    for (const directions of [{}, OBLIQUE]) {
      const geometry = createGeometry([1, 9, 12], {
        spacing: [null, 0.8, 0.7],
        origin: [-100.3, 47.9, 1203.7],
        ...directions,
      });
      const slice = createVolume(sliceOf(volume, 2).voxels, { geometry });
      const ends: VoxelPoint[] = [
        [0, 1, 0],
        [0, 1, 11],
      ];
      const [from, to] = ends.map((voxel) => patientPoint(geometry, ...voxel));
      const { distances, values } = profileOf(slice, from, to, { coordinates: "patient" });
      const wanted = profileOf(slice, ends[0], ends[1]);
      expect(distances).toHaveLength(wanted.distances.length); // in steps of 0.35 mm, along the row alone
      for (const [i, value] of values.entries()) expect(value).toBeCloseTo(wanted.values[i], 6);
    }
  });
});

describe("a line that there is not", () => {
  test.each<[string, unknown, unknown, object]>([
    ["from must be three finite numbers", [1, 2], [1, 2, 3], {}],
    ["from must be three finite numbers", Float64Array.of(1, 2), [1, 2, 3], {}],
    ["from must be three finite numbers", null, [1, 2, 3], {}],
    ["to must be three finite numbers", [1, 2, 3], [1, 2, Number.NaN], {}],
    ["to must be another place", [1, 2, 3], [1, 2, 3], {}],
    ["step must be above 0", [0, 0, 0], [1, 1, 1], { step: 0 }],
    ["step must be above 0", [0, 0, 0], [1, 1, 1], { step: 1e-7 }],
    ["coordinates must be", [0, 0, 0], [1, 1, 1], { coordinates: "mm" }],
  ])("%s", (message, from, to, options) => {
    expect(() => profileOf(volume, wrong(from), wrong(to), wrong(options))).toThrow(InvalidArgumentError);
    expect(() => profileOf(volume, wrong(from), wrong(to), wrong(options))).toThrow(message);
  });

  test("is one in the patient where nobody knows where the patient lies", () => {
    expect(() => profileOf(volume.voxels, [0, 0, 0], [1, 1, 1], { coordinates: "patient" })).toThrow(
      'coordinates must be "voxel": nobody stated where the voxels lie in the patient; received "patient"',
    );
  });
});
