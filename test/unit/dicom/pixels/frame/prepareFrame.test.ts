import { deflateRawSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import type { FrameFormat } from "../../../../../kernel-lib/src/dicom/image/frameFormat";
import { prepareFrame } from "../../../../../kernel-lib/src/dicom/pixels/frame/prepareFrame";
import { DEFAULT_LIMITS, withLimits } from "../../../../../kernel-lib/src/limits";
import { inflated } from "../../../../drivers/inflated";
import { encodeRle, rleFrame } from "../../../../makers/encodeRle";
import { grey } from "../../../../makers/grey";
import { jpegBytes } from "../../../../makers/jpegBytes";

vi.mock(import("node:zlib"), async (original) => {
  const { countingZlib } = await import("../../../../drivers/inflated");
  return countingZlib(await original());
});

const RLE = "1.2.840.10008.1.2.5";
const DEFLATED_FRAME = "1.2.840.10008.1.2.8.1";
const JPEG_BASELINE = "1.2.840.10008.1.2.4.50";

const small = (overrides: Partial<FrameFormat>) => grey({ rows: 1, columns: 3, ...overrides });
const words = Uint8Array.of(1, 0, 2, 0, 0xff, 0xff);

function valuesOf(bytes: Uint8Array, format: FrameFormat): number[] {
  const prepared = prepareFrame(bytes, format, DEFAULT_LIMITS);
  if (prepared.kind !== "values") throw new Error("expected the values at once");
  return [...prepared.values];
}

describe("prepareFrame", () => {
  test("decodes native frames of either byte order at once, GE's own syntax among them", () => {
    expect(valuesOf(words, small({ signed: true }))).toEqual([1, 2, -1]);
    expect(valuesOf(words, small({ transferSyntax: "1.2.840.10008.1.2.2" }))).toEqual([256, 512, 65535]);
    expect(valuesOf(words, small({ transferSyntax: "1.2.840.113619.5.2" }))).toEqual([256, 512, 65535]);
  });

  test("takes a byte that pads an odd frame, and no other length", () => {
    const format = small({ bitsAllocated: 8 });
    expect(valuesOf(Uint8Array.of(1, 2, 3), format)).toEqual([1, 2, 3]);
    expect(valuesOf(Uint8Array.of(1, 2, 3, 0), format)).toEqual([1, 2, 3]);
    for (const length of [0, 2, 5]) {
      expect(() => valuesOf(new Uint8Array(length), format)).toThrow(`must have 3 bytes; found ${length}`);
    }
    expect(() => valuesOf(new Uint8Array(7), small({}))).toThrow("must have 6 bytes; found 7");
  });

  test.each([8, 16, 32] as const)("pitfall 10: decodes RLE of %d bits", (bitsAllocated) => {
    const bytes = bitsAllocated / 8;
    const samples = Uint8Array.from({ length: 3 * bytes }, (_, i) => (i % bytes === 0 ? 7 + i : 0));
    const frame = encodeRle(samples, { pixels: 3, samplesPerPixel: 1, bytesPerSample: bytes });
    expect(valuesOf(frame, small({ transferSyntax: RLE, bitsAllocated }))).toEqual([
      7,
      7 + bytes,
      7 + 2 * bytes,
    ]);
  });

  test("pitfall 10: RLE of one bit has a byte for each pixel, and drops the unused bits of others", () => {
    const frame = rleFrame([[2, 1, 0, 1]]);
    expect(valuesOf(frame, small({ transferSyntax: RLE, bitsAllocated: 1 }))).toEqual([1, 0, 1]);
    const twelve = encodeRle(Uint8Array.of(1, 0xf0, 2, 0x70, 0xff, 0x0f), {
      pixels: 3,
      samplesPerPixel: 1,
      bytesPerSample: 2,
    });
    expect(valuesOf(twelve, small({ transferSyntax: RLE, bitsStored: 12, signed: true }))).toEqual([
      1, 2, -1,
    ]);
  });

  test("pitfall 10: decodes a deflated frame", () => {
    const format = small({ transferSyntax: DEFLATED_FRAME });
    expect(valuesOf(deflateRawSync(words), format)).toEqual([1, 2, 65535]);
    expect(() => valuesOf(deflateRawSync(words.subarray(2)), format)).toThrow("must have 6 bytes; found 4");
    expect(() => valuesOf(Uint8Array.of(7, 7, 7), format)).toThrow("must inflate to 6 bytes");
  });

  test("pitfall 15: a deflated frame does not inflate past its size", () => {
    const bomb = deflateRawSync(new Uint8Array(20_000_000));
    inflated.bytes = 0;
    expect(() => valuesOf(bomb, small({ transferSyntax: DEFLATED_FRAME }))).toThrow(
      "must inflate to 6 bytes",
    );
    expect(inflated.bytes).toBe(7);
  });

  test("leaves an image to its codec, after its header has been held against the file's", () => {
    const format = grey({ transferSyntax: JPEG_BASELINE, bitsAllocated: 8 });
    const prepared = prepareFrame(jpegBytes(), format, DEFAULT_LIMITS);
    expect(prepared).toMatchObject({
      kind: "task",
      task: { encoding: "jpeg", stream: { rows: 4, columns: 6 } },
    });
    expect(() => prepareFrame(jpegBytes({ rows: 9 }), format, DEFAULT_LIMITS)).toThrow("found 9 x 6");
  });

  test.each([
    ["1.2.840.10008.1.2.4.100", "MPEG-2 video"],
    ["1.2.840.10008.1.2.4.110", "JPEG XL Lossless"],
    ["1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2"],
    ["1.2.840.10008.1.2.4.94", "JPIP Referenced"],
    ["1.2.3", "an unknown one"],
  ])("pitfall 10: refuses %s by its name", (transferSyntax, name) => {
    expect(() => valuesOf(words, small({ transferSyntax }))).toThrow(name);
  });

  test("refuses whole numbers of 64 bits and floating-point numbers in a compressed image", () => {
    expect(() => valuesOf(new Uint8Array(24), small({ bitsAllocated: 64 }))).toThrow(
      "at most 32 bits; found 64",
    );
    const float = grey({ transferSyntax: JPEG_BASELINE, bitsAllocated: 32, samples: "float32" });
    expect(() => prepareFrame(jpegBytes(), float, DEFAULT_LIMITS)).toThrow("found floating-point pixel data");
  });

  test("pitfall 15: limits the pixels of a frame of every encoding", () => {
    for (const transferSyntax of ["1.2.840.10008.1.2.1", RLE, DEFLATED_FRAME, JPEG_BASELINE]) {
      expect(() => prepareFrame(words, grey({ transferSyntax }), withLimits({ framePixels: 10 }))).toThrow(
        "framePixels must be at most 10; found 24",
      );
    }
  });
});
