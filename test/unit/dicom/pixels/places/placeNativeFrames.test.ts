import { describe, expect, test } from "vitest";
import { placeNativeFrames } from "../../../../../kernel-lib/src/dicom/pixels/places/placeNativeFrames";
import { DEFAULT_LIMITS, withLimits } from "../../../../../kernel-lib/src/limits";
import { grey } from "../../../../makers/grey";

/** A file of that size whose pixel data begins with these bytes. */
const fileOf = (size: number, start: Uint8Array = new Uint8Array(4)) => ({ size, read: () => start });
const place = (length: number | null) => ({ offset: 1000, length });

describe("placeNativeFrames", () => {
  test("puts frame after frame, whatever the width of a sample", () => {
    for (const bitsAllocated of [8, 16, 32, 64] as const) {
      const bytes = 3 * bitsAllocated;
      const { frames } = placeNativeFrames(
        fileOf(10_000),
        place(3 * bytes),
        grey({ bitsAllocated }),
        3,
        DEFAULT_LIMITS,
      );
      expect(frames).toEqual([0, 1, 2].map((i) => [{ offset: 1000 + i * bytes, length: bytes }]));
    }
  });

  test("counts bits where a sample is one", () => {
    const bit = grey({ bitsAllocated: 1 });
    const { frames } = placeNativeFrames(fileOf(2000), place(6), bit, 2, DEFAULT_LIMITS);
    expect(frames.map(([{ offset }]) => offset)).toEqual([1000, 1003]);
    expect(() =>
      placeNativeFrames(fileOf(2000), place(10), { ...bit, columns: 5 }, 2, DEFAULT_LIMITS),
    ).toThrow("each frame must begin on a byte of its own");
  });

  test("pitfall 9: one byte that pads to an even length is as it should be, more are a warning", () => {
    const odd = grey({ bitsAllocated: 8, rows: 3, columns: 5 });
    const warnings = (length: number) =>
      placeNativeFrames(fileOf(2000), place(length), odd, 1, DEFAULT_LIMITS).warnings;
    expect(warnings(15)).toEqual([]);
    expect(warnings(16)).toEqual([]);
    expect(warnings(20)).toEqual([
      {
        code: "PIXEL_DATA_TOO_LONG",
        text: "pixel data has 5 bytes more than its frame needs; they are left out",
      },
    ]);
  });

  test("pitfall 9: as many bytes more as another frame has are an error", () => {
    const read = (length: number, frames: number, rows = 4) =>
      placeNativeFrames(fileOf(2000), place(length), grey({ rows }), frames, DEFAULT_LIMITS).warnings.length;
    expect(() => read(144, 1)).toThrow(
      "1 frame of 4 x 6 must have 48 bytes of pixel data; found 144, enough for 3: Number of Frames (0028,0008) or the matrix is wrong",
    );
    expect(() => read(96, 1)).toThrow("enough for 2");
    expect(() => read(144, 2)).toThrow("2 frames of 4 x 6 must have 96 bytes of pixel data; found 144");
    expect([read(94, 1), read(142, 2)]).toEqual([1, 1]);
  });

  test("pitfall 9: one byte that pads a frame of one byte is no second frame", () => {
    const dot = grey({ bitsAllocated: 8, rows: 1, columns: 1 });
    expect(placeNativeFrames(fileOf(2000), place(2), dot, 1, DEFAULT_LIMITS).warnings).toEqual([]);
  });

  test("pitfall 9: fewer bytes than the frames need are an error, by the header as by the file", () => {
    expect(() => placeNativeFrames(fileOf(2000), place(47), grey(), 1, DEFAULT_LIMITS)).toThrow(
      "1 frame of 4 x 6 must have 48 bytes of pixel data; found 47",
    );
    expect(() => placeNativeFrames(fileOf(1040), place(48), grey(), 1, DEFAULT_LIMITS)).toThrow(
      "the file is cut: its pixel data must have 48 bytes; found 40",
    );
    expect(() => placeNativeFrames(fileOf(1096), place(96), grey(), 3, DEFAULT_LIMITS)).toThrow(
      "3 frames of 4 x 6 must have 144 bytes of pixel data; found 96",
    );
    expect(() => placeNativeFrames(fileOf(2000), place(null), grey(), 1, DEFAULT_LIMITS)).toThrow(
      "uncompressed pixel data must have a length; found an undefined one, as compressed pixel data has: Transfer Syntax UID (0002,0010) is probably wrong",
    );
  });

  test("pitfall 9: compressed pixel data is not taken for plain ones with something behind them", () => {
    const item = fileOf(2000, Uint8Array.of(0xfe, 0xff, 0x00, 0xe0));
    expect(() => placeNativeFrames(item, place(60), grey(), 1, DEFAULT_LIMITS)).toThrow(
      "found that it begins with an item, as compressed pixel data does",
    );
    // What fits may begin with any value.
    expect(placeNativeFrames(item, place(48), grey(), 1, DEFAULT_LIMITS).warnings).toEqual([]);
  });

  test("pitfall 15: frames and pixels are limited before anything is taken for them", () => {
    expect(() =>
      placeNativeFrames(fileOf(2000), place(48), grey(), 2 ** 31, withLimits({ frames: 10 })),
    ).toThrow("frames must be at most 10; found 2147483648");
    const huge = grey({ rows: 65_000, columns: 65_000 });
    expect(() => placeNativeFrames(fileOf(2000), place(48), huge, 1, DEFAULT_LIMITS)).toThrow(
      "framePixels must be at most",
    );
  });
});
