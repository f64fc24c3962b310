import fc from "fast-check";
import ndarray from "ndarray";
import { expect, test } from "vitest";
import { and, andNot, not, or } from "../../../kernel-lib/src/segmentation/setAlgebra";
import { threshold } from "../../../kernel-lib/src/segmentation/threshold";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { countVoxels, createMask, maskFromVoxels } from "../../../kernel-lib/src/volume/mask";

const columns = fc.constantFrom(1, 31, 32, 33, 65);
const pair = columns.chain((width) => {
  const bytes = fc.uint8Array({ minLength: 2 * width, maxLength: 2 * width, max: 1 });
  return fc.tuple(bytes, bytes).map((both) => both.map((data) => ndarray(data, [1, 2, width])));
});

test("the operations are what they are on single voxels, and no bit lies past the last column", () => {
  fc.assert(
    fc.property(pair, ([a, b]) => {
      const expectBits = (mask: ReturnType<typeof and>, of: (x: number, y: number) => number) => {
        const expected = Array.from(a.data, (x, i) => of(x, b.data[i]));
        expect([...mask.voxels.data]).toEqual(expected);
        expect(countVoxels(mask)).toBe(expected.filter(Boolean).length);
      };
      expectBits(and(a, b), (x, y) => x & y);
      expectBits(or(a, b), (x, y) => x | y);
      expectBits(andNot(a, b), (x, y) => x & (1 - y));
      expectBits(not(a), (x) => 1 - x);
    }),
    { seed: 2 },
  );
});

test("masks of other shapes do not combine", () => {
  const mask = (width: number) => createMask(createGeometry([1, 1, width]));
  expect(() => and(mask(3), mask(4))).toThrow("must have the shape [1, 1, 3]");
});

test("the result keeps the first mask's geometry", () => {
  const geometry = createGeometry([1, 2, 3], { spacing: [3, 0.7, 0.8], origin: [1, 2, 3] });
  const mask = maskFromVoxels(ndarray(Uint8Array.of(1, 0, 1, 0, 1, 0), [1, 2, 3]), geometry);
  expect(or(mask, not(mask)).geometry).toBe(geometry);
});

test("a threshold keeps its lower bound and leaves its upper one out", () => {
  const values = ndarray(Int16Array.of(-2, -1, 0, 1, 2), [1, 1, 5]);
  expect([...threshold(values, { atLeast: -1, below: 1 }).voxels.data]).toEqual([0, 1, 1, 0, 0]);
  expect(() => threshold(values, {})).toThrow("{ atLeast } or { below } or both");
});
