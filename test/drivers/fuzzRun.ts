import type { LoadScanOptions } from "../../kernel-lib/src/dicom/loadScan";
import { createRandom } from "../../kernel-lib/src/random";
import { type CorpusEntry, fuzzCorpus } from "../makers/fuzzCorpus";
import { type Mutant, mutate } from "../makers/mutate";
import { createFuzzLoader } from "./fuzzLoad";

/** What became of many damaged files. */
export interface FuzzReport {
  /** How often each corpus entry's mutants came to each outcome. */
  readonly outcomes: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** What must never be, one line a mutant; `mutantOf` makes it again. */
  readonly failures: readonly string[];
  /** For people: it depends on what else the machine does. */
  readonly slowest: { readonly ms: number; readonly mutant: string };
  /** Seconds for all of them. */
  readonly seconds: number;
  /** What the process took at its most, and before the first mutant; bytes. */
  readonly memory: { readonly peak: number; readonly before: number };
}

const OPTIONS: readonly LoadScanOptions[] = [
  {},
  {},
  { geometry: "repair" },
  { geometry: "loose" },
  { tutorial: true },
];

/** Loads so many mutants, spread over the corpus; the same seed makes the same mutants. */
export async function fuzzRun(seed: number, mutants: number): Promise<FuzzReport> {
  const corpus = await fuzzCorpus();
  const loader = createFuzzLoader();
  const outcomes = new Map(corpus.map(({ name }) => [name, new Map<string, number>()]));
  const failures: string[] = [];
  let slowest = { ms: 0, mutant: "" };
  const started = performance.now();
  const before = peakMemory();
  try {
    for (let index = 0; index < mutants; index++) {
      const { entry, bytes, kind, options } = mutantOf(corpus, seed, index);
      const mutant = `seed ${seed}, index ${index}: ${entry.name}, ${kind}`;
      const { outcome, faults, ms } = await loader.load(bytes, options);
      const counts = outcomes.get(entry.name) ?? new Map<string, number>();
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      if (ms > slowest.ms) slowest = { ms, mutant };
      for (const fault of faults) failures.push(`${mutant}: ${fault}`);
    }
    for (const { name, bytes, loads } of corpus) {
      const { outcome, faults } = await loader.load(bytes);
      const whole = outcome === (loads ? "loaded" : "NoDicomError");
      for (const fault of whole ? faults : [outcome]) failures.push(`after all, undamaged ${name}: ${fault}`);
    }
  } finally {
    loader.stop();
  }
  const seconds = (performance.now() - started) / 1000;
  return { outcomes, failures, slowest, seconds, memory: { peak: peakMemory(), before } };
}

/** One of the mutants that `fuzzRun` loads, and how. */
export function mutantOf(
  corpus: readonly CorpusEntry[],
  seed: number,
  index: number,
): Mutant & { readonly entry: CorpusEntry; readonly options: LoadScanOptions } {
  const random = createRandom(seed * 2 ** 32 + index);
  const entry = corpus[index % corpus.length];
  const options = OPTIONS[random.below(OPTIONS.length)];
  const others = corpus.map(({ bytes }) => bytes);
  return { ...mutate(entry.bytes, random, others), entry, options };
}

function peakMemory(): number {
  return process.resourceUsage().maxRSS * 1024;
}
