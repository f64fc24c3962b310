import { describe, expect, test } from "vitest";
import { TAGS } from "../../../../kernel-lib/src/dicom/elements/tags";
import { headerOfFile, warningCodes } from "../../../drivers/headerOfFile";
import {
  DEFLATED,
  type DicomFileOptions,
  dicomFile,
  type Elements,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  encodeElements,
  GE_PRIVATE,
  IMPLICIT_LITTLE,
  lying,
  sequence,
} from "../../../makers/dicomFile";

const PIXELS = new Uint8Array(24).fill(7);
const ELEMENTS: Elements = {
  "00080008": ["CS", "ORIGINAL\\PRIMARY\\AXIAL"],
  "00080060": ["CS", "CT"],
  "00280010": ["US", 4],
  "00281052": ["DS", "-1024"],
  "7FE00010": ["OW", PIXELS],
};

/** Reads right and warns of just these. */
function expectRead(
  elements: Elements,
  options: DicomFileOptions,
  transferSyntax: string,
  codes: readonly string[],
): void {
  const header = headerOfFile(dicomFile(elements, options));
  expect(header.decimals(TAGS.RescaleIntercept)).toEqual([-1024]);
  expect(header.uint16(TAGS.Rows)).toBe(4);
  expect(header.pixelData).toMatchObject({ length: 24, samples: "integer" });
  expect(header.transferSyntax).toBe(transferSyntax);
  expect(warningCodes(header)).toEqual(codes);
}

describe("pitfall 5", () => {
  const cases: [string, DicomFileOptions, string, string[]][] = [
    ["no preamble", { preamble: false }, EXPLICIT_LITTLE, ["PREAMBLE_MISSING"]],
    ["no group 2", { meta: false }, EXPLICIT_LITTLE, ["META_MISSING", "TRANSFER_SYNTAX_ASSUMED"]],
    [
      "a data set alone, implicit",
      { preamble: false, meta: false, encoding: IMPLICIT_LITTLE },
      IMPLICIT_LITTLE,
      ["PREAMBLE_MISSING", "META_MISSING", "TRANSFER_SYNTAX_ASSUMED"],
    ],
    [
      "a data set alone, big endian",
      { preamble: false, meta: false, encoding: EXPLICIT_BIG },
      EXPLICIT_BIG,
      ["PREAMBLE_MISSING", "META_MISSING", "TRANSFER_SYNTAX_ASSUMED"],
    ],
    ["group 2 without its length", { groupLength: false }, EXPLICIT_LITTLE, ["META_LENGTH_MISSING"]],
    ["group 2 with too small a length", { groupLength: 4 }, EXPLICIT_LITTLE, ["META_LENGTH_WRONG"]],
    ["group 2 with too large a length", { groupLength: 9999 }, EXPLICIT_LITTLE, ["META_LENGTH_WRONG"]],
    ["no transfer syntax", { transferSyntax: null }, EXPLICIT_LITTLE, ["TRANSFER_SYNTAX_ASSUMED"]],
    [
      "no transfer syntax, implicit",
      { transferSyntax: null, encoding: IMPLICIT_LITTLE },
      IMPLICIT_LITTLE,
      ["TRANSFER_SYNTAX_ASSUMED"],
    ],
    [
      "no transfer syntax, big endian",
      { transferSyntax: null, encoding: EXPLICIT_BIG },
      EXPLICIT_BIG,
      ["TRANSFER_SYNTAX_ASSUMED"],
    ],
    ["an implicit group 2", { implicitMeta: true }, EXPLICIT_LITTLE, ["META_IMPLICIT"]],
    [
      "an implicit group 2, and no preamble",
      { implicitMeta: true, preamble: false },
      EXPLICIT_LITTLE,
      ["PREAMBLE_MISSING", "META_IMPLICIT"],
    ],
  ];
  test.each(cases)("pitfall 5: %s", (_, options, transferSyntax, codes) => {
    // With a value, so that a transfer syntax that is left out leaves group 2 there.
    const metaElements: Elements = { "00020002": ["UI", "1.2.840.10008.5.1.4.1.1.2"] };
    expectRead(ELEMENTS, { metaElements, ...options }, transferSyntax, codes);
  });
});

describe("pitfall 6, a whole data set", () => {
  const cases: [string, DicomFileOptions, string, string[]][] = [
    [
      "explicit declared, implicit encoded",
      { encoding: IMPLICIT_LITTLE },
      IMPLICIT_LITTLE,
      ["VR_ENCODING_MISMATCH"],
    ],
    [
      "implicit declared, explicit encoded",
      { transferSyntax: IMPLICIT_LITTLE, encoding: EXPLICIT_LITTLE },
      EXPLICIT_LITTLE,
      ["VR_ENCODING_MISMATCH"],
    ],
    [
      "little endian declared, big encoded",
      { encoding: EXPLICIT_BIG },
      EXPLICIT_BIG,
      ["BYTE_ORDER_MISMATCH"],
    ],
    [
      "big endian declared, little encoded",
      { transferSyntax: EXPLICIT_BIG, encoding: EXPLICIT_LITTLE },
      EXPLICIT_LITTLE,
      ["BYTE_ORDER_MISMATCH"],
    ],
    [
      "big endian declared, implicit little encoded",
      { transferSyntax: EXPLICIT_BIG, encoding: IMPLICIT_LITTLE },
      IMPLICIT_LITTLE,
      ["VR_ENCODING_MISMATCH", "BYTE_ORDER_MISMATCH"],
    ],
    [
      "deflated declared, not deflated",
      { transferSyntax: DEFLATED, encoding: EXPLICIT_LITTLE },
      EXPLICIT_LITTLE,
      ["NOT_DEFLATED"],
    ],
    [
      "a compressed syntax, implicit encoded, stays compressed",
      { transferSyntax: "1.2.840.10008.1.2.4.70", encoding: IMPLICIT_LITTLE },
      "1.2.840.10008.1.2.4.70",
      ["VR_ENCODING_MISMATCH"],
    ],
    [
      "GE's private syntax, explicit encoded, stays GE's",
      { transferSyntax: GE_PRIVATE, encoding: EXPLICIT_LITTLE },
      GE_PRIVATE,
      ["VR_ENCODING_MISMATCH"],
    ],
  ];
  test.each(cases)("pitfall 6: %s", (_, options, transferSyntax, codes) => {
    expectRead(ELEMENTS, options, transferSyntax, codes);
  });
});

test("warnings name the tags of group 2", () => {
  const messages = (options: DicomFileOptions) =>
    headerOfFile(dicomFile(ELEMENTS, options)).warnings.map(({ message }) => message);
  const length = "File Meta Information Group Length (0002,0000)";
  expect(messages({ groupLength: false })).toEqual([`it has no ${length}`]);
  expect(messages({ groupLength: 4 })).toEqual([
    `its file meta information is not as long as its ${length} says`,
  ]);
  expect(messages({ transferSyntax: null, encoding: IMPLICIT_LITTLE })).toEqual([
    "it does not say its Transfer Syntax UID (0002,0010); it is read as Implicit VR Little Endian",
  ]);
});

const ITEM: Elements = {
  "00081150": ["UI", "1.2.3"],
  "00081199": ["SQ", sequence([{ "00081155": ["UI", "4"] }])],
};

describe("pitfall 6, sequences", () => {
  const read = (number: number, elements: Elements, transferSyntax: string) => {
    const header = headerOfFile(dicomFile({ ...ELEMENTS, ...elements }, { transferSyntax }));
    expect(header.decimals(TAGS.RescaleIntercept)).toEqual([-1024]);
    const [item] = header.items({ number, vr: "SQ" });
    expect(item.text({ number: 0x00081150, vr: "LO" })).toBe("1.2.3");
    expect(item.items({ number: 0x00081199, vr: "SQ" })[0].text({ number: 0x00081155, vr: "LO" })).toBe("4");
    return warningCodes(header);
  };

  for (const lengths of ["defined", "undefined"] as const) {
    test(`pitfall 6: implicit items in an explicit data set, ${lengths} lengths`, () => {
      const items = sequence([ITEM], { lengths, explicit: false });
      expect(read(0x00081140, { "00081140": ["SQ", items] }, EXPLICIT_LITTLE)).toEqual([
        "VR_ENCODING_MISMATCH",
      ]);
    });

    test(`pitfall 6: explicit items in an implicit data set, ${lengths} lengths`, () => {
      const items = sequence([ITEM], { lengths, explicit: true });
      expect(read(0x00081140, { "00081140": ["SQ", items] }, IMPLICIT_LITTLE)).toEqual([
        "VR_ENCODING_MISMATCH",
      ]);
    });

    test.each([EXPLICIT_LITTLE, EXPLICIT_BIG])(
      `pitfall 6: a UN sequence, ${lengths} lengths: %s`,
      (syntax) => {
        const items = sequence([ITEM], { lengths });
        expect(read(0x00081140, { "00081140": ["UN", items] }, syntax)).toEqual([]);
      },
    );

    test.each([EXPLICIT_LITTLE, IMPLICIT_LITTLE])(
      `pitfall 6: a private sequence of ${lengths} length, nested: %s`,
      (syntax) => {
        const inner = sequence([ITEM], { lengths });
        const outer = sequence([{ ...ITEM, "00091002": ["SQ", inner] }], { lengths });
        expect(read(0x00091001, { "00091001": ["SQ", outer] }, syntax)).toEqual([]);
      },
    );
  }

  test("pitfall 6: a value of undefined length that is no sequence ends at its delimiter", () => {
    const value = Buffer.concat([Buffer.from("spectrum"), Buffer.from("fefffde0fefffdff", "hex")]);
    const ended = Buffer.concat([value, Buffer.from("feffdde000000000", "hex")]);
    const header = headerOfFile(dicomFile({ ...ELEMENTS, "00091001": ["UN", lying(ended, 0xffffffff)] }, {}));
    expect(header.bytes({ number: 0x00091001, vr: "UN" })).toEqual(new Uint8Array(value));
    expect(header.decimals(TAGS.RescaleIntercept)).toEqual([-1024]);
  });

  test("pitfall 6: a private OB of fragments is passed over whole", () => {
    const fragments = Buffer.from("feff00e000000000feff00e0040000000800ffff" + "feffdde000000000", "hex");
    const header = headerOfFile(dicomFile({ ...ELEMENTS, "00091001": ["OB", lying(fragments, 0xffffffff)] }));
    expect(header.decimals(TAGS.RescaleIntercept)).toEqual([-1024]);
    expect(header.vr({ number: 0x00091001, vr: "UN" })).toBe("OB");
    expect(header.items({ number: 0x00091001, vr: "SQ" })).toEqual([]);
  });
});

describe("delimiters that are missing or stray", () => {
  const little = { little: true, explicit: true };
  const ITEM_START = "feff00e0ffffffff";
  const ITEM_END = "feff0de000000000";
  const SEQUENCE_END = "feffdde000000000";
  const value = encodeElements({ "00081150": ["UI", "1.2.3"] }, little).toString("hex");
  const header = (inside: string) =>
    headerOfFile(
      dicomFile({ ...ELEMENTS, "00081140": ["SQ", lying(Buffer.from(inside, "hex"), 0xffffffff)] }, {}),
    );

  test.each([
    ["an item's, before the next item", ITEM_START + value + ITEM_START + value + ITEM_END + SEQUENCE_END, 2],
    ["an item's, at the end of the sequence", ITEM_START + value + SEQUENCE_END, 1],
    ["the sequence's", ITEM_START + value + ITEM_END, 1],
    ["the empty sequence's", "", 0],
  ])("%s is missing", (_, inside, items) => {
    const read = header(inside);
    expect(
      read.items({ number: 0x00081140, vr: "SQ" }).map((item) => item.text({ number: 0x00081150, vr: "LO" })),
    ).toEqual(Array(items).fill("1.2.3"));
    expect(read.decimals(TAGS.RescaleIntercept)).toEqual([-1024]);
    expect(warningCodes(read)).toEqual(["DELIMITER_MISSING"]);
  });

  test("one too many is passed over", () => {
    const read = header(ITEM_START + value + ITEM_END + ITEM_END + SEQUENCE_END + SEQUENCE_END);
    expect(read.items({ number: 0x00081140, vr: "SQ" })).toHaveLength(1);
    expect(read.decimals(TAGS.RescaleIntercept)).toEqual([-1024]);
    expect(warningCodes(read)).toEqual(["DELIMITER_STRAY"]);
  });
});

test("a private sequence that cannot be read is passed over, a standard one is not", () => {
  const broken = (tag: string) =>
    dicomFile({ ...ELEMENTS, [tag]: ["SQ", sequence([{ "00091150": ["UI", lying("1.2", 400)] }])] });
  const header = headerOfFile(broken("00091001"));
  expect(header.decimals(TAGS.RescaleIntercept)).toEqual([-1024]);
  expect(header.items({ number: 0x00091001, vr: "SQ" })).toEqual([]);
  expect(warningCodes(header)).toEqual(["PRIVATE_SEQUENCE_SKIPPED"]);
  expect(() => headerOfFile(broken("00081140"))).toThrow(
    "file 1 of 1 (by name): it is damaged: element (0009,1150) says that it has 400 bytes, and 4 are there",
  );
});

const WIDE_VRS = ["OB", "OD", "OF", "OL", "OV", "OW", "SV", "UC", "UN", "UR", "UT", "UV"];

test.each(WIDE_VRS)("pitfall 7: %s has a length of 32 bits", (vr) => {
  const value = new Uint8Array(16).fill(0x41);
  const elements: Elements = { ...ELEMENTS, "00091001": [vr, value], "00091002": [vr, new Uint8Array(0)] };
  const header = headerOfFile(dicomFile(elements));
  expect(header.bytes({ number: 0x00091001, vr: "UN" })).toEqual(value);
  expect(header.vr({ number: 0x00091002, vr: "UN" })).toBe(vr);
  expect(header.decimals(TAGS.RescaleIntercept)).toEqual([-1024]);
  expect(warningCodes(header)).toEqual([]);
});

describe("pitfall 7: a VR that DICOM does not know", () => {
  const raw = (head: string, value: string) => {
    const element = Buffer.concat([Buffer.from(head, "hex"), Buffer.from(value)]);
    const file = dicomFile(ELEMENTS, {});
    const at = file.indexOf(encodeElements({ "00280010": ["US", 4] }, { little: true, explicit: true }));
    return headerOfFile(Buffer.concat([file.subarray(0, at), element, file.subarray(at)]));
  };

  test.each([
    ["has a length of 32 bits, as those to come have", "09000110" + "5a5a0000" + "04000000"],
    ["has one of 16 bits where two zero bytes are missing", "09000110" + "5a5a0400"],
  ])("pitfall 7: %s", (_, head) => {
    const header = raw(head, "abcd");
    expect(header.bytes({ number: 0x00091001, vr: "UN" })).toEqual(new Uint8Array(Buffer.from("abcd")));
    expect(header.decimals(TAGS.RescaleIntercept)).toEqual([-1024]);
    expect(warningCodes(header)).toEqual(["UNKNOWN_VR"]);
  });
});
