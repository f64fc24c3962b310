import { describe, expect, test } from "vitest";
import {
  circularPadding,
  markOutsideCircle,
  markPaddingRange,
} from "../../../../kernel-lib/src/dicom/values/paddingMask";
import { createRandom } from "../../../../kernel-lib/src/random";

const SIZE = 40;
const MATRIX = { rows: SIZE, columns: SIZE };

/** Noise within the inscribed circle less `margin` pixels, one value outside. */
function roundImage(outside: number, margin = 0, rows = SIZE, columns = SIZE): Int16Array {
  const random = createRandom(3);
  return Int16Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const distance = Math.hypot(row - (rows - 1) / 2, column - (columns - 1) / 2);
    return distance > Math.min(rows, columns) / 2 - margin ? outside : 100 + random.below(50);
  });
}

const marked = (bits: Uint32Array) => {
  const words = bits.length / SIZE;
  return Array.from({ length: SIZE * SIZE }, (_, i) => {
    const [row, column] = [Math.floor(i / SIZE), i % SIZE];
    return (bits[row * words + (column >>> 5)] >>> (column & 31)) & 1;
  });
};
const newBits = () => new Uint32Array(SIZE * 2);

test("a range marks its ends and what lies between, each row in words of its own", () => {
  const stored = Int16Array.from({ length: SIZE * SIZE }, (_, i) => i % 7);
  const bits = newBits();
  expect(markPaddingRange(stored, MATRIX, [2, 4], bits)).toBe(
    stored.filter((value) => value >= 2 && value <= 4).length,
  );
  expect(marked(bits)).toEqual([...stored].map((value) => (value >= 2 && value <= 4 ? 1 : 0)));
});

describe("a padding that no tag names", () => {
  test.each([0, 1, 2])("is found where a round image ends %i pixels within the matrix", (margin) => {
    expect(circularPadding(roundImage(-2000, margin), MATRIX)).toBe(-2000);
  });

  test("is found in an oblong matrix", () => {
    expect(circularPadding(roundImage(-5, 0, 40, 56), { rows: 40, columns: 56 })).toBe(-5);
  });

  test("is not air that happens to be even all over", () => {
    const stored = new Int16Array(SIZE * SIZE).fill(-1000);
    for (let i = 0; i < 10; i++) stored[(15 + i) * SIZE + 20] = 40;
    expect(circularPadding(stored, MATRIX)).toBeNull();
  });

  test("is not there when one pixel outside the circle differs", () => {
    const stored = roundImage(-2000);
    stored[SIZE + 1] = -1999;
    expect(circularPadding(stored, MATRIX)).toBeNull();
  });

  test("is not looked for in a matrix too small to tell", () => {
    expect(circularPadding(new Int16Array(225), { rows: 15, columns: 15 })).toBeNull();
  });

  test("marks every pixel outside the circle and no pixel well within it", () => {
    const stored = roundImage(7);
    const centre = (SIZE / 2) * SIZE + SIZE / 2;
    stored[centre] = 7;
    const bits = newBits();
    const count = markOutsideCircle(stored, MATRIX, 7, bits);
    const expected = [...stored].map((value, i) => (value === 7 && i !== centre ? 1 : 0));
    expect(marked(bits)).toEqual(expected);
    expect(count).toBe(expected.reduce<number>((sum, bit) => sum + bit, 0));
  });
});
