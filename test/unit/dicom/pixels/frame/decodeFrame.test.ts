import { beforeAll, describe, expect, test } from "vitest";
import type { FrameFormat, StoredValues } from "../../../../../kernel-lib/src/dicom/image/frameFormat";
import { createCodecs } from "../../../../../kernel-lib/src/dicom/pixels/codecs/codecs";
import { decodeFrame } from "../../../../../kernel-lib/src/dicom/pixels/frame/decodeFrame";
import { prepareFrame } from "../../../../../kernel-lib/src/dicom/pixels/frame/prepareFrame";
import { UnreadableError } from "../../../../../kernel-lib/src/dicom/source/unreadableError";
import { DEFAULT_LIMITS } from "../../../../../kernel-lib/src/limits";
import { type Compression, compressFrame, type Picture } from "../../../../makers/compressFrame";
import { grey } from "../../../../makers/grey";

const SYNTAX: Readonly<Record<Compression, string>> = {
  "jpeg-lossless": "1.2.840.10008.1.2.4.70",
  "jpeg-ls": "1.2.840.10008.1.2.4.80",
  "jpeg-2000": "1.2.840.10008.1.2.4.90",
  "ht-jpeg-2000": "1.2.840.10008.1.2.4.201",
};
const COMPRESSIONS = Object.keys(SYNTAX) as Compression[];
const [rows, columns] = [37, 53];
const codecs = createCodecs();

/** Values that use the whole range of the bits: a slope, and a pattern with every other bit. */
function picture(bits: number, signed: boolean): Picture {
  const lowest = signed ? -(2 ** (bits - 1)) : 0;
  const make = (i: number) => lowest + ((i * 31 + ((i * i) >> 6)) % 2 ** bits);
  const size = { length: rows * columns };
  const values = signed
    ? Int16Array.from(size, (_, i) => make(i))
    : Uint16Array.from(size, (_, i) => make(i));
  return { rows, columns, bits, signed, values };
}

const formatOf = (compression: Compression, overrides: Partial<FrameFormat>): FrameFormat =>
  grey({ rows, columns, transferSyntax: SYNTAX[compression], ...overrides });

async function decode(bytes: Uint8Array, format: FrameFormat): Promise<StoredValues> {
  const prepared = prepareFrame(bytes, format, DEFAULT_LIMITS);
  if (prepared.kind === "values") throw new Error("expected a task for a codec");
  return decodeFrame(prepared.task, codecs);
}

describe.each(COMPRESSIONS)("decodeFrame, %s", (compression) => {
  test.each([
    [8, false],
    [12, false],
    [16, false],
    [12, true],
    [16, true],
  ])("gives back every value of %d bits, signed: %s", async (bits, signed) => {
    const original = picture(bits, signed);
    const bytes = await compressFrame(original, compression);
    const values = await decode(bytes, formatOf(compression, { bitsStored: bits, signed }));
    expect(values).toEqual(original.values);
  });

  test("pitfall 37: drops what lies above the high bit of an image of whole words", async () => {
    const clean = picture(12, true);
    const words = {
      ...clean,
      bits: 16,
      values: Int16Array.from(clean.values, (v, i) => (v & 0xfff) | (i << 12)),
    };
    const bytes = await compressFrame({ ...words, signed: compression === "jpeg-2000" }, compression);
    expect(await decode(bytes, formatOf(compression, { bitsStored: 12, signed: true }))).toEqual(
      clean.values,
    );
  });

  test("pitfall 13: damaged images are decoded or refused, and the next one is right", async () => {
    const original = picture(12, false);
    const bytes = await compressFrame(original, compression);
    const format = formatOf(compression, { bitsStored: 12 });
    let refused = 0;
    for (let damage = 0; damage < 15; damage++) {
      const damaged = bytes.slice();
      for (let k = 0; k < 4; k++)
        damaged[(damage * 7919 + k * 104_729) % bytes.length] ^= 1 << ((damage + k) % 8);
      try {
        expect((await decode(damaged, format)).length).toBe(rows * columns);
      } catch (thrown) {
        if (!(thrown instanceof UnreadableError)) throw thrown;
        refused++;
      }
      const next = await decode(bytes, format);
      expect(next.length).toBe(rows * columns);
      expect(next.findIndex((value, i) => value !== original.values[i])).toBe(-1);
    }
    expect(refused).toBeGreaterThan(0);
  });

  test("pitfall 13: cut, empty and meaningless bytes are refused", async () => {
    const bytes = await compressFrame(picture(12, false), compression);
    const format = formatOf(compression, { bitsStored: 12 });
    const noise = Uint8Array.from({ length: 500 }, (_, i) => (i * 2_654_435_761) >>> 24);
    const cuts = [0, 1, 2, 20, 100, bytes.length >> 1, bytes.length - 3].map((length) =>
      bytes.subarray(0, length),
    );
    for (const bad of [...cuts, noise]) await expect(decode(bad, format)).rejects.toThrow(UnreadableError);
  });
});

describe("decodeFrame", () => {
  let unsigned: Uint8Array;
  let signed: Uint8Array;

  beforeAll(async () => {
    unsigned = await compressFrame(picture(12, false), "jpeg-2000");
    signed = await compressFrame(picture(12, true), "jpeg-2000");
  });

  test("pitfall 12: the file's sign counts where a JPEG 2000 image has another", async () => {
    const asSigned = await decode(unsigned, formatOf("jpeg-2000", { bitsStored: 12, signed: true }));
    expect(asSigned).toEqual(Int16Array.from(picture(12, false).values, (v) => (v >= 2048 ? v - 4096 : v)));
    const asUnsigned = await decode(signed, formatOf("jpeg-2000", { bitsStored: 12 }));
    expect(asUnsigned).toEqual(Uint16Array.from(picture(12, true).values, (v) => v & 4095));
  });

  test("pitfall 12: the image's depth counts where the file says it has more bits", async () => {
    const values = await decode(unsigned, formatOf("jpeg-2000", { bitsStored: 16, signed: true }));
    expect(values).toEqual(Int16Array.from(picture(12, false).values, (v) => (v >= 2048 ? v - 4096 : v)));
    expect(await decode(signed, formatOf("jpeg-2000", { bitsStored: 16, signed: true }))).toEqual(
      picture(12, true).values,
    );
  });

  test("pitfall 12: values of a lossy image past the file's bits do not wrap around", async () => {
    const beyond = { ...picture(16, true), values: new Int16Array(rows * columns).fill(-2049) };
    const bytes = await compressFrame(beyond, "jpeg-2000");
    const format = formatOf("jpeg-2000", {
      bitsStored: 12,
      signed: true,
      transferSyntax: "1.2.840.10008.1.2.4.91",
    });
    expect((await decode(bytes, format))[0]).toBe(-2049);
  });
});
