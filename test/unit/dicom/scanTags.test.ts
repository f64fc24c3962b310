import { describe, expect, test } from "vitest";
import { createScanTags, type ScanTags } from "../../../kernel-lib/src/dicom/scanTags";
import { headerOfFile } from "../../drivers/headerOfFile";
import { loadFiles } from "../../drivers/loadFiles";
import {
  dicomFile,
  type Elements,
  EXPLICIT_BIG,
  EXPLICIT_LITTLE,
  IMPLICIT_LITTLE,
  sequence,
} from "../../makers/dicomFile";
import { enhancedCt } from "../../makers/enhancedCt";

const BEYOND_DOUBLE = 9007199254740993n;

const ELEMENTS: Elements = {
  "00080060": ["CS", "CT"],
  "00081115": ["SQ", sequence([{ "0020000E": ["UI", "1.2.3"] }])],
  "00104000": ["LT", "left \\ right"],
  "00186020": ["SL", -5],
  "00200013": ["IS", "7"],
  "00280009": ["AT", 0x00181063],
  "00280010": ["US", 512],
  "00280030": ["DS", "0.8\\0.7"],
  "00280103": ["US", 1],
  "00280106": ["SS", -7],
  "00189087": ["FD", [1.5, -2]],
  "00221463": ["FL", 0.5],
  "0072007C": ["SL", [1, -2]],
  "00720082": ["SV", -BEYOND_DOUBLE],
  "00720083": ["UV", [1, BEYOND_DOUBLE]],
  "00720078": ["UL", 4_000_000_000],
  "00660016": ["OF", [0.25, 3]],
  "00281201": ["OW", [1, 258]],
};

const tagsOf = (elements: Elements, transferSyntax: string): ScanTags =>
  createScanTags([headerOfFile(dicomFile(elements, { transferSyntax }))]);

describe.each([EXPLICIT_LITTLE, IMPLICIT_LITTLE, EXPLICIT_BIG])("a tag by its keyword, %s", (syntax) => {
  const tags = tagsOf(ELEMENTS, syntax);

  test.each([
    ["Modality", "CT"],
    ["PatientName", undefined],
    ["ReferencePixelX0", -5],
    ["SelectorSLValue", [1, -2]],
    ["InstanceNumber", 7],
    ["FrameIncrementPointer", "(0018,1063)"],
    ["Rows", 512],
    ["PixelSpacing", [0.8, 0.7]],
    ["SmallestImagePixelValue", -7],
    ["DiffusionBValue", [1.5, -2]],
    ["SelectorULValue", 4_000_000_000],
    ["SelectorSVValue", -BEYOND_DOUBLE],
    ["SelectorUVValue", [1n, BEYOND_DOUBLE]],
    ["PointCoordinatesData", [0.25, 3]],
  ])("%s", (keyword, value) => {
    expect(tags.get(keyword)).toEqual(value);
  });
  test("a text in which backslashes separate nothing stays one", () => {
    expect(tags.get("0010,4000")).toBe("left \\ right");
  });
  test("one of samples gives a copy of its bytes", () => {
    const bytes = tags.get("RedPaletteColorLookupTableData");
    expect(bytes).toEqual(syntax === EXPLICIT_BIG ? Uint8Array.of(0, 1, 1, 2) : Uint8Array.of(1, 0, 2, 1));
    if (bytes instanceof Uint8Array) bytes.fill(0);
    expect(tags.get("RedPaletteColorLookupTableData")).not.toEqual(bytes);
  });
  test("a sequence is refused in words, unless it is not there", () => {
    expect(() => tags.get("ReferencedSeriesSequence")).toThrow(
      "tag must be one with a value of its own, not a sequence of items; received ReferencedSeriesSequence",
    );
    expect(tags.get("SourceImageSequence")).toBeUndefined();
  });
});

describe("a private tag by its number", () => {
  const elements: Elements = {
    "00080060": ["CS", "CT"],
    "00090010": ["LO", "ACME"],
    "00091001": ["FD", 1.5],
    "00091002": ["US", [77, 78]],
    "00091003": ["SQ", sequence([{ "00080060": ["CS", "CT"] }])],
    "00091004": ["DS", "2.5"],
    "00091005": ["UN", Buffer.from("ab")],
    "00091006": ["ZZ", Buffer.from("ab")],
  };

  test("is what the file's own representation says", () => {
    const tags = tagsOf(elements, EXPLICIT_LITTLE);
    expect(["1001", "1002", "1004"].map((element) => tags.get(`0009,${element}`))).toEqual([
      1.5,
      [77, 78],
      2.5,
    ]);
    expect(tags.get("(0009,1005)")).toEqual(Uint8Array.of(0x61, 0x62));
    expect(tags.get("00091006")).toEqual(Uint8Array.of(0x61, 0x62));
    expect(() => tags.get("0009,1003")).toThrow("not a sequence");
  });
  test("is bytes where the file names no representation", () => {
    expect(tagsOf(elements, IMPLICIT_LITTLE).get("0009,1002")).toEqual(Uint8Array.of(77, 0, 78, 0));
  });
});

test("the file's own representation goes before the dictionary's", () => {
  const tags = tagsOf({ "00080060": ["CS", "CT"], "00200013": ["US", 7] }, EXPLICIT_LITTLE);
  expect(tags.get("InstanceNumber")).toBe(7);
});

test("a value that is unknown in a big-endian file is read low byte first", () => {
  const tags = tagsOf({ "00080060": ["CS", "CT"], "00280010": ["UN", Buffer.of(1, 2)] }, EXPLICIT_BIG);
  expect(tags.get("Rows")).toBe(0x0201);
});

test("a number cut short gives the ones that are whole", () => {
  const tags = tagsOf({ "00080060": ["CS", "CT"], "0072007C": ["SL", Buffer.alloc(6, 1)] }, EXPLICIT_LITTLE);
  expect(tags.get("SelectorSLValue")).toBe(0x01010101);
});

test("a tag of an enhanced image is that of its frame", async () => {
  const scan = await loadFiles({ ct: enhancedCt([0, 1, 2].map((number) => ({ number }))) });
  const positions = [0, 1, 2].map((slice) => String(scan.tags.get("ImagePositionPatient", slice)));
  expect(new Set(positions).size).toBe(3);
});

test("no such keyword and no such slice are errors", () => {
  const tags = tagsOf(ELEMENTS, EXPLICIT_LITTLE);
  expect(() => tags.get("Nonsense")).toThrow("tag must be a keyword");
  expect(() => tags.get("constructor")).toThrow("tag must be a keyword");
  expect(() => tags.get("Rows", 1)).toThrow("slice must be a whole number from 0 to 0; received 1");
  expect(createScanTags([null]).get("Rows")).toBeUndefined();
});
