import { expect, test } from "vitest";
import { loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import { storedPixels } from "../../../kernel-lib/src/dicom/storedPixels";
import { COLUMNS, ROWS, seriesFolder, storedOf } from "../../makers/ctSeries";

test("stored pixels are read within the limits of the load", async () => {
  const pixels = ROWS * COLUMNS;
  const scan = await loadScan(seriesFolder([{}, {}]), { limits: { framePixels: pixels } });
  expect(scan.limits.framePixels).toBe(pixels);
  expect([...storedPixels(scan, 1)]).toEqual(storedOf(1));
  const tighter = { ...scan, limits: { ...scan.limits, framePixels: pixels - 1 } };
  expect(() => storedPixels(tighter, 1)).toThrow("framePixels must be at most 19; found 20");
});
