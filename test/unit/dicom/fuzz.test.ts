import { expect, test, vi } from "vitest";
import { outcomeCount } from "../../drivers/countOutcomes";
import { fuzzBeside, SILENT } from "../../drivers/fuzzBeside";
import { fuzzRun } from "../../drivers/fuzzRun";

vi.mock(import("../../../kernel-lib/src/dicom/pixels/threads/decoderPool"), async (original) => {
  const { sharedDecoderPool } = await import("../../drivers/sharedDecoderPool");
  return sharedDecoderPool(await original());
});

test("500 damaged files load or end in an error of ours: without a print, without private text", async () => {
  const report = await fuzzRun(4, 500);
  const { failures, memory } = report;
  expect(failures).toEqual([]);
  expect(memory.peak - memory.before).toBeLessThan(2 ** 29);
  // Mutants that are all refused at the door would show nothing.
  expect(outcomeCount(report, "loaded")).toBeGreaterThan(50);
  expect(outcomeCount(report, "DicomFileError")).toBeGreaterThan(200);
});

test("of 400 series with a damaged slice none loads without it and without a word", async () => {
  const report = await fuzzBeside(2, 400);
  expect(report.failures).toEqual([]);
  expect(outcomeCount(report, SILENT)).toBe(0);
  expect(outcomeCount(report, "all loaded")).toBeGreaterThan(40);
  expect(outcomeCount(report, "fewer, and a warning says so")).toBeGreaterThan(40);
  expect(outcomeCount(report, "DicomFileError")).toBeGreaterThan(40);
});
