import { inspect } from "node:util";
import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { applyMask } from "../../../kernel-lib/src/segmentation/applyMask";
import { contiguous } from "../../../kernel-lib/src/volume/contiguous";
import { type CropRegion, cropImage } from "../../../kernel-lib/src/volume/cropImage";
import {
  createGeometry,
  cropGeometry,
  patientPoint,
  slicePosition,
  voxelVolume,
} from "../../../kernel-lib/src/volume/geometry";
import { countVoxels, createMask, maskFromVoxels, maskLitres } from "../../../kernel-lib/src/volume/mask";
import { sliceOf } from "../../../kernel-lib/src/volume/slicesOf";
import { createVolume, toVolume, valueRange, withVoxels } from "../../../kernel-lib/src/volume/volume";

const counting = (shape: readonly [number, number, number]) =>
  ndarray(
    Int16Array.from({ length: shape[0] * shape[1] * shape[2] }, (_, i) => i),
    [...shape],
  );
const oblique = {
  origin: [10, -20, 30],
  spacing: [3, 0.8, 0.7],
  rowDirection: [0.6, 0.8, 0],
  columnDirection: [-0.8, 0.6, 0],
} as const;

describe("geometry", () => {
  test("maps indices to patient mm and back to the volume of a voxel", () => {
    const geometry = createGeometry([4, 5, 6], oblique);
    const [x, y, z] = patientPoint(geometry, 2, 3, 4);
    expect(x).toBeCloseTo(10 + 4 * 0.7 * 0.6 - 3 * 0.8 * 0.8, 12);
    expect(y).toBeCloseTo(-20 + 4 * 0.7 * 0.8 + 3 * 0.8 * 0.6, 12);
    expect(z).toBeCloseTo(36, 12);
    expect(voxelVolume(geometry)).toBeCloseTo(3 * 0.8 * 0.7, 12);
    expect(slicePosition(geometry, 2)).toBeCloseTo(36, 12);
  });

  test("without slice spacing there are no millilitres", () => {
    const geometry = createGeometry([1, 2, 2], { spacing: [null, 1, 1] });
    expect(() => voxelVolume(geometry)).toThrow("needs the distance between slices");
  });
});

describe("what nobody stated", () => {
  test("of a bare array is place and size, and of its mask, slices and crops; nothing prints millimetres", () => {
    const volume = toVolume(counting([2, 3, 4]).transpose(0, 2, 1));
    const mask = maskFromVoxels(ndarray(new Uint8Array(24).fill(1), [2, 3, 4]));
    const parts = [volume, mask, volume.padding, sliceOf(volume, 1), sliceOf(mask, 0)];
    for (const part of [
      ...parts,
      cropImage(volume, [1, 1], { radius: 1 }),
      withVoxels(volume, volume.voxels),
    ]) {
      expect(part.geometry.known).toBe("nothing");
      expect(inspect(part)).toContain("voxels of unit size, place unknown");
      expect(inspect(part)).not.toMatch(/mm| L\b/);
    }
    expect(inspect(volume)).toBe("Volume: 2 slices of 4 x 3, voxels of unit size, place unknown, 0 to 23 HU");
    expect(inspect(mask)).toBe(
      "Mask: 24 voxels, volume unknown, of 2 slices of 3 x 4, voxels of unit size, place unknown",
    );
    expect(maskLitres(mask)).toBe(24e-6);
    expect(volume.geometry.affine).toEqual([0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
  });

  test.each([
    [{}, "nothing"],
    [{ spacing: [2, 1, 1] }, "spacing"],
    [{ origin: [0, 0, 0] }, "place"],
    [{ rowDirection: [1, 0, 0] }, "place"],
    [{ spacing: [2, 1, 1], columnDirection: [0, 1, 0] }, "place"],
    [{ sliceStep: [0, 0, 2] }, "place"],
  ] as const)("a geometry made with %j knows %s", (options, known) => {
    const geometry = createGeometry([2, 3, 4], options);
    expect(geometry.known).toBe(known);
    expect(cropGeometry(geometry, [1, 0, 0], [1, 3, 4]).known).toBe(known);
    if (known !== "nothing") expect(inspect(createMask(geometry))).toMatch(/ L, of .* mm$/);
  });
});

describe("volume", () => {
  test("prints as one line, and so does its mask", () => {
    const volume = createVolume(counting([2, 3, 4]), { geometry: createGeometry([2, 3, 4], oblique) });
    expect(inspect(volume)).toBe("Volume: 2 slices of 3 x 4, 3 x 0.8 x 0.7 mm, 0 to 23 HU");
    const mask = maskFromVoxels(ndarray(new Uint8Array(24).fill(1), [2, 3, 4]), volume.geometry);
    expect(inspect(mask)).toBe("Mask: 24 voxels, 0.000040 L, of 2 slices of 3 x 4, 3 x 0.8 x 0.7 mm");
  });

  test("padding does not count for the range", () => {
    const padding = maskFromVoxels(ndarray(Uint8Array.of(1, 0, 0, 0, 0, 1), [1, 2, 3]));
    expect(valueRange(createVolume(counting([1, 2, 3]), { padding }))).toEqual({ min: 1, max: 4 });
    const everything = maskFromVoxels(ndarray(new Uint8Array(6).fill(1), [1, 2, 3]));
    expect(valueRange(createVolume(counting([1, 2, 3]), { padding: everything }))).toBeNull();
  });

  test("a slice shares the memory and knows its place", () => {
    const padding = maskFromVoxels(
      ndarray(
        Uint8Array.from({ length: 24 }, (_, i) => Number(i === 13)),
        [2, 3, 4],
      ),
    );
    const volume = createVolume(counting([2, 3, 4]), {
      geometry: createGeometry([2, 3, 4], oblique),
      padding,
    });
    const slice = sliceOf(volume, 1);
    expect(slice.voxels.get(0, 0, 1)).toBe(13);
    expect(slice.padding.voxels.get(0, 0, 1)).toBe(1);
    expect(patientPoint(slice.geometry, 0, 1, 1)).toEqual(patientPoint(volume.geometry, 1, 1, 1));
    expect(() => sliceOf(volume, 2)).toThrow("slice must be a whole number from 0 to 1; received 2");
  });

  test("what does not fit is refused", () => {
    expect(() => createVolume(ndarray(new Int16Array(4), [2, 2]))).toThrow("3-dimensional");
    expect(() => createVolume(counting([1, 2, 2]), { geometry: createGeometry([1, 2, 3]) })).toThrow(
      "geometry must have the shape",
    );
    const bytes = ndarray(new Uint8Array(4), [1, 2, 2]);
    // @ts-expect-error a volume holds Int16 or Float32
    expect(() => createVolume(bytes)).toThrow("Int16Array or Float32Array");
  });

  test("contiguous is the array's own memory, or a copy in row-major order", () => {
    const array = counting([2, 3, 4]);
    expect(contiguous(array).buffer).toBe(array.data.buffer);
    expect([...contiguous(array.transpose(2, 1, 0))]).toEqual(
      [...Array(4).keys()].flatMap((c) =>
        [...Array(3).keys()].flatMap((r) => [0, 1].map((s) => array.get(s, r, c))),
      ),
    );
    expect([...contiguous(array.step(-1, 2, -1))]).toEqual([
      15, 14, 13, 12, 23, 22, 21, 20, 3, 2, 1, 0, 11, 10, 9, 8,
    ]);
  });
});

describe("cropImage", () => {
  const volume = createVolume(counting([2, 6, 40]), { geometry: createGeometry([2, 6, 40], oblique) });

  test("keeps every voxel at its value and its place, clipped to the image", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 39 }),
        fc.integer({ min: 1, max: 12 }),
        (row, column, radius) => {
          const crop = cropImage(volume, [row, column], { radius });
          const [, rows, columns] = crop.geometry.shape;
          const [rowStart, columnStart] = [Math.max(0, row - radius), Math.max(0, column - radius)];
          expect(rows).toBe(Math.min(6, row + radius) - rowStart);
          expect(columns).toBe(Math.min(40, column + radius) - columnStart);
          expect(crop.voxels.get(1, rows - 1, columns - 1)).toBe(
            volume.voxels.get(1, rowStart + rows - 1, columnStart + columns - 1),
          );
          for (const [axis, mm] of patientPoint(crop.geometry, 1, 0, 0).entries()) {
            expect(mm).toBeCloseTo(patientPoint(volume.geometry, 1, rowStart, columnStart)[axis], 9);
          }
        },
      ),
      { seed: 3 },
    );
  });

  test("cuts a mask as it cuts its volume", () => {
    const odd = maskFromVoxels(
      ndarray(
        Uint8Array.from(volume.voxels.data, (v) => v & 1),
        [2, 6, 40],
      ),
      volume.geometry,
    );
    const crop = cropImage(odd, [3, 33], { radius: 2 });
    expect([...crop.voxels.data]).toEqual(
      [...contiguous(cropImage(volume, [3, 33], { radius: 2 }).voxels)].map((v) => v & 1),
    );
    expect(countVoxels(crop)).toBe(16);
  });

  test("a square outside the image is refused", () => {
    expect(() => cropImage(volume, [3, 60])).toThrow(
      "column must be within the image's 40 columns; received 60",
    );
    expect(() => cropImage(volume, [3, 3], { radius: 0 })).toThrow("the radius at least 1");
  });

  test.each<[CropRegion, number[]]>([
    [
      {
        box: [
          [-3, 1],
          [4, 9],
          [0, 40],
        ],
      },
      [1, 2, 40],
    ],
    [
      {
        points: [
          [1, -4, 38.2],
          [1, 2, 70],
        ],
      },
      [1, 3, 2],
    ],
    [
      {
        points: [
          [0, -0.5, 0],
          [0, -0.5, 3.4],
        ],
      },
      [1, 1, 4],
    ],
  ])("%j is cut to what of it lies in the image", (region, shape) => {
    expect(cropImage(volume, region).shape).toEqual(shape);
  });

  test.each<[CropRegion, string]>([
    [
      {
        box: [
          [0, 1],
          [6, 9],
          [0, 40],
        ],
      },
      "box must be three ranges [start, end) of which some lies within",
    ],
    [
      {
        box: [
          [0, 1],
          [-2, 0],
          [0, 40],
        ],
      },
      "box must be three ranges",
    ],
    [
      {
        points: [
          [2, 1, 1],
          [2, 3, 3],
        ],
      },
      "the mark must be one that touches the image's 2 x 6 x 40 voxels",
    ],
    [
      {
        points: [
          [0, -9, 1],
          [0, -0.6, 3],
        ],
      },
      "the mark must be one that touches",
    ],
  ])("%j lies outside and is refused", (region, sentence) => {
    expect(() => cropImage(volume, region)).toThrow(sentence);
  });
});

test("applyMask keeps the inside and leaves its source alone", () => {
  const volume = createVolume(counting([1, 2, 3]));
  const mask = ndarray(Uint8Array.of(0, 1, 0, 1, 0, 1), [1, 2, 3]);
  expect([...contiguous(applyMask(volume, mask).voxels)]).toEqual([0, 1, 0, 3, 0, 5]);
  expect([...contiguous(applyMask(volume, mask, { outside: -1024 }).voxels)]).toEqual([
    -1024, 1, -1024, 3, -1024, 5,
  ]);
  expect([...contiguous(volume.voxels)]).toEqual([0, 1, 2, 3, 4, 5]);
});
