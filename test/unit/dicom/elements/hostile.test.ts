import { constants, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ElementReader } from "../../../../kernel-lib/src/dicom/elements/elementReader";
import { readInflated } from "../../../../kernel-lib/src/dicom/elements/inflate";
import { readHeader } from "../../../../kernel-lib/src/dicom/elements/readHeader";
import { readTagValue } from "../../../../kernel-lib/src/dicom/elements/tagValue";
import { DicomFileError, LimitExceededError } from "../../../../kernel-lib/src/errors";
import { DEFAULT_LIMITS } from "../../../../kernel-lib/src/limits";
import { headerOfFile, tagsOf } from "../../../drivers/headerOfFile";
import {
  DEFLATED,
  dicomFile,
  type Elements,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  encodeElements,
  IMPLICIT_LITTLE,
  lying,
  sequence,
} from "../../../makers/dicomFile";
import { memoryFile } from "../../../makers/memoryFile";

const SMALL: Elements = { "00080060": ["CS", "CT"] };
/** Two bytes shorter than that of a deflated file, whose UID is longer. */
const META = dicomFile({});

/** What reading throws, in less than a second. */
function refusal(bytes: Uint8Array, limits = DEFAULT_LIMITS): unknown {
  const start = performance.now();
  try {
    readHeader(memoryFile(bytes), limits);
    return "read";
  } catch (error) {
    return error;
  } finally {
    expect(performance.now() - start).toBeLessThan(1000);
  }
}

describe("pitfall 15: 20,000 sequences within each other", () => {
  const DEPTH = 20_000;
  const MARKER = Buffer.from("feff00e0ffffffff", "hex");
  const nested = (head: Buffer) =>
    Buffer.concat(Array.from({ length: DEPTH }, () => Buffer.concat([head, MARKER])));
  const explicit = Buffer.from("08004011" + "53510000" + "ffffffff", "hex");
  const unknown = Buffer.from("08004011" + "554e0000" + "ffffffff", "hex");
  const implicit = Buffer.from("08004011" + "ffffffff", "hex");
  const defined = () => {
    const all = Buffer.alloc(DEPTH * 16);
    for (let level = 0; level < DEPTH; level++) {
      const left = all.length - level * 16 - 8;
      all.write("08004011", level * 16, "hex");
      all.writeUInt32LE(left, level * 16 + 4);
      all.write("feff00e0", level * 16 + 8, "hex");
      all.writeUInt32LE(left - 8, level * 16 + 12);
    }
    return all;
  };
  const cases: [string, string, Buffer][] = [
    ["explicit", EXPLICIT_LITTLE, nested(explicit)],
    ["of unknown VR", EXPLICIT_LITTLE, nested(unknown)],
    ["implicit", IMPLICIT_LITTLE, nested(implicit)],
    ["implicit with defined lengths", IMPLICIT_LITTLE, defined()],
  ];

  test.each(cases)("pitfall 15: %s", (_, transferSyntax, body) => {
    const error = refusal(Buffer.concat([dicomFile(SMALL, { transferSyntax }), body]));
    expect(error).toBeInstanceOf(LimitExceededError);
    expect(error).toMatchObject({ limit: "depth", allowed: 32, found: 33 });
    expect(String(error)).toContain("file 1 of 1 (by name): depth must be at most 32");
  });

  test("as deep as the limit allows is read", () => {
    let items = sequence([{ "00080060": ["CS", "CT"] }]);
    for (let depth = 1; depth < 5; depth++) items = sequence([{ "00081140": ["SQ", items] }]);
    const bytes = dicomFile({ "00081140": ["SQ", items] });
    expect(headerOfFile(bytes, { depth: 5 }).items({ number: 0x00081140, vr: "SQ" })).toHaveLength(1);
    expect(() => headerOfFile(bytes, { depth: 4 })).toThrow(LimitExceededError);
  });
});

describe("pitfall 15: a million empty elements in eight megabytes", () => {
  const COUNT = 1_000_000;
  /** Elements of VR LO, of as many different tags. */
  const elements = (tags: number) => {
    const bytes = Buffer.alloc(COUNT * 8);
    for (let i = 0; i < COUNT; i++) {
      const tag = i % tags;
      bytes.writeUInt16LE(9 + 2 * (tag >>> 15), i * 8);
      bytes.writeUInt16LE(tag & 0x7fff, i * 8 + 2);
      bytes.write("LO", i * 8 + 4, "latin1");
    }
    return bytes;
  };

  test("pitfall 15: of different tags", () => {
    expect(refusal(Buffer.concat([dicomFile(SMALL), elements(COUNT)]))).toMatchObject({
      tag: "DicomFileError",
      problem: "it is damaged: it has more than 16384 tags",
    });
  });
  test("pitfall 15: of one tag", () => {
    expect(refusal(Buffer.concat([dicomFile(SMALL), elements(1)]))).toMatchObject({ limit: "headerBytes" });
  });
});

describe("pitfall 15: a deflated megabyte that inflates to a gigabyte", () => {
  /** 16 MB of a pattern, 64 times. */
  const bombOf = (elements: Buffer, pattern: string) => {
    const part = deflateRawSync(Buffer.alloc(2 ** 24, Buffer.from(pattern, "hex")), {
      finishFlush: constants.Z_FULL_FLUSH,
      level: 9,
    });
    const head = deflateRawSync(elements, { finishFlush: constants.Z_FULL_FLUSH });
    const meta = dicomFile({}, { transferSyntax: DEFLATED }).subarray(0, META.length + 2);
    return Buffer.concat([meta, head, ...Array(64).fill(part), Buffer.from([3, 0])]);
  };
  const headed = (last: Elements) => encodeElements({ ...SMALL, ...last }, { little: true, explicit: true });
  const GIGABYTE = 2 ** 30;
  /** Less than the default, as this may run beside much else. */
  const LIMITS = { ...DEFAULT_LIMITS, headerBytes: 2 ** 24 };

  test("pitfall 15: of one long text", () => {
    const bytes = bombOf(headed({ "00104000": ["UT", lying("", GIGABYTE)] }), "20");
    expect(bytes.length).toBeLessThan(1.2 * 2 ** 20);
    expect(refusal(bytes)).toMatchObject({ tag: "LimitExceededError", limit: "headerBytes" });
  });

  test("pitfall 15: of empty items", () => {
    const items = sequence([], { lengths: "unended" });
    const error = refusal(bombOf(headed({ "00081140": ["SQ", items] }), "feff00e000000000"), LIMITS);
    expect(error).toMatchObject({ tag: "LimitExceededError", limit: "headerBytes" });
  });

  test("pitfall 15: of empty elements", () => {
    const error = refusal(bombOf(headed({}), "0900011055540000" + "00000000"), LIMITS);
    expect(error).toMatchObject({ tag: "LimitExceededError", limit: "headerBytes" });
  });

  test("pitfall 15: of nothing but zeros", () => {
    expect(refusal(bombOf(Buffer.alloc(0), "00"))).toBeInstanceOf(DicomFileError);
  });

  test("pitfall 15: of pixels, of which no more is inflated than is asked for", () => {
    const file = memoryFile(bombOf(headed({ "7FE00010": ["OB", lying("", GIGABYTE)] }), "01"));
    const start = performance.now();
    const header = readHeader(file, DEFAULT_LIMITS);
    if (typeof header === "string") throw new Error(header);
    expect(header).toMatchObject({ inflated: true, pixelData: { length: GIGABYTE } });
    const read = (length: number, limits = DEFAULT_LIMITS) =>
      readInflated(file, header.dataSetOffset, header.pixelData?.offset ?? 0, length, limits);
    expect(Buffer.from(read(2 ** 19)).equals(Buffer.alloc(2 ** 19, 1))).toBe(true);
    expect(() => read(2 ** 19, { ...DEFAULT_LIMITS, inflatedBytes: 2 ** 19 })).toThrow(LimitExceededError);
    expect(file.reads.reduce((a, b) => a + b)).toBeLessThan(2 ** 20);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

test("a header longer than the limit is refused before it is read", () => {
  const long: Elements = { ...SMALL, "00104000": ["UT", "x".repeat(100_000)], "00280010": ["US", 4] };
  for (const transferSyntax of [EXPLICIT_LITTLE, DEFLATED]) {
    const file = memoryFile(dicomFile(long, { transferSyntax }));
    expect(() => readHeader(file, { ...DEFAULT_LIMITS, headerBytes: 50_000 })).toThrow(
      /headerBytes must be at most 50000; found 1\d{5}\./,
    );
    expect(file.reads.length).toBe(1);
  }
});

test("inflated bytes are the same as those of the file that was not deflated, from any offset", () => {
  const pixels = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> 5);
  const elements: Elements = { ...SMALL, "7FE00010": ["OB", pixels] };
  const file = memoryFile(dicomFile(elements, { transferSyntax: DEFLATED }));
  const header = readHeader(file, DEFAULT_LIMITS);
  if (typeof header === "string") throw new Error(header);
  const first = header.pixelData?.offset ?? 0;
  for (const [offset, length] of [
    [0, 300_000],
    [1, 10],
    [131_071, 70_000],
    [299_999, 1],
  ]) {
    const read = readInflated(file, header.dataSetOffset, first + offset, length, DEFAULT_LIMITS);
    expect(Buffer.from(read).equals(pixels.subarray(offset, offset + length))).toBe(true);
  }
  expect(readInflated(file, header.dataSetOffset, first + 299_990, 50, DEFAULT_LIMITS)).toHaveLength(10);
  expect(readInflated(file, header.dataSetOffset, first + 400_000, 50, DEFAULT_LIMITS)).toHaveLength(0);
});

test("deflated data that is damaged is refused", () => {
  const bytes = dicomFile(SMALL, { transferSyntax: DEFLATED });
  bytes.fill(0xff, META.length + 2);
  expect(refusal(bytes)).toMatchObject({ problem: "its deflated data set is cut or damaged" });
});

describe("pitfall 15: damaged headers", () => {
  const items: Elements[] = [{ "00081150": ["UI", "1.2.3"], "00081199": ["SQ", sequence([SMALL, {}])] }, {}];
  const elements: Elements = {
    "00080005": ["CS", "ISO_IR 192"],
    "00080060": ["CS", "CT"],
    "00081140": ["SQ", sequence(items)],
    "00082112": ["SQ", sequence(items, { lengths: "undefined" })],
    "00091001": ["UN", sequence(items, { lengths: "undefined" })],
    "00100010": ["PN", Buffer.from("Jérôme^A")],
    "00189087": ["FD", [1, 2]],
    "00280030": ["DS", "0.8\\0.7"],
    "00091002": ["OV", [1n]],
    "7FE00010": ["OW", new Uint8Array(40)],
  };
  const valid = [EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED].flatMap((transferSyntax) =>
    [{}, { preamble: false }, { preamble: false, meta: false }, { encoding: IMPLICIT_LITTLE }].map(
      (options) => dicomFile(elements, { transferSyntax, ...options }),
    ),
  );

  /** Asks for every value in every way. */
  const readAll = (reader: ElementReader, numbers: readonly number[]): void => {
    for (const number of numbers) {
      reader.text({ number, vr: "LO" });
      reader.text({ number, vr: "LO" }, 3);
      reader.decimals({ number, vr: "DS" });
      for (const index of [0, 1, 1000]) {
        reader.uint16({ number, vr: "US" }, index);
        reader.int16({ number, vr: "SS" }, index);
        reader.uint32({ number, vr: "UL" }, index);
      }
      reader.floats({ number, vr: "FL" });
      reader.floats({ number, vr: "FD" });
      reader.bytes({ number, vr: "UN" });
      for (const vr of ["US", "SV", "FD", "AT", "OW", "DS", "LT", reader.vr({ number, vr: "UN" }) ?? "UN"]) {
        readTagValue(reader, { number, vr });
      }
      for (const item of reader.items({ number, vr: "SQ" }))
        readAll(item, [0x00081150, 0x00081199, 0x00080060]);
    }
  };

  test("pitfall 15: flipped bits, lies and cuts end in a header, a plain answer, or an error of ours", () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      byte: fc.constantFrom(0, 0xff, 0x7f, 0x80, 0xfe, 0xe0, 1, 0x53, 0x51),
      bit: fc.integer({ min: 0, max: 15 }), // above 7 the byte is replaced
    });
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.constantFrom(...valid),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
        (original, changes, cut) => {
          const bytes = Uint8Array.from(original);
          const skip = bytes[128] === 0x44 ? 132 : 0;
          for (const { at, byte, bit } of changes) {
            const i = skip + Math.floor(at * (bytes.length - skip));
            bytes[i] = bit > 7 ? byte : bytes[i] ^ (1 << bit);
          }
          const mutant = cut === null ? bytes : bytes.subarray(0, Math.floor(cut * bytes.length));
          const start = performance.now();
          let outcome: string;
          try {
            const header = readHeader(memoryFile(mutant), DEFAULT_LIMITS);
            outcome = typeof header === "string" ? header : "read";
            if (typeof header !== "string") readAll(header, tagsOf(mutant));
          } catch (error) {
            if (!(error instanceof DicomFileError || error instanceof LimitExceededError)) throw error;
            expect(String(error)).not.toMatch(/J.r.me|ward/);
            outcome = error.tag;
          }
          expect(performance.now() - start).toBeLessThan(500);
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        },
      ),
      { numRuns: 3000, seed: 15 },
    );
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining(["read", "DicomFileError", "not DICOM"]));
  });
});
