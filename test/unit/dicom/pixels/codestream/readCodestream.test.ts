import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCodestream } from "../../../../../kernel-lib/src/dicom/pixels/codestream/readCodestream";
import { readJpeg2000Header } from "../../../../../kernel-lib/src/dicom/pixels/codestream/readJpeg2000Header";
import { readJpegHeader } from "../../../../../kernel-lib/src/dicom/pixels/codestream/readJpegHeader";
import { UnreadableError } from "../../../../../kernel-lib/src/dicom/source/unreadableError";
import { DEFAULT_LIMITS, withLimits } from "../../../../../kernel-lib/src/limits";
import { grey } from "../../../../makers/grey";
import { jp2Bytes, jpeg2000Bytes } from "../../../../makers/jpeg2000Bytes";
import { jpegBytes, segment } from "../../../../makers/jpegBytes";

describe("readJpegHeader", () => {
  test.each([0xc0, 0xc1, 0xc2, 0xc3])("reads size, depth and components of marker ff%x", (frame) => {
    const image = jpegBytes({ frame, bits: 12, rows: 300, columns: 515, components: 3 });
    expect(readJpegHeader(image, "jpeg")).toMatchObject({
      rows: 300,
      columns: 515,
      components: 3,
      bits: 12,
      signed: false,
      bytes: image,
    });
  });

  test.each([
    [0xc0, "two bits a block", 300, 515, (38 * 65) / 4],
    [0xc3, "a bit a sample", 301, 515, (301 * 515) / 8],
  ])("pitfall 13: marker ff%x has %s coded at least", (frame, _what, rows, columns, least) => {
    const lacking = (coded: number) => {
      const image = jpegBytes({ frame, rows, columns, coded: Array<number>(coded).fill(7) });
      return readJpegHeader(image, "jpeg").lackingBytes;
    };
    expect(lacking(3)).toBe(Math.floor(least) - 3);
    expect(lacking(Math.floor(least))).toBe(0);
    expect(() =>
      readCodestream(jpegBytes({ frame, rows, columns }), "jpeg", grey({ rows, columns }), DEFAULT_LIMITS),
    ).toThrow("the compressed image is cut");
  });

  test("passes over other segments, fill bytes and what looks like markers in them", () => {
    const before = [...segment(0xe1, [0xff, 0xd9, 0xff, 0xc3, 0, 11]), 0xff, 0xff, ...segment(0xc4, [0])];
    expect(readJpegHeader(jpegBytes({ before }), "jpeg").rows).toBe(4);
  });

  test("passes over stuffed bytes, restart markers and further scans, and leaves padding out", () => {
    const coded = [0xff, 0x00, 0xff, 0xd3, 9, 0xff, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0, 5];
    const image = jpegBytes({ coded });
    expect(readJpegHeader(Uint8Array.from([...image, 0, 0]), "jpeg").bytes).toEqual(image);
  });

  test("knows the bit stuffing of JPEG-LS, where 0xff7f is data", () => {
    const image = jpegBytes({ frame: 0xf7, bits: 16, coded: [0xff, 0x7f, 0xff, 0x00, 1] });
    expect(readJpegHeader(image, "jpeg-ls")).toMatchObject({ bits: 16, bytes: image });
  });

  test("pitfall 13: an image that does not reach its end marker is cut", () => {
    const message = "must go on to its end marker; found it cut";
    expect(() => readJpegHeader(jpegBytes({ end: false }), "jpeg")).toThrow(message);
    expect(() => readJpegHeader(jpegBytes({ frame: 0xf7, end: false }), "jpeg-ls")).toThrow(message);
    // An end marker in a thumbnail is not the image's.
    const before = segment(0xe0, [0xff, 0xd9]);
    expect(() => readJpegHeader(jpegBytes({ before, end: false }), "jpeg")).toThrow(message);
  });

  test("every cut of an image is refused", () => {
    const image = jpegBytes({ components: 3 });
    for (let length = 0; length < image.length; length++) {
      expect(() => readJpegHeader(image.subarray(0, length), "jpeg"), `${length} bytes`).toThrow(
        UnreadableError,
      );
    }
  });

  test.each([0xc5, 0xc9, 0xcb, 0xcf])("refuses hierarchical and arithmetic coding, marker ff%x", (frame) => {
    expect(() => readJpegHeader(jpegBytes({ frame }), "jpeg")).toThrow("with Huffman coding");
  });

  test("refuses one family in place of the other, two frame headers and none", () => {
    expect(() => readJpegHeader(jpegBytes({ frame: 0xf7 }), "jpeg")).toThrow("found JPEG-LS");
    expect(() => readJpegHeader(jpegBytes(), "jpeg-ls")).toThrow("found JPEG");
    const before = segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
    expect(() => readJpegHeader(jpegBytes({ before }), "jpeg")).toThrow("found two");
    expect(() => readJpegHeader(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), "jpeg")).toThrow("found none");
  });
});

describe("readJpeg2000Header", () => {
  test("reads size, depth, sign and components", () => {
    const stream = jpeg2000Bytes({
      rows: 70_000,
      columns: 12,
      left: 5,
      components: 3,
      bits: 12,
      signed: true,
    });
    expect(readJpeg2000Header(stream, "jpeg-2000")).toEqual({
      rows: 70_000,
      columns: 12,
      components: 3,
      bits: 12,
      signed: true,
      bytes: stream,
    });
  });

  test("pitfall 12: finds the codestream in a JP2 file, and leaves padding out", () => {
    const stream = jpeg2000Bytes();
    expect(readJpeg2000Header(jp2Bytes(stream), "jpeg-2000").bytes).toEqual(stream);
    expect(readJpeg2000Header(Uint8Array.from([...stream, 0]), "jpeg-2000").bytes).toEqual(stream);
  });

  test("follows tile-parts by their lengths, 0 being up to the end", () => {
    const tiled = { tileColumns: 3, tileParts: [{ tile: 0 }, { tile: 1 }, { tile: 0 }] };
    expect(readJpeg2000Header(jpeg2000Bytes(tiled), "jpeg-2000").rows).toBe(4);
    const open = jpeg2000Bytes({ tileParts: [{ tile: 0, declared: 0 }] });
    expect(readJpeg2000Header(open, "jpeg-2000").bytes).toEqual(open);
  });

  test.each([
    ["without its end", { end: false }],
    ["with a tile-part longer than the bytes", { tileParts: [{ tile: 0, declared: 100 }] }],
    ["with a tile-part of no length", { tileParts: [{ tile: 0, declared: 1 }] }],
    ["with an open tile-part and no end", { tileParts: [{ tile: 0, declared: 0 }], end: false }],
  ])("pitfall 13: a codestream %s is cut", (_, options) => {
    expect(() => readJpeg2000Header(jpeg2000Bytes(options), "jpeg-2000")).toThrow("found it cut");
  });

  test("pitfall 13: every cut of a codestream is refused, and one that lacks a tile", () => {
    const stream = jp2Bytes(jpeg2000Bytes());
    for (let length = 0; length < stream.length; length++) {
      expect(() => readJpeg2000Header(stream.subarray(0, length), "jpeg-2000"), `${length}`).toThrow(
        UnreadableError,
      );
    }
    expect(() => readJpeg2000Header(jpeg2000Bytes({ tileColumns: 3 }), "jpeg-2000")).toThrow(
      "must hold its 2 tiles; found 1",
    );
  });

  test("tells high throughput from plain by its capability", () => {
    const ht = jpeg2000Bytes({ highThroughput: true });
    expect(readJpeg2000Header(ht, "ht-jpeg-2000").rows).toBe(4);
    expect(() => readJpeg2000Header(ht, "jpeg-2000")).toThrow("must not be High-Throughput");
    expect(() => readJpeg2000Header(jpeg2000Bytes(), "ht-jpeg-2000")).toThrow("found plain JPEG 2000");
  });

  test("refuses subsampled components and tiles that cover nothing", () => {
    expect(() => readJpeg2000Header(jpeg2000Bytes({ subsampling: 2 }), "jpeg-2000")).toThrow(
      "one size and depth",
    );
    expect(() => readJpeg2000Header(jpeg2000Bytes({ tileColumns: 0 }), "jpeg-2000")).toThrow("must cover");
  });
});

describe("readCodestream", () => {
  const read = (bytes: Uint8Array, format = grey(), limits = DEFAULT_LIMITS) =>
    readCodestream(bytes, "jpeg", format, limits);

  test("pitfall 12: size, components and depth must be what the file says", () => {
    expect(() => read(jpegBytes({ rows: 5 }))).toThrow("must be 4 x 6 as its file says; found 5 x 6");
    expect(() => read(jpegBytes({ columns: 0 }))).toThrow("found 4 x 0");
    expect(() => read(jpegBytes({ components: 3 }))).toThrow(
      "must have 1 samples a pixel as its file says; found 3",
    );
    expect(() => read(jpegBytes({ bits: 12 }), grey({ bitsAllocated: 8 }))).toThrow(
      "at most 8 bits a sample",
    );
    expect(() => read(jpegBytes({ bits: 20 }), grey({ bitsAllocated: 32 }))).toThrow(
      "at most 16 bits a sample",
    );
    expect(() => read(jpegBytes({ bits: 0 }))).toThrow("found 0");
  });

  test("pitfall 15: a header of 65 000 x 65 000 is refused at once, agreed with or not", () => {
    const side = { rows: 65_000, columns: 65_000 };
    expect(() => read(jpegBytes(side))).toThrow("must be 4 x 6 as its file says; found 65000 x 65000");
    expect(() => read(jpegBytes(side), grey(side))).toThrow("framePixels must be at most");
    expect(() => read(jpegBytes(), grey(), withLimits({ framePixels: 23 }))).toThrow("at most 23; found 24");
  });

  test("pitfall 13: any bytes are a codestream or an UnreadableError", () => {
    const images = [
      ["jpeg", jpegBytes()],
      ["jpeg-ls", jpegBytes({ frame: 0xf7 })],
      ["jpeg-2000", jp2Bytes(jpeg2000Bytes({ tileColumns: 3, tileParts: [{ tile: 0 }, { tile: 1 }] }))],
      ["ht-jpeg-2000", jpeg2000Bytes({ highThroughput: true })],
    ] as const;
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.constantFrom(...images), damage, fc.nat(), ([encoding, image], changes, cut) => {
        const bytes = image.slice(0, image.length - (cut % 8));
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        try {
          expect(readCodestream(bytes, encoding, grey(), DEFAULT_LIMITS).rows).toBe(4);
        } catch (thrown) {
          if (!(thrown instanceof UnreadableError)) throw thrown;
        }
      }),
      { seed: 4, numRuns: 1000 },
    );
  });
});
