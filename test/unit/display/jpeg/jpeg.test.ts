import fc from "fast-check";
import jpeg from "jpeg-js";
import { describe, expect, test } from "vitest";
import { encodeGreyJpeg, encodeJpeg } from "../../../../kernel-lib/src/display/jpeg/jpeg";
import { createHuffmanCode } from "../../../../kernel-lib/src/display/jpeg/jpegHuffman";
import { createPicture, fillRectangle } from "../../../../kernel-lib/src/display/raster/picture";

/** Decoded by jpeg-js, whose decoder shares nothing with the encoder under test. */
function decoded(bytes: Uint8Array, channel = 0) {
  const { width, height, data } = jpeg.decode(bytes, { useTArray: true });
  return { width, height, levels: Array.from(data).filter((_, i) => i % 4 === channel) };
}

describe("encodeGreyJpeg", () => {
  const smooth = Uint8Array.from({ length: 40 * 56 }, (_, i) => {
    const [row, column] = [Math.floor(i / 56), i % 56];
    return 128 + 90 * Math.sin(row / 5) * Math.cos(column / 7);
  });

  test("comes back almost the same at the best quality", () => {
    const { width, height, levels } = decoded(encodeGreyJpeg(smooth, 40, 56, 100));
    expect([width, height]).toEqual([56, 40]);
    // Steps of 1 in all coefficients: an error of a level or two.
    expect(largestDifference(levels, smooth)).toBeLessThanOrEqual(2);
  });

  test("loses more and takes less as the quality falls", () => {
    const files = [95, 75, 40].map((quality) => encodeGreyJpeg(smooth, 40, 56, quality));
    const errors = files.map((file) => squaredError(decoded(file).levels, smooth));
    expect(files[0].length).toBeGreaterThan(files[1].length);
    expect(files[1].length).toBeGreaterThan(files[2].length);
    expect(errors[0]).toBeLessThan(errors[1]);
    expect(errors[1]).toBeLessThan(errors[2]);
  });

  test("any levels of any size come back close, noise and sizes off the grid of 8 too", () => {
    const side = fc.integer({ min: 1, max: 35 });
    const images = fc
      .tuple(side, side)
      .chain(([rows, columns]) =>
        fc
          .uint8Array({ minLength: rows * columns, maxLength: rows * columns })
          .map((grey) => ({ rows, columns, grey })),
      );
    fc.assert(
      fc.property(images, ({ rows, columns, grey }) => {
        const back = decoded(encodeGreyJpeg(grey, rows, columns, 100));
        expect([back.height, back.width]).toEqual([rows, columns]);
        expect(largestDifference(back.levels, grey)).toBeLessThanOrEqual(4);
      }),
      { seed: 4, numRuns: 150 },
    );
  });

  test("a flat picture takes few bytes", () => {
    const flat = encodeGreyJpeg(new Uint8Array(256 * 256).fill(77), 256, 256, 90);
    expect(flat.length).toBeLessThan(600);
    expect(new Set(decoded(flat).levels)).toEqual(new Set([77]));
  });

  test("rejects a wrong number of levels and a quality off the scale", () => {
    expect(() => encodeGreyJpeg(new Uint8Array(3), 2, 2, 80)).toThrow("grey must be of 2 x 2 levels");
    expect(() => encodeGreyJpeg(new Uint8Array(4), 2, 2, 0)).toThrow("quality must be 1 to 100; received 0");
  });
});

describe("encodeJpeg", () => {
  test("keeps colours", () => {
    const picture = createPicture(32, 24, [200, 30, 60]);
    fillRectangle(picture, { x: 8, y: 8, width: 16, height: 8 }, [10, 220, 90]);
    const file = encodeJpeg(picture, 95);
    for (const channel of [0, 1, 2]) {
      const levels = Array.from(picture.rgba).filter((_, i) => i % 4 === channel);
      expect(largestDifference(decoded(file, channel).levels, levels)).toBeLessThanOrEqual(4);
    }
  });

  test("stores a picture without colour in one channel", () => {
    const components = (file: Uint8Array) => file[Buffer.from(file).indexOf(Buffer.of(0xff, 0xc0)) + 9];
    expect(components(encodeJpeg(createPicture(9, 9, [50, 50, 50]), 80))).toBe(1);
    expect(components(encodeJpeg(createPicture(9, 9, [50, 50, 51]), 80))).toBe(3);
  });
});

describe("createHuffmanCode", () => {
  test("is prefix-free, within 16 bits, without a code of ones, and near the entropy", () => {
    const counts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2 ** 20 })), {
      minLength: 1,
      maxLength: 256,
    });
    fc.assert(
      fc.property(counts, (given) => {
        const occurring = Uint32Array.from({ length: 256 }, (_, i) => given[i] ?? 0);
        const { codes, bits, lengths, symbols } = createHuffmanCode(occurring);
        const used = Array.from(occurring.keys()).filter((symbol) => occurring[symbol] > 0);
        expect(Array.from(symbols).sort((a, b) => a - b)).toEqual(used);
        expect(lengths.reduce((sum, n) => sum + n, 0)).toBe(used.length);
        // Kraft: less than 1, since the code of ones is kept free.
        expect(used.reduce((sum, symbol) => sum + 2 ** -bits[symbol], 0)).toBeLessThan(1);
        for (const symbol of used) {
          expect(bits[symbol]).toBeGreaterThan(0);
          expect(bits[symbol]).toBeLessThanOrEqual(16);
          expect(codes[symbol]).toBeLessThan(2 ** bits[symbol] - 1);
        }
        const total = used.reduce((sum, symbol) => sum + occurring[symbol], 0);
        const size = used.reduce((sum, symbol) => sum + occurring[symbol] * bits[symbol], 0);
        const entropy = used.reduce((sum, s) => sum - occurring[s] * Math.log2(occurring[s] / total), 0);
        expect(size).toBeLessThanOrEqual(entropy + 1.1 * total);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  test("holds codes to 16 bits where the best code would be longer", () => {
    const fibonacci = new Uint32Array(256);
    for (let i = 0, a = 1, b = 1; i < 30; i++, [a, b] = [b, a + b]) fibonacci[i] = a;
    const { bits } = createHuffmanCode(fibonacci);
    expect(Math.max(...bits)).toBe(16);
    expect(Array.from(bits.subarray(0, 30)).reduce((sum, n) => sum + 2 ** -n, 0)).toBeLessThan(1);
  });
});

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, level, i) => Math.max(most, Math.abs(level - b[i])), 0);
}

function squaredError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, level, i) => sum + (level - b[i]) ** 2, 0);
}
