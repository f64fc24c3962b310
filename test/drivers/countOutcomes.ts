import type { FuzzOutcome } from "./fuzzLoad";

/** What became of many damaged files. */
export interface FuzzReport {
  /** How often the mutants of each corpus entry came to each outcome. */
  readonly outcomes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** What must never be, one line a mutant; its seed and index make it again. */
  readonly failures: readonly string[];
  /** For people: it depends on what else the machine does. */
  readonly slowest: { readonly ms: number; readonly mutant: string };
  /** Seconds for all of them. */
  readonly seconds: number;
  /** What the process took at its most, and before the first mutant; bytes. */
  readonly memory: { readonly peak: number; readonly before: number };
}

/** A mutant, and what loads it. */
export interface NamedMutant {
  /** The corpus entry that it is of. */
  readonly entry: string;
  /** Tells how to make it again. */
  readonly mutant: string;
  readonly load: () => Promise<FuzzOutcome>;
}

/** Loads mutants one after another, and counts what became of them. */
export async function countOutcomes(
  entries: readonly string[],
  mutants: Iterable<NamedMutant>,
): Promise<FuzzReport> {
  const outcomes = new Map(entries.map((entry) => [entry, new Map<string, number>()]));
  const failures: string[] = [];
  let slowest = { ms: 0, mutant: "" };
  const started = performance.now();
  const before = peakMemory();
  for (const { entry, mutant, load } of mutants) {
    const { outcome, faults, ms } = await load();
    const counts = outcomes.get(entry) ?? new Map<string, number>();
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if (ms > slowest.ms) slowest = { ms, mutant };
    for (const fault of faults) failures.push(`${mutant}: ${fault}`);
  }
  const seconds = (performance.now() - started) / 1000;
  return { outcomes, failures, slowest, seconds, memory: { peak: peakMemory(), before } };
}

/** How many mutants of all entries came to an outcome. */
export function outcomeCount({ outcomes }: FuzzReport, outcome: string): number {
  return [...outcomes.values()].reduce((sum, counts) => sum + (counts.get(outcome) ?? 0), 0);
}

function peakMemory(): number {
  return process.resourceUsage().maxRSS * 1024;
}
