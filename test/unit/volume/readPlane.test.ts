import fc from "fast-check";
import ndarray from "ndarray";
import { describe, expect, test } from "vitest";
import { createLabelMap } from "../../../kernel-lib/src/volume/labelMap";
import { maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { readLabelPlane } from "../../../kernel-lib/src/volume/readLabelPlane";
import { readMaskPlane } from "../../../kernel-lib/src/volume/readMaskPlane";
import { readPlane } from "../../../kernel-lib/src/volume/readPlane";
import { createVolume } from "../../../kernel-lib/src/volume/volume";
import { randomStream, volumeOf } from "../../makers/volumes";
import { plainPlane } from "../../reference/plainPlane";

/** The bits of packed rows, one after the other. */
function unpack(bytes: Uint8Array, rows: number, columns: number): boolean[] {
  const bytesPerRow = (columns + 7) >> 3;
  expect(bytes).toHaveLength(rows * bytesPerRow);
  return Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return ((bytes[row * bytesPerRow + (column >> 3)] >> (column & 7)) & 1) === 1;
  });
}

const cases = fc.record({
  shape: fc.tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 70 }),
  ),
  order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
  axis: fc.constantFrom(0 as const, 1 as const, 2 as const),
  places: fc.tuple(
    fc.double({ min: 0, max: 0.999, noNaN: true }),
    fc.double({ min: 0, max: 0.999, noNaN: true }),
  ),
  mode: fc.constantFrom("max" as const, "min" as const, "mean" as const),
  real: fc.boolean(),
  padded: fc.constantFrom(0, 0.3, 0.9, 1),
  seed: fc.integer({ min: 1, max: 2 ** 30 }),
});

describe("a plane or slab", () => {
  test("equals what is read voxel by voxel: any axis, strides, NaN, padding", () => {
    fc.assert(
      fc.property(cases, ({ shape, order, axis, places, mode, real, padded, seed }) => {
        const next = randomStream(seed);
        const size = shape[0] * shape[1] * shape[2];
        const numbers = Array.from({ length: size }, () =>
          next() < 0.2 && real ? Number.NaN : next() * 4000 - 2000,
        );
        const data = real ? Float32Array.from(numbers) : Int16Array.from(numbers);
        const voxels = ndarray(data, [...shape]).transpose(...order);
        const bytes = ndarray(
          Uint8Array.from({ length: size }, () => Number(next() < padded)),
          [...voxels.shape],
        );
        const volume = createVolume(voxels, { padding: maskFromVoxels(bytes) });
        const [one, other] = places.map((share) => Math.floor(share * voxels.shape[axis]));
        const planes = { first: Math.min(one, other), last: Math.max(one, other) };

        const plane = readPlane(volume, axis, planes, mode);
        const at = ([s, r, c]: readonly number[]) => [s, r, c] as const;
        const expected = plainPlane(
          {
            shape: voxels.shape,
            value: (i) => voxels.get(...at(i)),
            padded: (i) => bytes.get(...at(i)) === 1,
          },
          axis,
          planes,
          mode,
        );
        const wanted = mode === "mean" && one !== other ? Float32Array : data.constructor;
        expect(plane.values.constructor).toBe(wanted);
        expect([...plane.values]).toEqual([...(wanted as typeof Float32Array).from(expected.values)]);
        const bits = plane.padding && unpack(plane.padding, plane.rows, plane.columns);
        expect(bits).toEqual(expected.padding.includes(true) ? expected.padding : null);
      }),
      { numRuns: 400, seed: 11 },
    );
  });

  test("is a copy", () => {
    const volume = volumeOf([2, 3, 4], (s, r, c) => 100 * s + 10 * r + c);
    readPlane(volume, 0, { first: 1, last: 1 }, "max").values.fill(0);
    expect(volume.voxels.get(1, 2, 3)).toBe(123);
  });

  test.each([
    [-1, 0],
    [0, 2],
    [1, 0],
    [0.5, 1],
    [0, Number.NaN],
  ])("from %s to %s is refused", (first, last) => {
    const volume = volumeOf([2, 3, 4], () => 0);
    expect(() => readPlane(volume, 0, { first, last }, "max")).toThrow(
      `planes must be within 0 to 1, the first not after the last; received ${first} to ${last}`,
    );
  });
});

describe("a plane of a mask or of labels", () => {
  test("equals what is read voxel by voxel: a slab has what any of its planes has, of labels the greatest", () => {
    fc.assert(
      fc.property(cases, ({ shape, order, axis, places, real, seed }) => {
        const next = randomStream(seed);
        const size = shape[0] * shape[1] * shape[2];
        const label = () => (next() < 0.6 ? 0 : Math.floor(next() * (real ? 60_000 : 255)));
        const numbers = Array.from({ length: size }, label);
        const data = real ? Uint16Array.from(numbers) : Uint8Array.from(numbers);
        const labels = ndarray(data, [...shape]).transpose(...order);
        const bytes = ndarray(
          Uint8Array.from(data, (label) => Number(label > 0)),
          [...shape],
        ).transpose(...order);
        const [one, other] = places.map((share) => Math.floor(share * labels.shape[axis]));
        const planes = { first: Math.min(one, other), last: Math.max(one, other) };
        const at = ([s, r, c]: readonly number[]) => [s, r, c] as const;
        const expected = plainPlane(
          { shape: labels.shape, value: (i) => labels.get(...at(i)), padded: () => false },
          axis,
          planes,
          "max",
        ).values;
        expect([...readLabelPlane(createLabelMap(labels), axis, planes)]).toEqual(expected);

        const rows = labels.shape[axis === 0 ? 1 : 0];
        const columns = labels.shape[axis === 2 ? 1 : 2];
        const bits = unpack(readMaskPlane(maskFromVoxels(bytes), axis, planes, "any"), rows, columns);
        expect(bits).toEqual(expected.map((label) => label > 0));
      }),
      { numRuns: 200, seed: 12 },
    );
  });

  test("a label map says what is no label", () => {
    const labels = ndarray(Uint8Array.of(0, 1, 2, 1), [1, 2, 2]);
    expect(`${createLabelMap(labels, { names: { 1: "left" } })}`).toBe(
      "LabelMap: 2 labels, of 1 slice of 2 x 2, voxels of unit size, place unknown",
    );
    expect(() => createLabelMap(labels, { names: { 0: "none" } })).toThrow("names of labels from 1 to 255");
    expect(() => createLabelMap(ndarray(new Float32Array(4), [1, 2, 2]) as never)).toThrow(
      "Uint8Array or Uint16Array",
    );
  });
});
