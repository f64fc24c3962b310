import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadScan } from "../../../../kernel-lib/src/dicom/loadScan";
import { scanFolder } from "../../../../kernel-lib/src/dicom/scanFolder";
import {
  type PracticeFolders,
  practiceFolders,
} from "../../../../kernel-lib/src/phantom/files/practiceFolders";

const cache = mkdtempSync(join(tmpdir(), "practice-"));
afterAll(() => rmSync(cache, { recursive: true }));

let folders: PracticeFolders;
beforeAll(async () => {
  folders = await practiceFolders({ cache });
});

test("two series, a localizer and a text file lie in one folder", async () => {
  const { volumes, files } = await scanFolder(folders.twoSeries);
  expect(volumes.map(({ seriesNumber, slices, kernel }) => [seriesNumber, slices, kernel])).toEqual([
    [2, 30, "STANDARD"],
    [3, 60, "LUNG"],
  ]);
  expect(files.map(({ disposition }) => disposition)).toEqual(["not DICOM"]);
  const { report } = await loadScan(folders.twoSeries, { volume: 0 });
  expect(report.warnings.map(({ code }) => code)).toEqual(["LOCALIZER_EXCLUDED"]);
});

test("one slice is missing, and a repair finds which", async () => {
  await expect(loadScan(folders.missingSlice)).rejects.toThrow("1 missing slice");
  const { shape, syntheticSlices } = await loadScan(folders.missingSlice, { geometry: "repair" });
  expect([shape[0], syntheticSlices]).toEqual([60, [24]]);
});

test("the gantry leans by 15 degrees", async () => {
  await expect(loadScan(folders.tiltedGantry)).rejects.toThrow("15.0 degrees");
  const { report } = await loadScan(folders.tiltedGantry, { geometry: "repair" });
  expect(report.warnings.map(({ code }) => code)).toContain("TILT_CORRECTED");
});

test("one file is cut", async () => {
  await expect(loadScan(folders.cutFile)).rejects.toThrow("file 25 of 60 (by name): the file is cut");
});

test("the folders are kept, made anew when they were emptied, and print no path", async () => {
  const [place] = readdirSync(cache);
  const made = statSync(join(cache, place)).ctimeMs;
  expect(await practiceFolders({ cache })).toEqual(folders);
  expect(statSync(join(cache, place)).ctimeMs).toBe(made);
  rmSync(folders.cutFile, { recursive: true });
  await practiceFolders({ cache });
  expect(readdirSync(folders.cutFile)).toHaveLength(60);
  expect(inspect(folders)).not.toContain(cache);
});
