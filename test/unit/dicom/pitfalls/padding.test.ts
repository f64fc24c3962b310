import { describe, expect, test } from "vitest";
import { getPixelsHu } from "../../../../kernel-lib/src/dicom/getPixelsHu";
import type { Scan } from "../../../../kernel-lib/src/dicom/scan";
import { valueRange } from "../../../../kernel-lib/src/volume/volume";
import { warningCodes } from "../../../checks/volumeProblems";
import { expectVolume, loadFiles } from "../../../drivers/loadFiles";
import type { Elements } from "../../../makers/dicomFile";
import { MATRIX } from "../../../makers/latticeSlices";
import { seriesFiles } from "../../../makers/seriesFiles";

describe("pitfall 38: padding", () => {
  const { rows, columns } = MATRIX;
  const isCorner = (i: number) => Math.floor(i / columns) < 4 && i % columns < 6;
  const PADDING = -2000;

  const requirePadding = (scan: Scan, isPadded: (index: number) => boolean) => {
    const { data } = getPixelsHu(scan).padding.voxels;
    const pixels = scan.shape[1] * scan.shape[2];
    const wrong = data.findIndex((padded, at) => (padded === 1) !== isPadded(at % pixels));
    expect(wrong).toBe(-1);
  };

  test.each<readonly [name: string, signed: boolean, stored: (i: number) => number, elements: Elements]>([
    ["a value", true, () => PADDING, { "00280120": ["SS", PADDING] }],
    ["a value, unsigned", false, () => 63_536, { "00280120": ["US", 63_536] }],
    [
      "a range",
      true,
      (i) => PADDING + (i % 3),
      { "00280120": ["SS", PADDING], "00280121": ["SS", PADDING + 2] },
    ],
    [
      "a range from its upper end",
      true,
      (i) => PADDING + (i % 3),
      { "00280120": ["SS", PADDING + 2], "00280121": ["SS", PADDING] },
    ],
  ])(
    "by %s is marked in stored values; its values stay, the others are right",
    async (_name, signed, stored, elements) => {
      const bits = (value: number, i: number) => (isCorner(i) ? stored(i) : value);
      const scan = await loadFiles(seriesFiles(4, () => ({ signed, bits, elements })));
      requirePadding(scan, isCorner);
      expectVolume(scan, { slices: 4, covered: 0.9 });
      expect(scan.values[0]).toBe(stored(0) - 1024);
      expect(valueRange(getPixelsHu(scan))?.min).toBe(-1000 + 6);
      expect(warningCodes(scan)).toEqual([]);
    },
  );

  test("that no tag names is found outside the circle of the scanner's view", async () => {
    const size = 64;
    const isOutside = (i: number) => {
      const [row, column] = [Math.floor(i / size) - 31.5, (i % size) - 31.5];
      return Math.hypot(row, column) > 32;
    };
    const bits = (value: number, i: number) => (isOutside(i) ? PADDING : value);
    const scan = await loadFiles(seriesFiles(4, () => ({ rows: size, columns: size, bits })));
    requirePadding(scan, isOutside);
    expectVolume(scan, { slices: 4, covered: 0.7 });
    expect(warningCodes(scan)).toEqual(["UNTAGGED_PADDING"]);
  });

  test("is not seen where the matrix is full", async () => {
    const scan = await loadFiles(seriesFiles(4, () => ({ rows, columns })));
    requirePadding(scan, () => false);
  });
});
