import { constants, deflateRawSync } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { countSteps } from "../../drivers/countSteps";
import { createFuzzLoader, type FuzzLoader } from "../../drivers/fuzzLoad";
import { inflated } from "../../drivers/inflated";
import { COLUMNS, ctSlice, ROWS, storedOf } from "../../makers/ctSeries";
import {
  DEFLATED,
  dicomFile,
  type Elements,
  EXPLICIT_LITTLE,
  encapsulated,
  encodeElements,
  IMPLICIT_LITTLE,
  lying,
} from "../../makers/dicomFile";
import {
  encodeFrame,
  HT_JPEG_2000,
  JPEG_2000,
  JPEG_BASELINE,
  JPEG_LOSSLESS_FIRST_ORDER,
  JPEG_LS,
  RLE,
} from "../../makers/encodeFrame";

vi.mock(import("fflate"), async (original) => {
  const { countingFflate } = await import("../../drivers/inflated");
  return countingFflate(await original());
});
vi.mock(import("node:zlib"), async (original) => {
  const { countingZlib } = await import("../../drivers/inflated");
  return countingZlib(await original());
});

let loader: FuzzLoader;
beforeAll(() => {
  loader = createFuzzLoader();
});
afterAll(() => loader.stop());

/** Twice those of the longest load below, of a hundred thousand fragments; most take two thousand. */
const MOST_STEPS = 4_000_000;
/** Twice what is inflated ahead, by listing and loading. */
const MOST_INFLATED = 2 ** 24;

/**
 * How a load ends: without much work, without a print and without an error that is not the library's. Every file is
 * listed and then loaded.
 */
async function outcomeOf(bytes: Uint8Array): Promise<string> {
  inflated.bytes = 0;
  const { result, steps } = await countSteps(() => loader.load(bytes));
  expect(result.faults).toEqual([]);
  expect(steps).toBeLessThan(MOST_STEPS);
  expect(inflated.bytes).toBeLessThan(MOST_INFLATED);
  return result.outcome;
}

const EMPTY_ITEM = Buffer.from("feff00e000000000", "hex");
const GIGABYTE = 2 ** 30;

describe("pitfall 15: a megabyte that inflates to a gigabyte", () => {
  /** A deflated data set that begins with these elements, then zeros. */
  const bomb = (elements: Elements) => {
    const flushed = (bytes: Uint8Array) => deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH });
    const meta = dicomFile({}, { transferSyntax: DEFLATED }).subarray(0, -deflateRawSync("").length);
    const head = flushed(encodeElements(elements, { little: true, explicit: true }));
    const zeros: Buffer[] = Array(64).fill(flushed(Buffer.alloc(GIGABYTE / 64)));
    return Buffer.concat([meta, head, ...zeros, Buffer.from([3, 0])]);
  };
  const image = (matrix: number, frames: string): Elements => ({
    "00080060": ["CS", "CT"],
    "0020000E": ["UI", "1.2.3"],
    "00200032": ["DS", "0\\0\\0"],
    "00200037": ["DS", "1\\0\\0\\0\\1\\0"],
    "00280002": ["US", 1],
    "00280004": ["CS", "MONOCHROME2"],
    "00280008": ["IS", frames],
    "00280010": ["US", matrix],
    "00280011": ["US", matrix],
    "00280030": ["DS", "1\\1"],
    "00280100": ["US", 16],
    "00280101": ["US", 16],
    "00280102": ["US", 15],
    "00280103": ["US", 0],
    "7FE00010": ["OW", lying("", GIGABYTE)],
  });

  test.each<[string, Elements, string]>([
    ["of one text", { "00104000": ["UT", lying("", GIGABYTE)] }, "LimitExceededError"],
    ["of one frame", image(65_000, "1"), "LimitExceededError"],
    ["of two thousand frames", image(512, "2000"), "DicomFileError"],
    ["of more frames than may be", image(32, "1000000"), "LimitExceededError"],
  ])("pitfall 15: %s", async (_name, elements, outcome) => {
    expect(await outcomeOf(bomb(elements))).toBe(outcome);
  });

  test("pitfall 15: in an archive", async () => {
    const zip = zipSync({ slice: new Uint8Array(2 ** 25) }, { level: 9 });
    expect(await outcomeOf(zip)).toBe("LimitExceededError");
  });
});

test.each([
  ["explicit, of undefined length", EXPLICIT_LITTLE, false],
  ["explicit, of defined length", EXPLICIT_LITTLE, true],
  ["implicit, of undefined length", IMPLICIT_LITTLE, false],
  ["implicit, of defined length", IMPLICIT_LITTLE, true],
])("pitfall 15: 20,000 sequences within each other, %s", async (_name, transferSyntax, defined) => {
  const depth = 20_000;
  const explicit = transferSyntax === EXPLICIT_LITTLE;
  const sequenceHead = (length: number) =>
    encodeElements({ "00081140": ["SQ", lying("", length)] }, { little: true, explicit });
  // Items have no VR in any encoding.
  const itemHead = (length: number) =>
    encodeElements({ FFFEE000: ["SQ", lying("", length)] }, { little: true, explicit: false });
  const level = sequenceHead(0).length + itemHead(0).length;
  const levels = Array.from({ length: depth }, (_, i) => {
    const below = (depth - i - 1) * level;
    const [ofSequence, ofItem] = defined ? [below + 8, below] : [0xffffffff, 0xffffffff];
    return Buffer.concat([sequenceHead(ofSequence), itemHead(ofItem)]);
  });
  const bytes = Buffer.concat([dicomFile({ "00080060": ["CS", "CT"] }, { transferSyntax }), ...levels]);
  expect(await outcomeOf(bytes)).toBe("LimitExceededError");
});

describe("pitfall 15: 65,000 x 65,000 pixels", () => {
  const SIZE = 65_000;
  const matrix = (size: number): Elements => ({ "00280010": ["US", size], "00280011": ["US", size] });
  /** A slice whose tags say one matrix, and its compressed image another one; undefined for the right one. */
  const slice = async (transferSyntax: string, bits: number, image?: number, tags?: number) => {
    const frame = { rows: ROWS, columns: COLUMNS, bits, stored: storedOf(0) };
    const bytes = await encodeFrame(frame, transferSyntax);
    return ctSlice(0, {
      transferSyntax,
      signed: false,
      elements: {
        "00280100": ["US", bits > 8 ? 16 : 8],
        "00280101": ["US", bits],
        "00280102": ["US", bits - 1],
        "7FE00010": ["OB", encapsulated([image === undefined ? bytes : withMatrix(bytes, image)])],
        ...(tags !== undefined && matrix(tags)),
      },
    });
  };
  const images: [string, string, number][] = [
    ["JPEG", JPEG_BASELINE, 8],
    ["lossless JPEG", JPEG_LOSSLESS_FIRST_ORDER, 12],
    ["JPEG-LS", JPEG_LS, 12],
    ["JPEG 2000", JPEG_2000, 12],
    ["HTJ2K", HT_JPEG_2000, 12],
  ];

  test("pitfall 15: in the tags of a native image", async () => {
    expect(await outcomeOf(ctSlice(0, { elements: matrix(SIZE) }))).toBe("LimitExceededError");
  });
  test.each([...images, ["RLE", RLE, 12] as const])(
    "pitfall 15: in the tags of %s",
    async (_, syntax, bits) => {
      expect(await outcomeOf(await slice(syntax, bits, undefined, SIZE))).toBe("LimitExceededError");
    },
  );
  test.each(images)("pitfall 15: in the image of %s", async (_, syntax, bits) => {
    expect(await outcomeOf(await slice(syntax, bits, SIZE))).toBe("DicomFileError");
  });
  test.each(images)("pitfall 15: in the tags and the image of %s", async (_, syntax, bits) => {
    expect(await outcomeOf(await slice(syntax, bits, SIZE, SIZE))).toBe("LimitExceededError");
  });
});

/** A compressed image that says another matrix: SOFn of JPEG and JPEG-LS, SIZ of JPEG 2000. */
function withMatrix(image: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(image);
  const siz = bytes.indexOf(Buffer.from("ff4fff51", "hex"));
  if (siz === 0) {
    // The image and its one tile.
    for (const field of [8, 12, 24, 28]) bytes.writeUInt32BE(size, field);
    return bytes;
  }
  const frameHeader = ["ffc0", "ffc3", "fff7"].map((marker) => bytes.indexOf(Buffer.from(marker, "hex")));
  const at = Math.max(...frameHeader);
  bytes.writeUInt16BE(size, at + 5);
  bytes.writeUInt16BE(size, at + 7);
  return bytes;
}

test.each<[string, Elements, string]>([
  ["2^31 frames", { "00280008": ["IS", "2147483648"] }, "LimitExceededError"],
  ["more frames than numbers have digits", { "00280008": ["IS", "1e300"] }, "LimitExceededError"],
  ["pixel data of 4 GB", { "7FE00010": ["OW", lying(new Uint8Array(38), 0xfffffffe)] }, "DicomFileError"],
  ["a text of 4 GB", { "00104000": ["UT", lying("", 0xfffffffe)] }, "DicomFileError"],
  ["a sequence of 4 GB", { "00081140": ["SQ", lying("", 0xfffffffe)] }, "DicomFileError"],
])("pitfall 15: %s", async (_name, elements, outcome) => {
  expect(await outcomeOf(ctSlice(0, { elements }))).toBe(outcome);
});

test("pitfall 15: a hundred thousand fragments without bytes", async () => {
  const open = encapsulated([], { delimiter: false });
  const bytes = ctSlice(0, { transferSyntax: RLE, elements: { "7FE00010": ["OB", open] } });
  const fragments = Buffer.alloc(100_000 * EMPTY_ITEM.length, EMPTY_ITEM);
  expect(await outcomeOf(Buffer.concat([bytes, fragments]))).toBe("DicomFileError");
});

test("pitfall 15: a hundred thousand items without elements are read", async () => {
  const items = Buffer.alloc(100_000 * EMPTY_ITEM.length, EMPTY_ITEM);
  expect(await outcomeOf(ctSlice(0, { elements: { "00081140": ["SQ", items] } }))).toBe("loaded");
});
