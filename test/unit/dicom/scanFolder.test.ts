import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import { scanFolder } from "../../../kernel-lib/src/dicom/scanFolder";
import { ctSlice, folderOf } from "../../makers/ctSeries";
import type { Elements } from "../../makers/dicomFile";
import { CORONAL, latticeSlice } from "../../makers/latticeSlices";
import { seriesFiles, tiltedFiles } from "../../makers/seriesFiles";

const SERIES = 12;
const SLICES = 160;
const JUNK: readonly (Uint8Array | string)[] = [
  "the patient moved",
  Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"),
  "",
  Buffer.from("\0\0\0\x01Bud1\0\0\x10\0", "latin1"),
  Buffer.alloc(200),
];

/** 2,000 files: twelve series, their slices mixed over ten folders, and 80 files of other kinds. */
function crowdedFolder(): string {
  const folder = folderOf({});
  for (let i = 0; i < 10; i++) mkdirSync(join(folder, `${i}`));
  for (let i = 0; i < SERIES * SLICES; i++) {
    const [series, number] = [i % SERIES, Math.floor(i / SERIES)];
    const elements: Elements = {
      "00080018": ["UI", `1.2.3.${series}.${number}`],
      "0020000E": ["UI", `1.2.3.${series}`],
      "00200011": ["IS", String(series + 1)],
    };
    writeFileSync(join(folder, `${(i * 7) % 10}`, `IM${(i * 7919) % 10_007}`), ctSlice(number, { elements }));
  }
  for (let i = 0; i < 80; i++) writeFileSync(join(folder, `${i % 10}`, `.junk-${i}`), JUNK[i % JUNK.length]);
  return folder;
}

describe("scanFolder", () => {
  test("lists 2,000 files of twelve series among other files within seconds", async () => {
    const folder = crowdedFolder();
    const started = performance.now();
    const { volumes, files } = await scanFolder(folder);
    expect((performance.now() - started) / 1000).toBeLessThan(10);
    expect(volumes.map(({ index, slices }) => [index, slices])).toEqual(
      Array.from({ length: SERIES }, (_, index) => [index, SLICES]),
    );
    expect(files.filter(({ disposition }) => disposition === "not DICOM")).toHaveLength(64);
    expect(files.filter(({ disposition }) => disposition === "empty")).toHaveLength(16);
  });

  test("says of each volume what it is, and loadScan loads it by its number", async () => {
    const kernel: Elements = { "00181210": ["SH", "B30f"], "0008103E": ["LO", "Thorax 3.0"] };
    const coronal = seriesFiles(4, () => ({ lattice: CORONAL, series: 2 }));
    const folder = folderOf({
      ...seriesFiles(6, () => ({ elements: kernel })),
      ...Object.fromEntries(Object.entries(coronal).map(([name, bytes]) => [`c-${name}`, bytes])),
    });
    const { volumes } = await scanFolder(folder);
    expect(volumes).toHaveLength(2);
    expect(volumes[0]).toMatchObject({
      index: 0,
      ...{ slices: 6, rows: 40, columns: 32, orientation: "axial", modality: "CT", kernel: "B30f" },
      ...{ phase: null, description: "Thorax 3.0", problem: null },
    });
    expect(volumes[1]).toMatchObject({ index: 1, slices: 4, orientation: "coronal", problem: null });
    for (const { index, slices, spacing } of volumes) {
      for (const [axis, mm] of [3, 0.8, 0.7].entries()) expect(spacing[axis]).toBeCloseTo(mm, 6);
      expect((await loadScan(folder, { volume: index })).shape[0]).toBe(slices);
    }
  });

  test("says why a volume does not load as it is", async () => {
    const { volumes } = await scanFolder(folderOf(tiltedFiles()));
    expect(volumes[0].problem).toMatch(/tilt.*15(\.0+)? degrees/);
  });

  test("prints a table with a row for each volume", async () => {
    const second = latticeSlice(0, { series: 2, elements: { "0008103E": ["LO", "Thorax of Jane"] } });
    const listing = await scanFolder(folderOf({ ...seriesFiles(6), second, notes: "text" }));
    const table = inspect(listing);
    expect(table.split("\n").filter((line) => line.includes("40 x 32"))).toHaveLength(2);
    expect(table).toContain("axial");
    expect(table).toContain("1 not DICOM");
    expect(table).not.toContain("Jane");
  });

  test("lists a folder without DICOM as one without volumes", async () => {
    const listing = await scanFolder(folderOf({ a: "text", b: "" }));
    expect(listing.volumes).toEqual([]);
    expect(listing.files).toHaveLength(2);
  });

  test("stops at the signal", async () => {
    const controller = new AbortController();
    const stopped = scanFolder(folderOf(seriesFiles(6)), {
      signal: controller.signal,
      onProgress: ({ done }) => done === 2 && controller.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
  });

  test("stops at the signal while copies are compared", async () => {
    const controller = new AbortController();
    const copies = Object.entries(seriesFiles(6)).map(([name, bytes]) => [`copy of ${name}`, bytes]);
    const stopped = scanFolder(folderOf({ ...seriesFiles(6), ...Object.fromEntries(copies) }), {
      signal: controller.signal,
      onProgress: ({ done, total }) => done === total && controller.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
  });
});
