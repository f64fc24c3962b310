import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inEnglish } from "../../../../lab-extension/src/dom/translate";
import { findPercentiles } from "../../../../lab-extension/src/slice/percentiles";
import { describeValue, findPixel } from "../../../../lab-extension/src/slice/readPlane";

describe("findPercentiles", () => {
  test("are the ranks of the sorted values", () => {
    const values = Int16Array.from({ length: 100 }, (_, i) => 99 - i);
    expect(findPercentiles(values, null, [0, 0.01, 0.5, 0.99, 1])).toEqual([0, 0, 49, 98, 99]);
  });

  test("leave out what lies outside the scan and what is no number", () => {
    const values = Float32Array.of(-3024, 1, 2, Number.NaN, 3);
    const padding = Uint8Array.of(1, 0, 0, 0, 0);
    expect(findPercentiles(values, padding, [0, 1])).toEqual([1, 3]);
    expect(findPercentiles(values, Uint8Array.of(1, 1, 1, 0, 1), [0.5])).toBeNull();
  });

  test("have as large a share of the values at or below them as asked for, and no value less would", () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }), share, (values, of) => {
        const [found] = findPercentiles(Int16Array.from(values), null, [of]) ?? [];
        const below = (top: number) => values.filter((value) => value <= top).length / values.length;
        expect(values).toContain(found);
        expect(below(found)).toBeGreaterThanOrEqual(of - 1e-12);
        expect(below(found - 1)).toBeLessThan(of);
      }),
    );
  });
});

describe("reading a plane", () => {
  const image = {
    quality: "exact",
    rows: 2,
    columns: 3,
    values: Int16Array.of(0, 1, 2, 3, 4, 5),
    padding: Uint8Array.of(1, 0, 0, 0, 0, 0),
  } as const;

  test("finds the pixel of a voxel, also of a picture with fewer pixels", () => {
    const shape = [2, 4, 6];
    expect(findPixel({ rows: 4, columns: 6 }, 0, [1, 2, 3], shape)).toBe(15);
    expect(findPixel({ rows: 2, columns: 3 }, 0, [1, 2, 3], shape)).toBe(4);
    expect(findPixel({ rows: 2, columns: 6 }, 1, [1, 2, 3], shape)).toBe(9);
    expect(findPixel({ rows: 2, columns: 4 }, 2, [1, 2, 3], shape)).toBe(6);
    expect(findPixel({ rows: 4, columns: 6 }, 0, [1, 4, 3], shape)).toBe(-1);
  });

  test("says what is exact, what is about so, and what was not scanned", () => {
    const read = (pixel: number) => describeValue(image, pixel, null, "HU", inEnglish);
    expect([read(4), read(0), read(-1)]).toEqual(["4 HU", "outside the scan", ""]);
    const levels = { ...image, quality: "preview", values: Uint8Array.of(0, 0, 0, 0, 30, 0) } as const;
    expect(describeValue(levels, 4, { low: -1100, high: 1000 }, "HU", inEnglish)).toBe(
      "about -850 HU (preview)",
    );
  });
});
