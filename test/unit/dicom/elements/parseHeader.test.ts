import { describe, expect, test } from "vitest";
import type { ElementReader } from "../../../../kernel-lib/src/dicom/elements/elementReader";
import { TAGS } from "../../../../kernel-lib/src/dicom/elements/tags";
import { headerOfFile, tagsOf, warningCodes } from "../../../drivers/headerOfFile";
import {
  DEFLATED,
  dicomFile,
  type Elements,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  encapsulated,
  GE_PRIVATE,
  IMPLICIT_LITTLE,
  sequence,
} from "../../../makers/dicomFile";

const PIXELS = new Uint8Array(24).fill(7);

const ELEMENTS: Elements = {
  "00080008": ["CS", "ORIGINAL\\PRIMARY \\AXIAL"],
  "00080060": ["CS", "CT"],
  "00180050": ["DS", "  2.5 "],
  "00189087": ["FD", [1.5, -2.25]],
  "00189313": ["FL", 0.5],
  "00200037": ["DS", "1\\0\\0\\0\\1\\-0.5e-3"],
  "00209057": ["UL", [4_000_000_000, 7]],
  "00280010": ["US", 512],
  "00280106": ["SS", -1024],
  "00283010": [
    "SQ",
    sequence([
      { "00283002": ["US", [4, 0, 16]], "00283003": ["LO", "one"] },
      {
        "00283003": ["LO", "two"],
        "00400275": ["SQ", sequence([{ "00400007": ["LO", "inner"] }], { lengths: "undefined" })],
      },
    ]),
  ],
  "7FE00010": ["OW", PIXELS],
};

const SYNTAXES = { EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED, GE_PRIVATE };

describe.each(Object.entries(SYNTAXES))("a file in %s", (_, transferSyntax) => {
  const header = headerOfFile(dicomFile(ELEMENTS, { transferSyntax }));

  test("gives its text and its numbers, trimmed and by index", () => {
    expect(header.text(TAGS.ImageType)).toBe("ORIGINAL\\PRIMARY \\AXIAL");
    expect(header.text(TAGS.ImageType, 1)).toBe("PRIMARY");
    expect(header.text(TAGS.ImageType, 3)).toBeUndefined();
    expect(header.decimals(TAGS.SliceThickness)).toEqual([2.5]);
    expect(header.decimals(TAGS.ImageOrientationPatient)).toEqual([1, 0, 0, 0, 1, -0.0005]);
    expect(header.uint16(TAGS.Rows)).toBe(512);
    expect(header.int16({ number: 0x00280106, vr: "SS" })).toBe(-1024);
    expect([header.uint32(TAGS.InStackPositionNumber), header.uint32(TAGS.InStackPositionNumber, 1)]).toEqual(
      [4_000_000_000, 7],
    );
    expect(header.floats({ number: 0x00189087, vr: "FD" })).toEqual([1.5, -2.25]);
    expect(header.floats({ number: 0x00189313, vr: "FL" })).toEqual([0.5]);
  });

  test("reads group 2 low byte first", () => {
    // Transfer Syntax UID alone follows: 8 bytes before a value of even length.
    const length = 8 + 2 * Math.ceil(transferSyntax.length / 2);
    expect(header.uint32(TAGS.FileMetaInformationGroupLength)).toBe(length);
    expect(header.littleEndian(TAGS.FileMetaInformationGroupLength)).toBe(true);
  });

  test("gives nothing beyond an element's own bytes", () => {
    expect(header.uint16(TAGS.Rows, 1)).toBeUndefined();
    expect(header.uint32({ number: 0x00280010, vr: "UL" })).toBeUndefined();
    expect(header.text({ number: 0x00100010, vr: "LO" })).toBeUndefined();
    expect(header.has({ number: 0x00100010, vr: "UN" })).toBe(false);
    expect(header.items({ number: 0x00280010, vr: "SQ" })).toEqual([]);
  });

  test("gives the items of sequences, and those of theirs", () => {
    const items = header.items(TAGS.VOILUTSequence);
    expect(items.map((item) => item.text({ number: 0x00283003, vr: "LO" }))).toEqual(["one", "two"]);
    expect([0, 1, 2, 3].map((i) => items[0].uint16(TAGS.LUTDescriptor, i))).toEqual([4, 0, 16, undefined]);
    expect(
      items[1]
        .items({ number: 0x00400275, vr: "SQ" })
        .map((item: ElementReader) => item.text({ number: 0x00400007, vr: "LO" })),
    ).toEqual(["inner"]);
  });

  test("says where its pixel data is, without a warning", () => {
    const { pixelData } = header;
    expect(pixelData).toMatchObject({ length: 24, samples: "integer" });
    expect(header.transferSyntax).toBe(transferSyntax);
    expect(header.inflated).toBe(transferSyntax === DEFLATED);
    expect(warningCodes(header)).toEqual([]);
    if (header.inflated) return;
    const offset = pixelData?.offset ?? 0;
    expect(new Uint8Array(dicomFile(ELEMENTS, { transferSyntax }).subarray(offset, offset + 24))).toEqual(
      PIXELS,
    );
  });

  test("lists its tags, group 2 included, and what VRs it knows", () => {
    expect(tagsOf(dicomFile(ELEMENTS, { transferSyntax }))).toEqual(
      ["00020000", "00020010", ...Object.keys(ELEMENTS)]
        .filter((tag) => tag < "7FE00010")
        .map((tag) => Number.parseInt(tag, 16)),
    );
    const explicit = transferSyntax !== IMPLICIT_LITTLE && transferSyntax !== GE_PRIVATE;
    expect(header.vr(TAGS.Rows)).toBe(explicit ? "US" : undefined);
    expect(header.vr(TAGS.VOILUTSequence)).toBe("SQ");
  });
});

test("a header does not keep the bytes it was parsed from", () => {
  const bytes = dicomFile(ELEMENTS);
  const header = headerOfFile(bytes);
  const kept = header.bytes(TAGS.Modality);
  expect(kept?.buffer.byteLength).toBeLessThan(bytes.length - PIXELS.length);
});

test("what is no decimal number is NaN, not what JavaScript makes of it", () => {
  const header = headerOfFile(dicomFile({ ...ELEMENTS, "00281052": ["DS", "0x10\\Infinity\\1,5.0\\\\+.5"] }));
  expect(header.decimals(TAGS.RescaleIntercept)).toEqual([
    Number.NaN,
    Number.NaN,
    Number.NaN,
    Number.NaN,
    0.5,
  ]);
});

test("encapsulated pixel data has no length, and an extended offset table is given as bytes", () => {
  const offsets = new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0]);
  const header = headerOfFile(
    dicomFile(
      {
        ...ELEMENTS,
        "7FE00001": ["OV", [0n, 16]],
        "7FE00002": ["OV", [8, 8]],
        "7FE00010": ["OB", encapsulated([PIXELS], { offsetTable: "right" })],
      },
      { transferSyntax: "1.2.840.10008.1.2.4.90" },
    ),
  );
  expect(header.pixelData).toMatchObject({ length: null, samples: "integer" });
  expect(header.transferSyntax).toBe("1.2.840.10008.1.2.4.90");
  expect(header.extendedOffsets).toEqual(offsets);
});

test.each([
  ["7FE00008", "OF", "float32"],
  ["7FE00009", "OD", "float64"],
] as const)("pixel data in (%s) has samples of VR %s", (tag, vr, samples) => {
  const header = headerOfFile(dicomFile({ "00080060": ["CS", "CT"], [tag]: [vr, [1, 2]] }));
  expect(header.pixelData).toMatchObject({ length: samples === "float32" ? 8 : 16, samples });
});

test("pitfall 1: an object without pixel data has a header with none", () => {
  const header = headerOfFile(dicomFile({ "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.88.67"] }));
  expect(header.pixelData).toBeNull();
  expect(header.text(TAGS.SOPClassUID)).toBe("1.2.840.10008.5.1.4.1.1.88.67");
});

test("pixel data within a sequence, an icon, is not that of the file", () => {
  const icon = sequence([{ "00280010": ["US", 2], "7FE00010": ["OB", new Uint8Array(4)] }]);
  const header = headerOfFile(dicomFile({ ...ELEMENTS, "00880200": ["SQ", icon] }));
  expect(header.pixelData?.length).toBe(24);
  expect(header.items({ number: 0x00880200, vr: "SQ" })[0].bytes(TAGS.PixelData)?.length).toBe(4);
});

test("a value is read as its tag asks, whatever VR the file names", () => {
  const header = headerOfFile(
    dicomFile({
      "00080060": ["LO", "CT"],
      "00180050": ["LO", "2.5"],
      "00200013": ["UN", Buffer.from("12")],
      "00280010": ["SS", 512],
      "00280011": ["UN", Buffer.of(0, 1)],
    }),
  );
  expect(header.text(TAGS.Modality)).toBe("CT");
  expect(header.decimals(TAGS.SliceThickness)).toEqual([2.5]);
  expect(header.decimals(TAGS.InstanceNumber)).toEqual([12]);
  expect([header.uint16(TAGS.Rows), header.uint16(TAGS.Columns)]).toEqual([512, 256]);
});
