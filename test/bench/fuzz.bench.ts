import { expect, test, vi } from "vitest";
import { type FuzzReport, outcomeCount } from "../drivers/countOutcomes";
import { fuzzBeside, SILENT } from "../drivers/fuzzBeside";
import { fuzzRun } from "../drivers/fuzzRun";

vi.mock(import("../../kernel-lib/src/dicom/pixels/threads/decoderPool"), async (original) => {
  const { sharedDecoderPool } = await import("../drivers/sharedDecoderPool");
  return sharedDecoderPool(await original());
});

const MUTANTS = Number(process.env.FUZZ_MUTANTS ?? 20_000);
/** Series with one damaged slice each. */
const BESIDE = Number(process.env.FUZZ_BESIDE ?? 5_000);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

/** Most that loading small files one after another may add to the memory of the process. */
const MOST_BYTES = 2 ** 30;

test(`${MUTANTS} damaged files`, { timeout: 3_600_000 }, async () => {
  const report = await fuzzRun(SEED, MUTANTS);
  process.stdout.write(`${describe(report)}\n`);
  expect(report.failures).toEqual([]);
  expect(report.memory.peak - report.memory.before).toBeLessThan(MOST_BYTES);
});

test(`${BESIDE} damaged files, each beside whole slices of its series`, { timeout: 3_600_000 }, async () => {
  const report = await fuzzBeside(SEED, BESIDE);
  process.stdout.write(`${describe(report)}\n`);
  expect(report.failures).toEqual([]);
  expect(outcomeCount(report, SILENT)).toBe(0);
});

function describe({ outcomes, failures, slowest, seconds, memory }: FuzzReport): string {
  const names = [...new Set([...outcomes.values()].flatMap((counts) => [...counts.keys()]))].sort();
  const row = (name: string, counts: ReadonlyMap<string, number>): string[] => [
    name,
    ...names.map((outcome) => String(counts.get(outcome) ?? 0)),
  ];
  const total = new Map<string, number>();
  for (const counts of outcomes.values()) {
    for (const [outcome, count] of counts) total.set(outcome, (total.get(outcome) ?? 0) + count);
  }
  const rows = [
    ["file", ...names],
    ...[...outcomes].map(([name, counts]) => row(name, counts)),
    row("all", total),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const table = rows.map((cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  "),
  );
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  return [
    ...table,
    `seed ${SEED}, ${seconds.toFixed(0)} s, slowest ${slowest.ms.toFixed(0)} ms (${slowest.mutant})`,
    `memory at most ${mb(memory.peak)}, ${mb(memory.before)} before the first; ${failures.length} failures`,
  ].join("\n");
}
