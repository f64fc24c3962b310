import { mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadScan } from "../../../../kernel-lib/src/dicom/loadScan";
import { REPAIRED } from "../../../checks/expectedVolume";
import { warningCodes } from "../../../checks/volumeProblems";
import { countSteps } from "../../../drivers/countSteps";
import { dispositions, expectVolume, loadError, loadFiles } from "../../../drivers/loadFiles";
import { COLUMNS, folderOf, seriesFolder, storedOf } from "../../../makers/ctSeries";
import {
  dicomFile,
  type Elements,
  EXPLICIT_BIG,
  IMPLICIT_LITTLE,
  lying,
  sequence,
} from "../../../makers/dicomFile";
import { latticeSlice, latticeValues, MATRIX } from "../../../makers/latticeSlices";
import { seriesFiles } from "../../../makers/seriesFiles";

const JUNK = {
  "notes.txt": "the patient moved",
  "key.png": Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
  ".DS_Store": Buffer.from("\0\0\0\x01Bud1\0\0\x10\0", "latin1"),
  "Thumbs.db": Buffer.from("d0cf11e0a1b11ae1", "hex"),
};

describe("pitfall 1: objects that are no image", () => {
  const related: readonly [name: string, sopClass: string, elements: Elements][] = [
    ["a structured report", "1.2.840.10008.5.1.4.1.1.88.11", { "7FE00010": ["OW", null] }],
    ["a structure set", "1.2.840.10008.5.1.4.1.1.481.3", { "7FE00010": ["OW", null] }],
    ["a segmentation, which has pixel data", "1.2.840.10008.5.1.4.1.1.66.4", {}],
    ["a presentation state", "1.2.840.10008.5.1.4.1.1.11.1", { "7FE00010": ["OW", null] }],
    ["an encapsulated PDF", "1.2.840.10008.5.1.4.1.1.104.1", { "7FE00010": ["OW", null] }],
  ];
  test.each(related)("%s is related, not a slice", async (_name, sopClass, elements) => {
    const object = latticeSlice(9, { elements: { "00080016": ["UI", sopClass], ...elements } });
    const scan = await loadFiles({ ...seriesFiles(4), object });
    expectVolume(scan, { slices: 4 });
    expect(dispositions(scan)).toEqual({ loaded: 4, related: 1 });
  });
});

test("pitfall 2: other files and sub-folders do not stop a load", async () => {
  const folder = folderOf({ ...JUNK, nothing: "", ...seriesFiles(4) });
  mkdirSync(join(folder, "more", "still more"), { recursive: true });
  mkdirSync(join(folder, "empty"));
  for (const name of ["IM017", "IM078"])
    renameSync(join(folder, name), join(folder, "more", "still more", name));
  const scan = await loadScan(folder);
  expectVolume(scan, { slices: 4 });
  expect(dispositions(scan)).toEqual({ loaded: 4, "not DICOM": 4, empty: 1 });
});

test("pitfall 3: files are known by what is in them, whatever their names", async () => {
  const names = ["1.2.840.113619.2.55.3", "a.ima", "B.IMG", "c", "d.DCM", "e.txt", "ä ö.png"];
  const files = Object.fromEntries(names.map((name, i) => [name, latticeSlice(i)]));
  expectVolume(await loadFiles(files), { slices: names.length });
});

describe("pitfall 4: a DICOMDIR", () => {
  const record = (file: string, next: number): Elements => ({
    "00041400": ["UL", next],
    "00041410": ["US", 0xffff],
    "00041420": ["UL", 0],
    "00041430": ["CS", "IMAGE"],
    "00041500": ["CS", file],
  });
  const directory = (records: readonly Elements[]) =>
    dicomFile(
      { "00041200": ["UL", 999_999], "00041202": ["UL", 0], "00041220": ["SQ", sequence(records)] },
      { metaElements: { "00020002": ["UI", "1.2.840.10008.1.3.10"] } },
    );

  test.each([
    [
      "with wrong offsets, other letters and missing files",
      directory([record("im017", 7), record("GONE", 1)]),
    ],
    ["without records", directory([])],
  ])("%s is a hint at most", async (_name, DICOMDIR) => {
    const scan = await loadFiles({ DICOMDIR, ...seriesFiles(4) });
    expectVolume(scan, { slices: 4 });
    expect(dispositions(scan).loaded).toBe(4);
  });

  test("many that are outdated are said once", async () => {
    const outdated = directory([record("GONE1", 0), record("GONE2", 0)]);
    const { report } = await loadFiles({ DICOMDIR: outdated, "DICOMDIR.OLD": outdated, ...seriesFiles(4) });
    expect(report.warnings).toEqual([
      {
        code: "DICOMDIR_OUTDATED",
        message: "2 DICOMDIRs name 4 files that are not among those given",
      },
    ]);
  });
});

describe("pitfall 5: a file that does not say how it is written", () => {
  const withoutPreamble = (file: Buffer) => file.subarray(132);
  const withoutMeta = (file: Buffer) => file.subarray(132 + 12 + file.readUInt32LE(132 + 8));
  test.each([
    ["without a preamble", {}, withoutPreamble],
    ["without group 2, explicit", {}, withoutMeta],
    ["without group 2, implicit", { transferSyntax: IMPLICIT_LITTLE }, withoutMeta],
    ["without group 2, big endian", { transferSyntax: EXPLICIT_BIG }, withoutMeta],
  ] as const)("%s is read", async (_name, spec, cut) => {
    const files = [0, 1, 2].map((i) => [`${i}`, cut(latticeSlice(i, spec))]);
    expectVolume(await loadFiles(Object.fromEntries(files)), { slices: 3 });
  });
});

describe("pitfall 8: files that end early", () => {
  test.each([100, 2000])("a slice cut by %i bytes is an error and not a slice of zeros", async (bytes) => {
    const error = await loadError({ ...seriesFiles(4), "z cut": latticeSlice(4).subarray(0, -bytes) });
    expect(error).toMatchObject({ tag: "DicomFileError", file: "file 5 of 5 (by name)" });
  });

  test("a cut slice is left out under repair, with a warning, and its place is interpolated", async () => {
    const files = { ...seriesFiles(8), [Object.keys(seriesFiles(8))[3]]: latticeSlice(3).subarray(0, -100) };
    const scan = await loadFiles(files, { geometry: "repair" });
    expectVolume(scan, { slices: 8, tolerance: REPAIRED, synthetic: [3] });
    expect(warningCodes(scan)).toEqual(expect.arrayContaining(["DAMAGED_LEFT_OUT", "SLICES_SYNTHETIC"]));
    expect(dispositions(scan)).toEqual({ loaded: 7, damaged: 1 });
  });

  test("a slice cut within its header is an error, a file cut within its preamble is none of ours", async () => {
    const error = await loadError({ ...seriesFiles(4), "z cut": latticeSlice(4).subarray(0, 300) });
    expect(error).toMatchObject({ tag: "DicomFileError", file: "file 5 of 5 (by name)" });
    expectVolume(await loadFiles({ ...seriesFiles(4), "z cut": latticeSlice(4).subarray(0, 100) }), {
      slices: 4,
    });
  });
});

describe("pitfall 9: pixel data of another length than its matrix", () => {
  const bytes = Buffer.from(storedOf(0, 5 * COLUMNS).map((value) => value + 30));
  const eightBits = (pixels: Uint8Array): Elements => ({
    "00280100": ["US", 8],
    "00280101": ["US", 8],
    "00280102": ["US", 7],
    "7FE00010": ["OB", pixels],
  });
  const load = (elements: Elements) =>
    loadScan(seriesFolder([0, 1].map(() => ({ rows: 5, signed: false, intercept: 0, elements }))));

  test("a byte that makes it even belongs to no pixel", async () => {
    const scan = await load(eightBits(Buffer.concat([bytes, Buffer.from([99])])));
    expect([...scan.values.subarray(25)]).toEqual([...bytes]);
  });

  test("bytes in excess are left out", async () => {
    const scan = await load(eightBits(Buffer.concat([bytes, Buffer.alloc(11, 99)])));
    expect([...scan.values]).toEqual([...bytes, ...bytes]);
  });

  test.each(["", "0", "1"])('Number of Frames "%s" is one frame', async (frames) => {
    const files = [0, 1, 2].map((i) => [
      `${i}`,
      latticeSlice(i, { elements: { "00280008": ["IS", frames] } }),
    ]);
    expectVolume(await loadFiles(Object.fromEntries(files)), { slices: 3 });
  });

  test("more frames than there are pixels for are refused", async () => {
    const error = await loadError({ a: latticeSlice(0, { elements: { "00280008": ["IS", "7"] } }) });
    expect(["DicomFileError", "GeometryError"]).toContain(error.tag);
  });
});

test("pitfall 14: a name in any character set does not fail a load", async () => {
  const sets = [
    "\\ISO 2022 IR 87",
    "ISO_IR 192",
    "GB18030",
    "ISO 2022 IR 6\\ISO 2022 IR 13",
    "NO SUCH SET",
    "",
  ];
  const name = Buffer.from("1b2442337a455a7e3c1b2842ff80e4", "hex");
  const files = sets.map((set, i) => [
    `${i}`,
    latticeSlice(i, { elements: { "00080005": ["CS", set], "00100010": ["PN", name.subarray(0, 14)] } }),
  ]);
  expectVolume(await loadFiles(Object.fromEntries(files)), { slices: sets.length });
});

describe("pitfall 15: hostile input", () => {
  test.each<readonly [name: string, elements: Elements, tag: string]>([
    ["2^31 - 1 frames", { "00280008": ["IS", "2147483647"] }, "LimitExceededError"],
    [
      "a matrix of 65,000 x 65,000",
      { "00280010": ["US", 65_000], "00280011": ["US", 65_000] },
      "LimitExceededError",
    ],
    [
      "a private element of 4 GB",
      { "00091010": ["OB", lying(Buffer.alloc(4), 0xfffffff0)] },
      "DicomFileError",
    ],
  ])("%s is refused before memory is taken", async (_name, elements, tag) => {
    const files = seriesFiles(2, () => ({ elements }));
    const { result: error, steps } = await countSteps(() => loadError(files));
    expect(error.tag).toBe(tag);
    expect(steps).toBeLessThan(10_000);
  });

  test.each([
    ["files", 3, 4],
    ["voxels", 4 * MATRIX.rows * MATRIX.columns - 1, 4 * MATRIX.rows * MATRIX.columns],
    ["framePixels", MATRIX.rows * MATRIX.columns - 1, MATRIX.rows * MATRIX.columns],
  ] as const)("more %s than the limit are refused", async (limit, allowed, found) => {
    const error = await loadError(seriesFiles(4), { limits: { [limit]: allowed } });
    expect(error).toMatchObject({ tag: "LimitExceededError", limit, allowed, found });
    expectVolume(await loadFiles(seriesFiles(4), { limits: { [limit]: found } }), { slices: 4 });
  });

  test("folders that link to themselves end", async () => {
    const folder = folderOf(seriesFiles(3));
    symlinkSync(folder, join(folder, "again"));
    symlinkSync(join(folder, "no such file"), join(folder, "nowhere"));
    expectVolume(await loadScan(folder), { slices: 3 });
  });

  test("pixel data that claim 4 GB never give other values than those that are there", async () => {
    const claiming = (i: number): Elements => ({
      "7FE00010": ["OW", lying(latticeValues(i), 0xfffffff0)],
    });
    const scan = await loadFiles(seriesFiles(3, (i) => ({ elements: claiming(i) }))).catch(
      (error: Error) => error,
    );
    if (scan instanceof Error) expect(scan).toMatchObject({ tag: "DicomFileError" });
    else expectVolume(scan, { slices: 3 });
  });
});
