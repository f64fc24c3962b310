import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { getPixelsHu } from "../../../kernel-lib/src/dicom/getPixelsHu";
import { loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import type { Scan } from "../../../kernel-lib/src/dicom/scan";
import { loadFiles } from "../../drivers/loadFiles";
import { COLUMNS, ROWS, type SliceSpec, seriesFolder } from "../../makers/ctSeries";
import { seriesFiles, tiltedFiles } from "../../makers/seriesFiles";

const STORED = Array.from({ length: ROWS * COLUMNS }, (_, i) => [-2000, 7, -7, 20_000][i % 4]);

/** The first values of each slice as the tutorial makes them. */
const tutorialOf = (scan: Scan) => {
  const { data } = getPixelsHu(scan, { tutorial: true }).voxels;
  return scan.slices.map((_, slice) => [...data.subarray(slice * STORED.length, slice * STORED.length + 4)]);
};

describe("the tutorial's values", () => {
  /** A scan whose files are gone. */
  const loaded = async (specs: readonly SliceSpec[]) => {
    const folder = seriesFolder(specs);
    const scan = await loadScan(folder);
    for (const file of readdirSync(folder)) rmSync(join(folder, file));
    return scan;
  };

  test("come of the scan's own where these are whole, without a look at the files", async () => {
    const scan = await loaded([
      { stored: STORED, slope: 1, intercept: -1024 },
      { stored: STORED, slope: -1, intercept: 500 },
    ]);
    const expected = [-1024, 7 - 1024, -7 - 1024, 20_000 - 1024];
    expect(tutorialOf(scan)).toEqual([expected, expected]);
  });

  test("wrap in 16 bits where stored values are beyond", async () => {
    const stored = STORED.map((_, i) => 40_000 + i);
    const scan = await loaded([
      { stored, signed: false, intercept: -20_000 },
      { stored, signed: false, intercept: -20_000 },
    ]);
    expect(tutorialOf(scan)[1]).toEqual([20_000, 20_001, 20_002, 20_003]);
  });

  test("are read again where the scan's are fractions", async () => {
    const scan = await loadScan(seriesFolder([0, 1].map((i) => ({ stored: STORED, slope: 1 + 0.5 * i }))));
    expect(tutorialOf(scan)[1]).toEqual([-1024, 7 - 1024, -7 - 1024, 20_000 - 1024]);
  });

  test.each<[string, () => Record<string, Uint8Array>]>([
    ["moved", tiltedFiles],
    ["made", () => seriesFiles(6, (i) => ({ position: [0, 0, i < 3 ? i : i + 1] }))],
  ])("are not to be had of slices that a repair has %s", async (_name, files) => {
    const scan = await loadFiles(files(), { geometry: "repair" });
    expect(() => getPixelsHu(scan, { tutorial: true })).toThrow(
      "scan must be one whose slices are as in their files; received a repaired scan",
    );
  });
});
