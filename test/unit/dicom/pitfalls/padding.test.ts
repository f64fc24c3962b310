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

  test("that no tag names is that of the scan, also in slices whose field of view ends in air of its value", async () => {
    const size = 64;
    const distance = (i: number) => Math.hypot(Math.floor(i / size) - 31.5, (i % size) - 31.5);
    const files = seriesFiles(8, (k) => ({
      ...{ rows: size, columns: size },
      bits: (value, i) => (distance(i) > (k % 3 === 2 ? 25 : 32) ? 0 : value),
    }));
    const { report, ...scan } = await loadFiles(files);
    const words = scan.paddingBits.length / 8;
    const marked = (k: number) => scan.paddingBits.slice(k * words, (k + 1) * words);
    const isMarked = (k: number, i: number) => (marked(k)[i >>> 5] >>> (i & 31)) & 1;
    for (let k = 0; k < 8; k++) {
      for (let i = 0; i < size * size; i++) {
        // In the last three pixels of the field of view the same value may be either.
        if (distance(i) > 32) expect(isMarked(k, i)).toBe(1);
        else if (distance(i) < 29 || k % 3 !== 2) expect(isMarked(k, i)).toBe(0);
      }
    }
    expect(report.warnings.map(({ code, message }) => [code, message])).toEqual([
      ["UNTAGGED_PADDING", expect.stringContaining("(stored 0 in 8 slices)")],
    ]);
  });

  test("is not seen where the matrix is full", async () => {
    const scan = await loadFiles(seriesFiles(4, () => ({ rows, columns })));
    requirePadding(scan, () => false);
  });
});
