import { expect, test } from "vitest";
import { loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import { warningCodes, warningOf } from "../../checks/volumeProblems";
import { seriesFolder } from "../../makers/ctSeries";
import type { Elements } from "../../makers/dicomFile";

/** A slice of 4 x 5 values of 32 bits, from one on. */
function wide(first: number): Elements {
  const pixels = Int32Array.from({ length: 20 }, (_, i) => first + i);
  return {
    "00280100": ["US", 32],
    "00280101": ["US", 32],
    "00280102": ["US", 31],
    "7FE00010": ["OW", Buffer.from(pixels.buffer)],
  };
}

const load = (firsts: readonly number[]) =>
  loadScan(seriesFolder(firsts.map((first) => ({ elements: wide(first), intercept: 0 }))));

test("values beyond the whole numbers of Float32 are rounded with a warning that counts the slices", async () => {
  const scan = await load([0, 2 ** 24, 5, 2 ** 25]);
  expect(scan.values).toBeInstanceOf(Float32Array);
  expect(warningOf(scan, "VALUES_ROUNDED").message).toMatch(/^2 of 4 slices/);
});

test("up to there they are exact, and nothing is said", async () => {
  const scan = await load([0, 2 ** 24 - 19]);
  expect(scan.values.at(-1)).toBe(2 ** 24);
  expect(warningCodes(scan)).not.toContain("VALUES_ROUNDED");
});

test.each([
  ["Humidity", "UNITS_UNKNOWN"],
  ["US", "UNITS_UNSPECIFIED"],
])("a Rescale Type of %s gives %s alone", async (type, code) => {
  const scan = await loadScan(seriesFolder([0, 1].map(() => ({ elements: { "00281054": ["LO", type] } }))));
  expect([scan.units, warningCodes(scan)]).toEqual(["unspecified", [code]]);
  expect(warningOf(scan, code).message).not.toContain(type);
});
