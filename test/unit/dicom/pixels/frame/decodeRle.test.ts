import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeRle } from "../../../../../kernel-lib/src/dicom/pixels/frame/decodeRle";
import { UnreadableError } from "../../../../../kernel-lib/src/dicom/source/unreadableError";
import { encodeRle, rleFrame } from "../../../../makers/encodeRle";

const grey8 = (pixels: number) => ({ pixels, samplesPerPixel: 1, bytesPerSample: 1 });

describe("decodeRle", () => {
  test("copies literal runs, repeats replicated bytes and passes over the no-operation", () => {
    const frame = rleFrame([[2, 10, 11, 12, 128, 254, 7]]);
    expect([...decodeRle(frame, grey8(6))]).toEqual([10, 11, 12, 7, 7, 7]);
  });

  test("puts segments together from the most significant byte on, samples of a pixel side by side", () => {
    const frame = rleFrame([
      [1, 0x12, 0x34], // high bytes
      [1, 0x56, 0x78], // low bytes
    ]);
    const samples = decodeRle(frame, { pixels: 2, samplesPerPixel: 1, bytesPerSample: 2 });
    expect([...new Uint16Array(samples.buffer)]).toEqual([0x1256, 0x3478]);
    const colour = rleFrame([
      [1, 1, 2],
      [1, 3, 4],
      [1, 5, 6],
    ]);
    expect([...decodeRle(colour, { pixels: 2, samplesPerPixel: 3, bytesPerSample: 1 })]).toEqual([
      1, 3, 5, 2, 4, 6,
    ]);
  });

  test("gives back what an encoder took, for every width and number of samples", () => {
    const cases = fc.record({
      pixels: fc.integer({ min: 1, max: 400 }),
      samplesPerPixel: fc.constantFrom(1, 3),
      bytesPerSample: fc.constantFrom(1, 2, 4),
      factor: fc.nat(0xffff),
      runs: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(cases, ({ factor, runs, ...shape }) => {
        const { pixels, samplesPerPixel, bytesPerSample } = shape;
        const samples = Uint8Array.from(
          { length: pixels * samplesPerPixel * bytesPerSample },
          (_, i) => (Math.floor(i / runs) * factor) >>> 4,
        );
        expect(decodeRle(encodeRle(samples, shape), shape)).toEqual(samples);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test("does not mind bytes after the last pixel of a segment", () => {
    expect([...decodeRle(rleFrame([[1, 8, 9, 0, 0, 77]]), grey8(2))]).toEqual([8, 9]);
  });

  test.each([
    ["no header", new Uint8Array(63), "header of 64 bytes; found 63"],
    [
      "another number of segments",
      rleFrame([
        [0, 1],
        [0, 1],
      ]),
      "must have 1 segments",
    ],
    ["a segment that is too short", rleFrame([[0, 1]]), "must unpack to 2 bytes; found only 1"],
    ["a literal run past the end of the bytes", rleFrame([[5, 1]]), "must unpack to 2 bytes; found only 0"],
    ["a run past the last pixel", rleFrame([[253, 1]]), "must unpack to 2 bytes; found more"],
    ["a literal run past the last pixel", rleFrame([[2, 1, 2, 3]]), "must unpack to 2 bytes; found more"],
  ])("refuses %s", (_, frame, message) => {
    expect(() => decodeRle(frame, grey8(2))).toThrow(message);
  });

  test.each([0, 63, 67, 0xffffffff])("refuses a segment that begins at %d", (offset) => {
    const frame = rleFrame([[0, 1]]);
    new DataView(frame.buffer).setUint32(4, offset, true);
    expect(() => decodeRle(frame, grey8(1))).toThrow("must lie in its 66 bytes");
  });

  test("refuses more bytes a pixel than the header has places for", () => {
    const frame = rleFrame(Array.from({ length: 15 }, () => [0, 1]));
    expect(() => decodeRle(frame, { pixels: 1, samplesPerPixel: 4, bytesPerSample: 4 })).toThrow(
      "must have 16 segments",
    );
  });

  test("pitfall 13: damaged bytes give a whole frame or an UnreadableError, nothing else", () => {
    const shape = { pixels: 60, samplesPerPixel: 1, bytesPerSample: 2 };
    const whole = encodeRle(
      Uint8Array.from({ length: 120 }, (_, i) => (i * i) >> 3),
      shape,
    );
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(damage, fc.nat(whole.length), (changes, length) => {
        const frame = whole.slice(0, length);
        for (const [at, value] of changes) if (at < length) frame[at] = value;
        try {
          expect(decodeRle(frame, shape).length).toBe(120);
        } catch (thrown) {
          if (!(thrown instanceof UnreadableError)) throw thrown;
        }
      }),
      { seed: 2, numRuns: 500 },
    );
  });
});
