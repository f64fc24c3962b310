import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { getPixelsHu } from "../../../../kernel-lib/src/dicom/getPixelsHu";
import { loadScan } from "../../../../kernel-lib/src/dicom/loadScan";
import { scanFolder } from "../../../../kernel-lib/src/dicom/scanFolder";
import { folderOf, SECRETS } from "../../../makers/ctSeries";
import { type Elements, sequence } from "../../../makers/dicomFile";
import { latticeSlice } from "../../../makers/latticeSlices";
import { seriesFiles, tiltedFiles } from "../../../makers/seriesFiles";

/** What the files know of the patient, beside SECRETS. */
const IDENTITY: Elements = {
  "00080020": ["DA", "20240131"],
  "00080030": ["TM", "114733.25"],
  "00080050": ["SH", "ACC-90125"],
  "00080080": ["LO", "St Elsewhere"],
  "00080090": ["PN", "Referrer^Rita"],
  "00081030": ["LO", "Study of Jane"],
  "0008103E": ["LO", "Thorax of Jane"],
  "00090010": ["LO", "PRIVATE OF JANE"],
  "00091001": ["UN", Buffer.from("Private^Jane")],
  "00101040": ["LO", "12 Infirmary Lane"],
  "00104000": ["LT", "Comment on Jane"],
  "00204000": ["LT", "Image of Jane"],
  "00081140": ["SQ", sequence([{ "00081155": ["UI", "1.2.826.0.1.3680043.8.498.77"] }])],
};

const FOLDER = "Doe^Jane 1962";
const FILE = "jane-doe-";

const NEVER_SHOWN = [
  ...SECRETS,
  ...["20240131", "114733", "ACC-90125", "St Elsewhere", "Rita", "Jane", "jane", "Infirmary", "ct-series-"],
];

const identified = { elements: IDENTITY };

/** A folder whose own name, and whose files' names, tell who the patient is. */
function identifiedFolder(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = join(folderOf({}), FOLDER);
  mkdirSync(folder);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, FILE + name), bytes);
  return folder;
}

/** All the ways in which a value may come to be printed. */
function printed(value: unknown): string {
  return [
    inspect(value),
    inspect({ value }, { depth: 8, maxArrayLength: 20 }),
    inspect([value], { showHidden: true, depth: 6, maxArrayLength: 20, getters: true }),
    String(value),
    `${value instanceof Error ? value.message : ""}`,
  ].join("\n");
}

function expectSilence(text: string): void {
  expect(NEVER_SHOWN.filter((secret) => text.includes(secret))).toEqual([]);
}

describe("pitfall 58: who the patient is never shows", () => {
  const whole = () =>
    identifiedFolder({
      ...seriesFiles(5, () => identified),
      copy: latticeSlice(2, identified),
      report: latticeSlice(9, {
        elements: {
          ...IDENTITY,
          "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.88.11"],
          "7FE00010": ["OW", null],
        },
      }),
      "notes of Jane.txt": "Jane was here",
      scout: latticeSlice(0, {
        instance: 50,
        columnDirection: [0, 0, -1],
        elements: { ...IDENTITY, "00080008": ["CS", "ORIGINAL\\PRIMARY\\LOCALIZER"] },
      }),
    });

  test("in a scan, its report, its slices, its tags or its volume", async () => {
    const scan = await loadScan(whole());
    expect(scan.report.warnings.length).toBeGreaterThan(0);
    const { report } = scan;
    const parts = [scan, report, ...report.files, report.files, scan.slices, scan.slices[0], scan.tags];
    for (const part of [...parts, getPixelsHu(scan)]) expectSilence(printed(part));
  });

  test("in JSON of a scan, its report or its volume", async () => {
    const scan = await loadScan(whole());
    for (const part of [scan.report, scan.slices, scan.tags, { ...scan, values: [], paddingBits: [] }])
      expectSilence(JSON.stringify(part));
  });

  test("in JSON of an error", async () => {
    const folder = identifiedFolder({ a: latticeSlice(0, identified).subarray(0, -50), b: latticeSlice(1) });
    const error: unknown = await loadScan(folder).catch((thrown: unknown) => thrown);
    expectSilence(JSON.stringify({ error }));
  });

  test("in the listing of a folder", async () => {
    const listing = await scanFolder(whole());
    for (const part of [listing, listing.volumes, listing.volumes[0], listing.related, listing.files])
      expectSilence(printed(part));
    expectSilence(JSON.stringify([listing.files, listing.related, listing.warnings]));
    expect(listing.volumes[0].description).toBe("Thorax of Jane");
  });

  test("but the tags and the path are given to whoever asks", async () => {
    const folder = whole();
    const scan = await loadScan(folder);
    expect(scan.tags.get("PatientName")).toBe(SECRETS[0]);
    expect(scan.tags.get("StudyDate", 1)).toBe("20240131");
    expect(scan.slices[0]?.file.path).toContain(folder);
  });

  const broken: readonly (readonly [tag: string, files: () => Record<string, Uint8Array | string>])[] = [
    [
      "GeometryError",
      () => seriesFiles(5, (i) => ({ elements: IDENTITY, position: [0, 0, i < 3 ? i : 2 * i] })),
    ],
    ["GeometryError", tiltedFiles],
    ["MultipleVolumesError", () => seriesFiles(4, (i) => ({ elements: IDENTITY, series: 1 + (i % 2) }))],
    ["DicomFileError", () => ({ a: latticeSlice(0, identified).subarray(0, -50) })],
    ["DicomFileError", () => ({ a: latticeSlice(0, identified).subarray(0, 400) })],
    [
      "DicomFileError",
      () => seriesFiles(2, () => ({ elements: { ...IDENTITY, "00200032": ["DS", "Jane"] } })),
    ],
    [
      "DicomFileError",
      () => seriesFiles(2, () => ({ elements: { ...IDENTITY, "00281053": ["DS", "Jane"] } })),
    ],
    [
      "UnsupportedTransferSyntaxError",
      () => seriesFiles(2, () => ({ elements: IDENTITY, transferSyntax: "1.2.840.10008.1.2.4.100" })),
    ],
    ["NoDicomError", () => ({ "Jane.txt": "Jane was here" })],
  ];
  test.each(broken)("in a %s", async (tag, files) => {
    const folder = identifiedFolder(files());
    const error: unknown = await loadScan(folder).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ tag });
    // The path that was typed stands in the cell already; names below it do not.
    expectSilence(printed(error).replaceAll(tag === "NoDicomError" ? folder : "\0", ""));
    // A cause has the file system's or a parser's own sentence.
    if (error instanceof Error && error.cause !== undefined) expectSilence(inspect({ error }, { depth: 9 }));
  });
});

describe("pitfall 58: the console stays silent", () => {
  const METHODS = ["log", "info", "warn", "error", "debug", "trace"] as const;
  beforeEach(() => {
    for (const method of METHODS) vi.spyOn(console, method);
    vi.spyOn(process.stdout, "write");
    vi.spyOn(process.stderr, "write");
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("whatever the files hold", async () => {
    const folder = identifiedFolder({
      ...seriesFiles(4, () => ({
        elements: { ...IDENTITY, "00280106": ["xs", Buffer.alloc(2)], "00099999": ["ZZ", Buffer.from("ab")] },
      })),
      cut: latticeSlice(7, identified).subarray(0, 700),
    });
    await loadScan(folder).catch(() => undefined);
    const scan = await loadScan(folder, { geometry: "repair" }).catch(() => undefined);
    scan?.tags.get("PatientName");
    await scanFolder(folder);
    const calls = [...METHODS.map((m) => vi.mocked(console[m])), vi.mocked(process.stdout.write)].map(
      (spy) => spy.mock.calls.length,
    );
    expect([...calls, vi.mocked(process.stderr.write).mock.calls.length].every((count) => count === 0)).toBe(
      true,
    );
  });
});
