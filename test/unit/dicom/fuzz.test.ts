import { expect, test, vi } from "vitest";
import { fuzzRun } from "../../drivers/fuzzRun";

vi.mock(import("../../../kernel-lib/src/dicom/pixels/threads/decoderPool"), async (original) => {
  const { sharedDecoderPool } = await import("../../drivers/sharedDecoderPool");
  return sharedDecoderPool(await original());
});

test("500 damaged files load or end in an error of ours: without a print, without private text", async () => {
  const { outcomes, failures, memory } = await fuzzRun(4, 500);
  expect(failures).toEqual([]);
  expect(memory.peak - memory.before).toBeLessThan(2 ** 29);
  // Mutants that are all refused at the door would show nothing.
  const ends = [...outcomes.values()].flatMap((counts) => [...counts]);
  const count = (outcome: string) => ends.reduce((sum, [name, n]) => (name === outcome ? sum + n : sum), 0);
  expect(count("loaded")).toBeGreaterThan(50);
  expect(count("DicomFileError")).toBeGreaterThan(200);
});
