import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import { scanFolder } from "../../../kernel-lib/src/dicom/scanFolder";
import { warningCodes, warningOf } from "../../checks/volumeProblems";
import { dispositions, expectVolume, loadError, loadFiles } from "../../drivers/loadFiles";
import { folderOf } from "../../makers/ctSeries";
import { DEFLATED, dicomFile, type Elements, IMPLICIT_LITTLE, sequence } from "../../makers/dicomFile";
import { findHeads } from "../../makers/elementHeads";
import { latticeSlice } from "../../makers/latticeSlices";
import { seriesFiles, shuffledName } from "../../makers/seriesFiles";

const SLICES = 6;
/** The name of the last slice in space, where no gap tells of its absence. */
const LAST = shuffledName(SLICES - 1);
const OTHER_SERIES = "1.2.3.4";
const DIRECTORY = "1.2.840.10008.1.3.10";
const classOf = (number: string) => `1.2.840.10008.5.1.4.1.1.${number}`;

describe("pitfall 8: a slice that is cut between two elements", () => {
  const whole = latticeSlice(SLICES - 1);
  const starts = findHeads(whole).map(({ offset }) => offset);

  test("is an error at each of them, and left out with a warning under repair", async () => {
    expect(starts.length).toBeGreaterThan(20);
    for (const start of starts) {
      const files = { ...seriesFiles(SLICES), [LAST]: whole.subarray(0, start) };
      expect(await loadError(files)).toMatchObject({ tag: "DicomFileError" });
      const scan = await loadFiles(files, { geometry: "repair" });
      expectVolume(scan, { slices: SLICES - 1 });
      expect([warningOf(scan, "DAMAGED_LEFT_OUT").message, start]).toEqual([
        expect.stringContaining("1 file is damaged and left out (file"),
        start,
      ]);
      expect(dispositions(scan)).toEqual({ loaded: SLICES - 1, damaged: 1 });
    }
  });

  test("is said to be cut", async () => {
    const files = { ...seriesFiles(SLICES), [LAST]: whole.subarray(0, starts[starts.length - 1]) };
    expect(await loadError(files)).toMatchObject({
      problem: "it is an image without pixel data, as a file is that was cut",
    });
    expect((await scanFolder(folderOf(files))).files.map(({ disposition }) => disposition)).toEqual([
      "damaged",
    ]);
  });

  test("of a class that no table has is one where images of that class lie beside it", async () => {
    const elements: Elements = { "00080016": ["UI", "1.2.999.1"] };
    const files = seriesFiles(SLICES, () => ({ elements }));
    const start = findHeads(files[LAST]).find(({ tag }) => tag === "00080060")?.offset;
    expect(await loadError({ ...files, [LAST]: files[LAST].subarray(0, start) })).toMatchObject({
      tag: "DicomFileError",
    });
    const object = dicomFile({ "00080016": ["UI", "1.2.999.2"], "0020000E": ["UI", OTHER_SERIES] });
    const scan = await loadFiles({ ...files, object });
    expect(dispositions(scan)).toEqual({ loaded: SLICES, related: 1 });
    expect(warningCodes(scan)).toEqual([]);
  });

  test.each([
    ["letters", "1.2.840.10008.5.1.4.1q1.2", "DicomFileError"],
    ["another digit", "1.2.840.10008.5.1.4.1.1.8", "FILES_UNREADABLE"],
  ])("and whose class is damaged as well, by %s, is an error or a warning", async (_name, uid, outcome) => {
    const odd = latticeSlice(SLICES - 1, { elements: { "00080016": ["UI", uid] } });
    for (const tag of ["00080060", "00200013"]) {
      const start = findHeads(odd).find((head) => head.tag === tag)?.offset;
      const files = { ...seriesFiles(SLICES), [LAST]: odd.subarray(0, start) };
      const ended = await loadFiles(files).then(warningCodes, (error) => [error.tag]);
      expect(ended).toEqual([outcome]);
    }
  });

  test("is the error of a folder that has no other files", async () => {
    const cut = whole.subarray(0, starts[starts.length - 1]);
    expect(await loadError({ cut })).toMatchObject({ tag: "DicomFileError" });
  });
});

describe("pitfall 8: a file that is not yet there", () => {
  const names = [
    "IM0008.dcm.crdownload",
    "IM0008.dcm.part",
    "IM0008.dcm.partial",
    "IM0008.dcm.tmp",
    ".IM0008.dcm.a8Xk2F",
  ];
  const slices = Object.fromEntries(
    Array.from({ length: 7 }, (_, i) => [`IM000${i + 1}.dcm`, latticeSlice(i)]),
  );
  const begun = latticeSlice(7).subarray(0, 100);

  test.each(names)("%s is refused, and warned of where it is left out", async (name) => {
    for (const bytes of [begun, Buffer.alloc(0), Buffer.alloc(5000)]) {
      const files = { ...slices, [name]: bytes };
      expect(await loadError(files)).toMatchObject({ tag: "DicomFileError" });
      const scan = await loadFiles(files, { damaged: "leave out" });
      expect(scan.shape[0]).toBe(7);
      expect(warningCodes(scan)).toEqual(["FILES_UNREADABLE"]);
    }
  });

  test("is a slice when it is whole, whatever its name", async () => {
    expect((await loadFiles({ ...slices, [names[0]]: latticeSlice(7) })).shape[0]).toBe(8);
  });

  test("is refused when more of it is there", async () => {
    const more = latticeSlice(7).subarray(0, 700);
    expect(await loadError({ ...slices, [names[1]]: more })).toMatchObject({ tag: "DicomFileError" });
  });

  test.each(["Unconfirmed 4711.crdownload", "IM0008.DCM.download", "0f3a-77.dcm"])(
    "%s is warned of",
    async (name) => {
      const scan = await loadFiles({ ...slices, [name]: begun });
      expect(warningCodes(scan)).toEqual(["FILES_UNREADABLE"]);
    },
  );

  test.each(["IM0007.dcm.part", "IM0007.dcm.md5", "notes.txt", "README"])(
    "%s, beside its slice or no slice, is passed over",
    async (name) => {
      const scan = await loadFiles({ ...slices, [name]: "x" });
      expect(scan.shape[0]).toBe(7);
      expect(warningCodes(scan)).toEqual([]);
    },
  );
});

describe("a damaged file that is no slice of the volume", () => {
  const plan = dicomFile({
    "00080016": ["UI", classOf("481.5")],
    "00080060": ["CS", "RTPLAN"],
    "0020000E": ["UI", OTHER_SERIES],
    "300A0002": ["SH", "a plan"],
  });
  const directory = dicomFile(
    { "00041220": ["SQ", sequence([{ "00041500": ["CS", "IM017"] }])] },
    { metaElements: { "00020002": ["UI", DIRECTORY] } },
  );
  const other: Elements = { "0020000E": ["UI", OTHER_SERIES] };
  const segmentation = latticeSlice(0, {
    elements: {
      ...other,
      "00080016": ["UI", classOf("66.4")],
      "52009230": ["SQ", sequence([{}, {}, {}])],
    },
  });
  const cut = (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 3);

  test.each<readonly [name: string, bytes: Uint8Array]>([
    ["a cut RT plan", cut(plan)],
    ["a damaged DICOMDIR", cut(directory)],
    [
      "a CT slice of another series, cut in its header",
      latticeSlice(0, { elements: other }).subarray(0, 560),
    ],
    [
      "a deflated slice of another series, cut",
      cut(latticeSlice(0, { elements: other, transferSyntax: DEFLATED })),
    ],
    [
      "an implicit slice of another series, cut",
      latticeSlice(0, { elements: other, transferSyntax: IMPLICIT_LITTLE }).subarray(0, 500),
    ],
  ])("%s is warned of, and stops no load", async (_name, bytes) => {
    const scan = await loadFiles({ ...seriesFiles(SLICES), other: bytes });
    expectVolume(scan, { slices: SLICES });
    expect(warningOf(scan, "DAMAGED_ELSEWHERE").message).toBe(
      "1 file of another series, or of no images, is damaged (file 7 of 7 (by name)); report.files says why",
    );
    expect(dispositions(scan)).toEqual({ loaded: SLICES, damaged: 1 });
  });

  test("a segmentation without the frames that it says is related, as any", async () => {
    const scan = await loadFiles({ ...seriesFiles(SLICES), segmentation });
    expectVolume(scan, { slices: SLICES });
    expect(dispositions(scan)).toEqual({ loaded: SLICES, related: 1 });
  });

  test("is one where nothing of it can be read, and refused", async () => {
    const nothing = latticeSlice(0).subarray(0, 140);
    expect(await loadError({ ...seriesFiles(SLICES), nothing })).toMatchObject({ tag: "DicomFileError" });
  });

  test("is one where its class alone can be read, and is the slices'", async () => {
    const sopClass: Elements = { "00080016": ["UI", classOf("2")] };
    const start = dicomFile(sopClass, { metaElements: { "00020002": ["UI", classOf("2")] } });
    for (const bytes of [start, cut(start)]) {
      expect(await loadError({ ...seriesFiles(SLICES), start: bytes })).toMatchObject({
        tag: "DicomFileError",
      });
    }
  });

  test("is not told to be the cause when no slice of the volume can be read", async () => {
    const files = seriesFiles(2, () => ({ elements: { "00280103": ["US", null] } }));
    const error = await loadError({ "0": cut(plan), ...files }, { damaged: "leave out" });
    expect(error.message).toContain("Pixel Representation");
  });
});

test("a slice below a folder is known by its name there", async () => {
  const folder = folderOf({});
  for (const [name, bytes] of Object.entries(seriesFiles(4))) {
    mkdirSync(join(folder, "a1"), { recursive: true });
    writeFileSync(join(folder, "a1", name), bytes);
  }
  writeFileSync(join(folder, "a1", "IM099.part"), "");
  await expect(loadScan(folder)).rejects.toMatchObject({ tag: "DicomFileError" });
});
