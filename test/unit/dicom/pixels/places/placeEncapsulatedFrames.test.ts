import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeEncapsulatedFrames } from "../../../../../kernel-lib/src/dicom/pixels/places/placeEncapsulatedFrames";
import { readFrameBytes } from "../../../../../kernel-lib/src/dicom/pixels/places/readFrameBytes";
import { UnreadableError } from "../../../../../kernel-lib/src/dicom/source/unreadableError";
import { DEFAULT_LIMITS, withLimits } from "../../../../../kernel-lib/src/limits";
import { type EncapsulatedFile, encapsulate, itemOffsets, memoryFile } from "../../../../makers/encapsulate";
import { jp2Bytes, jpeg2000Bytes } from "../../../../makers/jpeg2000Bytes";
import { jpegBytes } from "../../../../makers/jpegBytes";

/** Bytes of each frame, and the codes of the warnings. */
function readFrames({ file, place }: EncapsulatedFile, frames: number, extendedOffsetTable?: Uint8Array) {
  const found = placeEncapsulatedFrames(file, place, frames, DEFAULT_LIMITS, { extendedOffsetTable });
  return {
    frames: found.frames.map((ranges) => [...readFrameBytes(file, ranges)]),
    warnings: found.warnings.map(({ code }) => code),
  };
}

const bytes = (...values: number[]) => Uint8Array.from(values);
const five = [bytes(1, 2), bytes(3, 4, 5, 6), bytes(7, 8), bytes(9, 10), bytes(11, 12)];

/** An image cut in pieces of an even length. */
function pieces(image: Uint8Array, length: number): Uint8Array[] {
  const even = image.length % 2 === 0 ? image : Uint8Array.from([...image, 0]);
  return Array.from({ length: Math.ceil(even.length / length) }, (_, i) =>
    even.slice(i * length, (i + 1) * length),
  );
}

describe("placeEncapsulatedFrames", () => {
  test("takes the offset table at its word where it fits the items", () => {
    const [first, , third] = itemOffsets(five);
    expect(readFrames(encapsulate(five, { offsets: [first, third] }), 2)).toEqual({
      frames: [
        [1, 2, 3, 4, 5, 6],
        [7, 8, 9, 10, 11, 12],
      ],
      warnings: [],
    });
  });

  test("prefers the extended offset table, whose offsets have 64 bits", () => {
    const table = new DataView(new ArrayBuffer(16));
    table.setBigUint64(8, BigInt(itemOffsets(five)[3]), true);
    expect(readFrames(encapsulate(five), 2, new Uint8Array(table.buffer)).frames).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [9, 10, 11, 12],
    ]);
  });

  test("pitfall 11: without a table, as many fragments as frames are one each", () => {
    expect(readFrames(encapsulate(five.slice(0, 3)), 3)).toEqual({
      frames: [
        [1, 2],
        [3, 4, 5, 6],
        [7, 8],
      ],
      warnings: [],
    });
  });

  test("pitfall 11: one frame in several fragments is all of them", () => {
    expect(readFrames(encapsulate(five), 1).frames).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]]);
  });

  test.each([
    ["JPEG", jpegBytes()],
    ["JPEG 2000", jpeg2000Bytes()],
    ["JP2", jp2Bytes(jpeg2000Bytes())],
  ])(
    "pitfall 11: several frames in fragments without a table are told apart by their %s start",
    (_, image) => {
      const [whole, ...rest] = [pieces(image, 400), pieces(image, 16), pieces(image, 20)];
      const found = readFrames(encapsulate([...whole, ...rest.flat()]), 3);
      const even = image.length % 2 === 0 ? [...image] : [...image, 0];
      expect(found.frames).toEqual([even, even, even]);
    },
  );

  test("pitfall 11: where starts do not tell frames apart, ends do", () => {
    const end = bytes(5, 0xff, 0xd9, 0);
    const { frames } = readFrames(encapsulate([bytes(1, 2), end, bytes(3, 4), bytes(6, 6), end]), 2);
    expect(frames).toEqual([
      [1, 2, 5, 0xff, 0xd9, 0],
      [3, 4, 6, 6, 5, 0xff, 0xd9, 0],
    ]);
  });

  test.each([
    ["does not begin at 0", [4, 12]],
    ["points inside a fragment", [0, 11]],
    ["descends", [0, 0]],
    ["has another number of entries", [0]],
    ["points past the end", [0, 4_000_000_000]],
  ])("pitfall 11: a table that %s is left out with a warning", (_, offsets) => {
    const { frames, warnings } = readFrames(encapsulate(five.slice(0, 2), { offsets }), 2);
    expect(frames).toEqual([
      [1, 2],
      [3, 4, 5, 6],
    ]);
    expect(warnings).toEqual(["OFFSET_TABLE_WRONG"]);
  });

  test("pitfall 11: delimiters and item tags inside the compressed data are data", () => {
    const tricky = bytes(0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0x00, 0xe0, 2, 0, 0, 0);
    expect(readFrames(encapsulate([tricky, bytes(1, 2)]), 2).frames).toEqual([[...tricky], [1, 2]]);
  });

  test("pitfall 11: without the end mark the items that are there count, with a warning", () => {
    const open = readFrames(encapsulate(five, { delimiter: false }), 5);
    expect(open.frames).toHaveLength(5);
    expect(open.warnings).toEqual(["SEQUENCE_DELIMITER_MISSING"]);
    const followed = encapsulate(five, {
      delimiter: false,
      after: bytes(0xfc, 0xff, 0xfc, 0xff, 0, 0, 0, 0),
    });
    expect(readFrames(followed, 5).warnings).toEqual(["SEQUENCE_DELIMITER_MISSING"]);
  });

  test("pitfall 11: fragments that cannot be as many frames are an error", () => {
    expect(() => readFrames(encapsulate(five), 6)).toThrow("6 frames must have at least as many fragments");
    expect(() => readFrames(encapsulate(five), 2)).toThrow(
      "5 fragments of pixel data must be 2 frames; found 0 compressed images",
    );
    expect(() => readFrames(encapsulate([]), 1)).toThrow("1 frame must have at least as many fragments");
  });

  test("pitfall 9: two images where one frame is declared are an error, not the first of them", () => {
    expect(() => readFrames(encapsulate([jpegBytes(), jpegBytes()]), 1)).toThrow(
      "2 fragments of pixel data must be 1 frame; found 2 compressed images",
    );
  });

  test("pitfall 8: a fragment that the file does not hold is an error", () => {
    const { file, place } = encapsulate(five);
    const cut = memoryFile(file.read(0, file.size - 9)).file;
    expect(() => placeEncapsulatedFrames(cut, place, 5, DEFAULT_LIMITS)).toThrow(
      "the file is cut: fragment 5 of its pixel data must have 2 bytes; found 1",
    );
  });

  test("refuses an item of undefined length, and data that begin with no item", () => {
    const broken = Buffer.from(encapsulate(five).file.read(0, 1000));
    broken.writeUInt32LE(0xffffffff, 100 + 8 + 4);
    expect(() =>
      placeEncapsulatedFrames(memoryFile(broken).file, { offset: 100, length: null }, 5, DEFAULT_LIMITS),
    ).toThrow("fragment 1 has none");
    expect(() =>
      placeEncapsulatedFrames(memoryFile(broken).file, { offset: 0, length: null }, 5, DEFAULT_LIMITS),
    ).toThrow("must begin with an item");
  });

  test("a declared length ends the pixel data before the file does", () => {
    const { file } = encapsulate(five, { delimiter: false, after: Buffer.alloc(50, 1) });
    const length = 8 + 5 * 8 + 12;
    expect(placeEncapsulatedFrames(file, { offset: 100, length }, 5, DEFAULT_LIMITS).frames).toHaveLength(5);
    expect(() =>
      placeEncapsulatedFrames(file, { offset: 100, length: length - 1 }, 5, DEFAULT_LIMITS),
    ).toThrow("the file is cut");
  });

  test("pitfall 15: frames are limited", () => {
    const { file, place } = encapsulate(five);
    expect(() => placeEncapsulatedFrames(file, place, 5, withLimits({ frames: 4 }))).toThrow(
      "frames must be at most 4; found 5",
    );
  });

  test("reads item headers, not the frames", () => {
    const large = Array.from({ length: 4 }, () => new Uint8Array(1_000_000));
    const { file, place, reads } = encapsulate(large, { offsets: itemOffsets(large) });
    placeEncapsulatedFrames(file, place, 4, DEFAULT_LIMITS);
    expect(reads.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(30_000);
  });

  test("pitfall 13: any bytes give every frame or an UnreadableError", () => {
    const { file, place } = encapsulate(five, { offsets: itemOffsets(five) });
    const whole = file.read(0, file.size);
    const damage = fc.array(
      fc.tuple(fc.integer({ min: 100, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 })),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(damage, fc.integer({ min: 100, max: whole.length }), (changes, length) => {
        const changed = whole.slice(0, length);
        for (const [at, value] of changes) if (at < length) changed[at] = value;
        try {
          expect(
            placeEncapsulatedFrames(memoryFile(changed).file, place, 5, DEFAULT_LIMITS).frames,
          ).toHaveLength(5);
        } catch (thrown) {
          if (!(thrown instanceof UnreadableError)) throw thrown;
        }
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe("readFrameBytes", () => {
  test("says so when the file has become shorter", () => {
    const { file } = memoryFile(bytes(1, 2, 3));
    expect(() => readFrameBytes(file, [{ offset: 1, length: 3 }])).toThrow(
      "the file changed while it was read",
    );
  });
});
