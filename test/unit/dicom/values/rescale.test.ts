import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StoredValues } from "../../../../kernel-lib/src/dicom/image/frameFormat";
import type { Rescale } from "../../../../kernel-lib/src/dicom/image/rescaleTags";
import { rescaleSlice } from "../../../../kernel-lib/src/dicom/values/rescale";

const ROWS = 3;
const COLUMNS = 64;
const PLAIN: Rescale = {
  rows: ROWS,
  columns: COLUMNS,
  slope: 1,
  intercept: -1024,
  lut: null,
  padding: null,
  units: "HU",
};

/** The slice's values in 16 bits and the numbers of its padded pixels. */
function rescaled(stored: Int16Array, rescale: Rescale) {
  const values = new Int16Array(stored.length);
  const bits = new Uint32Array(rescale.rows * Math.ceil(rescale.columns / 32));
  const { exact } = rescaleSlice(stored, rescale, values, bits);
  const wordsPerRow = bits.length / rescale.rows;
  const padded = [...stored.keys()].filter((i) => {
    const [row, column] = [Math.floor(i / rescale.columns), i % rescale.columns];
    return (bits[row * wordsPerRow + (column >>> 5)] >>> (column & 31)) & 1;
  });
  return { values, padded, exact };
}

const int16 = fc.integer({ min: -32_768, max: 32_767 });
// Neighbours of the padding value and of the ends of the range are where pairs could go wrong.
const value = fc.oneof(
  int16,
  fc.constantFrom(-32_768, -32_767, -2001, -2000, -1999, -1, 0, 1, 32_766, 32_767),
);
const slice = fc.array(value, { minLength: ROWS * COLUMNS, maxLength: ROWS * COLUMNS });

describe("values shifted two at a time", () => {
  test("are the stored values plus the intercept, exact when all of them fit", () => {
    fc.assert(
      fc.property(slice, int16, (stored, intercept) => {
        const sums = stored.map((one) => one + intercept);
        const fits = sums.every((sum) => sum >= -32_768 && sum <= 32_767);
        const { values, exact } = rescaled(Int16Array.from(stored), { ...PLAIN, intercept });
        expect(exact).toBe(fits);
        if (fits) expect([...values]).toEqual(sums);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  test("fit with an intercept that leaves them in range", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20_000, max: 20_000 }), { minLength: 192, maxLength: 192 }),
        (stored) => {
          const { values, exact } = rescaled(Int16Array.from(stored), PLAIN);
          expect(exact).toBe(true);
          expect([...values]).toEqual(stored.map((one) => one - 1024));
        },
      ),
      { seed: 12, numRuns: 100 },
    );
  });

  test.each([-2000, 0, -1, -32_768, 32_767])("mark the padding %i and nothing else", (padding) => {
    fc.assert(
      fc.property(slice, (stored) => {
        const { padded } = rescaled(Int16Array.from(stored), { ...PLAIN, padding: [padding, padding] });
        expect(padded).toEqual([...stored.keys()].filter((i) => stored[i] === padding));
      }),
      { seed: 13, numRuns: 100 },
    );
  });

  test("give what one value at a time gives", () => {
    fc.assert(
      fc.property(slice, (stored) => {
        const padding = [-2000, -2000] as const;
        const pairs = rescaled(Int16Array.from(stored), { ...PLAIN, padding });
        // A row of 64 + 1 columns is not in whole words.
        const wide = Int16Array.from({ length: ROWS * (COLUMNS + 1) }, (_, i) => {
          const column = i % (COLUMNS + 1);
          return column === COLUMNS ? 0 : stored[Math.floor(i / (COLUMNS + 1)) * COLUMNS + column];
        });
        const single = rescaled(wide, { ...PLAIN, columns: COLUMNS + 1, padding });
        expect(pairs.exact).toBe(single.exact);
        const kept = [...wide.keys()].filter((i) => i % (COLUMNS + 1) < COLUMNS);
        if (pairs.exact) expect([...pairs.values]).toEqual(kept.map((i) => single.values[i]));
        expect(pairs.padded).toEqual(single.padded.map((i) => i - Math.floor(i / (COLUMNS + 1))));
      }),
      { seed: 14, numRuns: 100 },
    );
  });
});

describe("values in Float32 are rounded", () => {
  const rounded = (stored: StoredValues, slope = 1, intercept = 0) => {
    const one: Rescale = { ...PLAIN, rows: 1, columns: stored.length, slope, intercept };
    return rescaleSlice(stored, one, new Float32Array(stored.length), new Uint32Array(1)).rounded;
  };
  const whole = 2 ** 24;

  test.each<[string, boolean, StoredValues, number, number]>([
    ["whole numbers up to 2^24", false, Int32Array.of(-whole, whole), 1, 0],
    ["an odd one beyond", true, Int32Array.of(0, whole + 1), 1, 0],
    ["an odd one below -2^24", true, Int32Array.of(0, -whole - 1), 1, 0],
    ["an even one beyond", false, Int32Array.of(0, whole + 2), 1, 0],
    ["an unsigned one of 32 bits", true, Uint32Array.of(2 ** 32 - 1), 1, 0],
    ["what a whole slope takes beyond", true, Int32Array.of(whole / 2 + 1), 3, 0],
    ["what an intercept takes beyond", true, Int16Array.of(1), 1, whole],
    ["16 bits with a fraction as slope", false, Uint16Array.of(65_535), 0.1, -1024],
    ["32 bits with a fraction as slope", true, Int32Array.of(whole + 1), 0.1, 0],
    ["Float32 samples", false, Float32Array.of(1e30, 0.1), 1, 0],
    ["Float64 samples that Float32 has", false, Float64Array.of(0.25, 2 ** 40), 1, 0],
    ["Float64 samples of more digits", true, Float64Array.of(0.1), 1, 0],
  ])("%s: %s", (_name, expected, stored, slope, intercept) => {
    expect(rounded(stored, slope, intercept)).toBe(expected);
  });

  test("those in 16 bits never", () => {
    const { rounded } = rescaleSlice(
      new Int16Array(ROWS * COLUMNS),
      PLAIN,
      new Int16Array(ROWS * COLUMNS),
      new Uint32Array(ROWS * 2),
    );
    expect(rounded).toBe(false);
  });
});
