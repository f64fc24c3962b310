import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { parseHeader } from "../../../../kernel-lib/src/dicom/elements/parseHeader";
import { readHeader } from "../../../../kernel-lib/src/dicom/elements/readHeader";
import { TAGS } from "../../../../kernel-lib/src/dicom/elements/tags";
import { DEFAULT_LIMITS } from "../../../../kernel-lib/src/limits";
import { createRandom } from "../../../../kernel-lib/src/random";
import { tagsOf } from "../../../drivers/headerOfFile";
import {
  DEFLATED,
  dicomFile,
  type Elements,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  sequence,
} from "../../../makers/dicomFile";
import { memoryFile } from "../../../makers/memoryFile";

const read = (bytes: Uint8Array) => readHeader(memoryFile(bytes), DEFAULT_LIMITS);
const SMALL: Elements = { "00080005": ["CS", "ISO_IR 100"], "00080060": ["CS", "CT"] };

const JUNK: Readonly<Record<string, Uint8Array>> = {
  "a text": Buffer.from("Patient positions\nas planned\n".repeat(20)),
  "a PNG": Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), deflateSync("pixels")]),
  "a JPEG": Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex"),
  "a zip archive": Buffer.from("504b03041400000008000000210000000000", "hex"),
  "a .DS_Store": Buffer.from("0000000142756431000010000000080000001000", "hex"),
  "a Thumbs.db": Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]),
  zeros: Buffer.alloc(1000),
  "fewer bytes than a preamble has": Buffer.alloc(100),
  "one byte": Buffer.from([2]),
  "numbers that look like one group length": Buffer.from("020000000400000001000000ffff0000", "hex"),
};

test.each(Object.entries(JUNK))("pitfall 2: %s is not DICOM", (_, bytes) => {
  expect(read(bytes)).toBe("not DICOM");
});

test("pitfall 2: of 20,000 files of random bytes none is DICOM", () => {
  const random = createRandom(2);
  const bytes = new Uint8Array(64);
  for (let file = 0; file < 20_000; file++) {
    for (let i = 0; i < bytes.length; i++) bytes[i] = random.below(256);
    // Half of them begin with a group as data sets do.
    if (file % 2 === 0) bytes.set([file % 4 === 0 ? 2 : 8, 0]);
    expect(read(bytes)).toBe("not DICOM");
  }
});

test("pitfall 3: a DICOM file is one by its content, with a preamble and without", () => {
  for (const transferSyntax of [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG]) {
    for (const options of [{}, { preamble: false }, { preamble: false, meta: false }]) {
      const header = read(dicomFile(SMALL, { transferSyntax, ...options }));
      expect(typeof header === "string" ? header : header.text(TAGS.Modality)).toBe("CT");
    }
  }
});

test("pitfall 8: a file of no bytes is empty", () => {
  expect(read(new Uint8Array(0))).toBe("empty");
});

describe("how much of a file is read", () => {
  test("16 KB of a file with a short header, however long its pixel data", () => {
    const file = memoryFile(dicomFile({ ...SMALL, "7FE00010": ["OW", new Uint8Array(2 ** 22)] }));
    expect(readHeader(file, DEFAULT_LIMITS)).toMatchObject({ pixelData: { length: 2 ** 22 } });
    expect(file.reads).toEqual([2 ** 14]);
  });

  test.each([EXPLICIT_LITTLE, IMPLICIT_LITTLE, DEFLATED])(
    "as much as a long header takes, in growing windows: %s",
    (transferSyntax) => {
      const random = createRandom(3);
      const frames = Array.from({ length: 500 }, () => ({
        "00209111": [
          "SQ",
          sequence([{ "00209056": ["LO", Array.from({ length: 8 }, random.uniform).join()] }]),
        ],
      })) as unknown as Elements[];
      const pixels = Uint8Array.from({ length: 2 ** 19 }, () => random.below(256));
      const file = memoryFile(
        dicomFile(
          { ...SMALL, "52009230": ["SQ", sequence(frames)], "7FE00010": ["OW", pixels] },
          { transferSyntax },
        ),
      );
      const header = readHeader(file, DEFAULT_LIMITS);
      expect(
        typeof header === "string" ? header : header.items(TAGS.PerFrameFunctionalGroupsSequence).length,
      ).toBe(500);
      expect(file.reads).toEqual([2 ** 14, 2 ** 18]);
    },
  );

  test.each([EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED])(
    "wherever the first bytes end, the rest is asked for or the header is right: %s",
    (transferSyntax) => {
      const otherEncoding = { explicit: transferSyntax === IMPLICIT_LITTLE };
      const items = [{ "00081150": ["UI", "1.2"] }, {}] as const satisfies Elements[];
      const bytes = dicomFile(
        {
          ...SMALL,
          "00081140": ["SQ", sequence(items, { lengths: "undefined" })],
          "00082112": ["SQ", sequence([{ "00081199": ["SQ", sequence(items)] }], otherEncoding)],
          "00091010": ["UN", sequence(items, { lengths: "undefined" })],
          "00104000": ["LT", "x".repeat(40)],
          "00281052": ["DS", "-1024"],
          "7FE00010": ["OW", new Uint8Array(200)],
        },
        { transferSyntax },
      );
      const file = { ...memoryFile(bytes), size: bytes.length };
      const whole = parseHeader(bytes, file, DEFAULT_LIMITS);
      let found = 0;
      for (let end = 132; end < bytes.length; end++) {
        const header = parseHeader(bytes.subarray(0, end), file, DEFAULT_LIMITS);
        if (header === null) continue;
        found++;
        expect(header.pixelData).toEqual(whole?.pixelData);
        expect(tagsOf(bytes.subarray(0, end), bytes.length)).toEqual(tagsOf(bytes));
      }
      expect(found).toBeGreaterThan(transferSyntax === DEFLATED ? 0 : 199);
    },
  );
});

test("a file that became shorter since it was listed is cut", () => {
  const bytes = dicomFile({ ...SMALL, "00104000": ["LT", "x".repeat(400)] });
  const file = { ...memoryFile(bytes.subarray(0, 300)), size: bytes.length };
  expect(() => readHeader(file, DEFAULT_LIMITS)).toThrow("is cut");
});
