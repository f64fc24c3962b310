import { expect, test } from "vitest";
import { markPaddingRange } from "../../../../kernel-lib/src/dicom/values/paddingMask";

const SIZE = 40;

test("a range marks its ends and what lies between, each row in words of its own", () => {
  const stored = Int16Array.from({ length: SIZE * SIZE }, (_, i) => i % 7);
  const bits = new Uint32Array(SIZE * 2);
  const isIn = (value: number) => value >= 2 && value <= 4;
  expect(markPaddingRange(stored, { rows: SIZE, columns: SIZE }, [2, 4], bits)).toBe(
    stored.filter(isIn).length,
  );
  const marked = [...stored.keys()].map((i) => {
    const [row, column] = [Math.floor(i / SIZE), i % SIZE];
    return ((bits[row * 2 + (column >>> 5)] >>> (column & 31)) & 1) === 1;
  });
  expect(marked).toEqual([...stored].map(isIn));
});
