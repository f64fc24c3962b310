import { describe, expect, test } from "vitest";
import { loadScan } from "../../../../kernel-lib/src/dicom/loadScan";
import { scanFolder } from "../../../../kernel-lib/src/dicom/scanFolder";
import { ctSlice, folderOf, type SliceSpec, seriesFolder, storedOf } from "../../../makers/ctSeries";
import {
  type Elements,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  encapsulated,
  IMPLICIT_LITTLE,
} from "../../../makers/dicomFile";
import { enhancedCt } from "../../../makers/enhancedCt";

/** The loaded values of two slices, as they are stored, and what was said of them. */
async function load(spec: SliceSpec) {
  const { values, report } = await loadScan(seriesFolder([spec, spec]));
  return {
    stored: [...values].map((value) => value + 1024),
    warnings: report.warnings.map(({ code, message }) => `${code}: ${message}`),
  };
}

const STORED = [...storedOf(0), ...storedOf(1)];

describe("pitfall 9: what a file does not say of its samples", () => {
  test.each<[string, Elements, string]>([
    ["neither bits stored nor high bit", { "00280102": ["US", null] }, "all 16 allocated"],
    ["no bits stored", {}, "all 16 allocated"],
    ["no bits stored, and 12 by the high bit", { "00280102": ["US", 11] }, "12, up to the high bit"],
    [
      "no bits stored, and an overlay with data of its own",
      { "60000102": ["US", 0], "60020102": ["US", 0] },
      "all 16 allocated",
    ],
    ["empty bits stored", { "00280101": ["US", new Uint8Array(0)] }, "all 16 allocated"],
  ])("%s: the values are read, with a warning", async (_, elements, taken) => {
    for (const signed of [true, false]) {
      const found = await load({ signed, elements: { "00280101": ["US", null], ...elements } });
      expect(found.stored).toEqual(STORED);
      expect(found.warnings).toEqual([
        `BITS_STORED_ASSUMED: Bits Stored (0028,0101) is missing; the bits stored are taken to be ${taken} (file 1 of 2 (by name), file 2 of 2 (by name))`,
      ]);
    }
  });

  test("bits above those of the values are dropped where the high bit tells them", async () => {
    const elements: Elements = { "00280101": ["US", null], "00280102": ["US", 11] };
    const stored = storedOf(0).map((value) => value | 0xf000);
    expect((await load({ signed: false, stored, elements })).stored.slice(0, 20)).toEqual(storedOf(0));
  });

  test.each<[string, Elements, string]>([
    ["bits allocated", { "00280100": ["US", null] }, "Bits Allocated (0028,0100) is missing or empty"],
    [
      "pixel representation",
      { "00280103": ["US", null] },
      "Pixel Representation (0028,0103) is missing or empty",
    ],
    ["rows", { "00280010": ["US", null] }, "Rows (0028,0010) is missing or empty"],
    ["columns", { "00280011": ["US", null] }, "Columns (0028,0011) is missing or empty"],
    [
      "photometric interpretation",
      { "00280004": ["CS", null] },
      "Photometric Interpretation (0028,0004) is missing or empty",
    ],
    [
      "bits stored, with an overlay in the pixels' bits",
      { "00280101": ["US", null], "60020102": ["US", 12] },
      "Bits Stored (0028,0101) is missing or empty, and overlays share the pixels' bits",
    ],
  ])("without %s it is refused, and the sentence says that it is missing", async (_, elements, problem) => {
    await expect(loadScan(seriesFolder([{ elements }]))).rejects.toMatchObject({
      tag: "DicomFileError",
      problem,
      remedy: "Export this file again, or leave it out",
    });
  });

  test.each<[Elements, string]>([
    [{ "00280101": ["US", 0] }, "Bits Stored (0028,0101) must be 1 to 16; found 0"],
    [{ "00280101": ["US", 17] }, "Bits Stored (0028,0101) must be 1 to 16; found 17"],
    [
      { "00280101": ["US", null], "00280102": ["US", 16] },
      "Bits Stored (0028,0101) must be 1 to 16; found 17",
    ],
    [
      { "00280101": ["US", 12], "00280102": ["US", 10] },
      "High Bit (0028,0102) must be 11 to 15 with 12 bits stored; found 10",
    ],
  ])("what does not fit is named with its numbers: %j", async (elements, problem) => {
    await expect(loadScan(seriesFolder([{ elements }]))).rejects.toHaveProperty("problem", problem);
  });

  test("samples per pixel may be missing from a grey image", async () => {
    expect(await load({ elements: { "00280002": ["US", null] } })).toEqual({ stored: STORED, warnings: [] });
  });
});

describe("pitfall 10: plain pixels under the transfer syntax of compressed ones", () => {
  const RLE = "1.2.840.10008.1.2.5";
  const COMPRESSED = [RLE, "1.2.840.10008.1.2.8.1", "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.90"];
  const plain =
    "NOT_COMPRESSED: pixel data is not compressed, against its transfer syntax; its length is that of plain pixels, and it is read as such (file 1 of 2 (by name), file 2 of 2 (by name))";

  test.each([...COMPRESSED, "1.2.840.10008.1.2.4.80"])("%s: read, with a warning", async (transferSyntax) => {
    const { stored, warnings } = await load({ transferSyntax, encoding: EXPLICIT_LITTLE });
    expect(stored).toEqual(STORED);
    // A lossy syntax says what became of the values before they were unpacked.
    const lossy = transferSyntax === "1.2.840.10008.1.2.4.50" ? [expect.stringMatching(/^LOSSY/)] : [];
    expect(warnings).toEqual([...lossy, plain]);
  });

  test.each([
    ["without value representations", IMPLICIT_LITTLE, "VR_ENCODING_MISMATCH"],
    ["big endian", EXPLICIT_BIG, "BYTE_ORDER_MISMATCH"],
  ])("in a data set that is %s", async (_, encoding, code) => {
    const pixels = Buffer.alloc(40);
    for (const [i, value] of storedOf(0).entries())
      pixels[encoding === EXPLICIT_BIG ? "writeUInt16BE" : "writeUInt16LE"](value, 2 * i);
    const { stored, warnings } = await load({
      transferSyntax: RLE,
      encoding,
      elements: { "7FE00010": ["OW", pixels] },
    });
    expect(stored.slice(0, 20)).toEqual(storedOf(0));
    expect(warnings.join()).toContain(code);
    expect(warnings).toContain(plain);
  });

  test("an odd number of bytes is padded to an even one", async () => {
    const elements: Elements = {
      ...{ "00280100": ["US", 8], "00280101": ["US", 8], "00280102": ["US", 7] },
      "7FE00010": ["OB", Uint8Array.of(...storedOf(0, 15), 0)],
    };
    const spec: SliceSpec = { rows: 3, columns: 5, signed: false, elements };
    const { stored, warnings } = await load({ ...spec, transferSyntax: RLE, encoding: EXPLICIT_LITTLE });
    expect(stored.slice(0, 15)).toEqual(storedOf(0, 15));
    expect(warnings).toEqual([plain]);
  });

  test("all frames of an object", async () => {
    const native = enhancedCt([{ number: 0 }, { number: 1 }, { number: 2 }]);
    const renamed = Buffer.from(
      native.toString("latin1").replace(`${EXPLICIT_LITTLE}\0`, `${RLE}\0`),
      "latin1",
    );
    const [expected, found] = await Promise.all(
      [native, renamed].map((file) => loadScan(folderOf({ file }))),
    );
    expect(found.values).toEqual(expected.values);
    expect(found.report.warnings.map(({ code }) => code)).toContain("NOT_COMPRESSED");
  });

  test.each([36, 38, 42, 44, 80])("of %d bytes where 40 fit they are refused", async (length) => {
    const spec: SliceSpec = { transferSyntax: RLE, encoding: EXPLICIT_LITTLE };
    const elements: Elements = { "7FE00010": ["OW", new Uint8Array(length)] };
    await expect(loadScan(seriesFolder([{ ...spec, elements }]))).rejects.toMatchObject({
      tag: "DicomFileError",
      problem: "compressed pixel data must begin with an item; found other bytes",
    });
  });

  test("a cut file is called cut", async () => {
    const pixels = { "7FE00010": ["OW", Buffer.alloc(40)] } as const;
    const spec: SliceSpec = { transferSyntax: RLE, encoding: EXPLICIT_LITTLE, elements: pixels };
    const whole = ctSlice(0, spec);
    for (const bytes of [1, 38, 40]) {
      await expect(loadScan(folderOf({ a: whole.subarray(0, -bytes) }))).rejects.toMatchObject({
        problem: `the file is cut: its pixel data must have 40 bytes; found ${40 - bytes}`,
      });
    }
  });

  test("compressed pixels with a length that fits plain ones stay compressed", async () => {
    // An item of 0 bytes, one of 24, which is no frame of RLE.
    const items = Buffer.alloc(40);
    items.set([0xfe, 0xff, 0x00, 0xe0]);
    items.set([0xfe, 0xff, 0x00, 0xe0, 24], 8);
    const elements: Elements = { "7FE00010": ["OB", items] };
    await expect(loadScan(seriesFolder([{ transferSyntax: RLE, elements }]))).rejects.toMatchObject({
      problem: "an RLE frame must have a header of 64 bytes; found 24 bytes in all",
    });
  });

  test("and the reverse is refused in words", async () => {
    const elements: Elements = { "7FE00010": ["OB", encapsulated([new Uint8Array(40)])] };
    await expect(loadScan(seriesFolder([{ elements }]))).rejects.toMatchObject({
      tag: "DicomFileError",
      problem:
        "uncompressed pixel data must have a length; found an undefined one, as compressed pixel data has: Transfer Syntax UID (0002,0010) is probably wrong",
    });
  });

  test("a listing finds nothing wrong with such slices", async () => {
    const spec: SliceSpec = { transferSyntax: RLE, encoding: EXPLICIT_LITTLE };
    const { volumes } = await scanFolder(seriesFolder([spec, spec]));
    expect(volumes.map(({ slices, problem }) => [slices, problem])).toEqual([[2, null]]);
  });
});
