import type { LoadScanOptions } from "../../kernel-lib/src/dicom/loadScan";
import { createRandom } from "../../kernel-lib/src/random";
import { type CorpusEntry, fuzzCorpus } from "../makers/fuzzCorpus";
import { type Mutant, mutate } from "../makers/mutate";
import { countOutcomes, type FuzzReport, type NamedMutant } from "./countOutcomes";
import { createFuzzLoader } from "./fuzzLoad";

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
  function* made(): Generator<NamedMutant> {
    for (let index = 0; index < mutants; index++) {
      const { entry, bytes, kind, options } = mutantOf(corpus, seed, index);
      const mutant = `seed ${seed}, index ${index}: ${entry.name}, ${kind}`;
      yield { entry: entry.name, mutant, load: () => loader.load(bytes, options) };
    }
  }
  try {
    const report = await countOutcomes(
      corpus.map(({ name }) => name),
      made(),
    );
    const after: string[] = [];
    for (const { name, bytes, loads } of corpus) {
      const { outcome, faults } = await loader.load(bytes);
      const whole = outcome === (loads ? "loaded" : "NoDicomError");
      for (const fault of whole ? faults : [outcome]) after.push(`after all, undamaged ${name}: ${fault}`);
    }
    return { ...report, failures: [...report.failures, ...after] };
  } finally {
    loader.stop();
  }
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
