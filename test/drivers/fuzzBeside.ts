import type { LoadScanOptions } from "../../kernel-lib/src/dicom/loadScan";
import type { WarningCode } from "../../kernel-lib/src/dicom/report/loadReport";
import type { Scan } from "../../kernel-lib/src/dicom/scan";
import type { NamedBytes } from "../../kernel-lib/src/dicom/source/namedBytes";
import { createRandom } from "../../kernel-lib/src/random";
import { type FuzzSeries, fuzzSeries } from "../makers/fuzzSeries";
import { mutate } from "../makers/mutate";
import { countOutcomes, type FuzzReport, type NamedMutant } from "./countOutcomes";
import { createFuzzLoader, FILE_NAME, type FuzzOutcome } from "./fuzzLoad";

const OPTIONS: readonly LoadScanOptions[] = [
  {},
  {},
  { damaged: "leave out" },
  { geometry: "repair" },
  { geometry: "loose" },
];

/** Of so many mutants, one has the name of an unfinished download. */
const UNFINISHED = 5;

/** The outcome that must not be. */
export const SILENT = "a slice is missing and nothing says so";

/** Warnings that a file was left out. */
const SAYING: ReadonlySet<WarningCode> = new Set<WarningCode>([
  ...(["DAMAGED_LEFT_OUT", "DAMAGED_ELSEWHERE", "FILES_UNREADABLE", "OTHER_VOLUMES"] as const),
  ...(["LOCALIZER_EXCLUDED", "DUPLICATE_REMOVED"] as const),
]);

/** Loads so many series of whole slices and one mutant; the same seed makes the same. */
export async function fuzzBeside(seed: number, mutants: number): Promise<FuzzReport> {
  const corpus = await fuzzSeries();
  const loader = createFuzzLoader();
  function* made(): Generator<NamedMutant> {
    for (let index = 0; index < mutants; index++) {
      const { series, files, kind, options } = mutantBeside(corpus, seed, index);
      const mutant = `seed ${seed}, index ${index}: ${series.name}, ${kind}, ${JSON.stringify(options)}`;
      const load = async (): Promise<FuzzOutcome> => {
        const ended = await loader.load(files, options, outcomeOf);
        return ended.outcome === SILENT ? { ...ended, faults: [...ended.faults, SILENT] } : ended;
      };
      yield { entry: series.name, mutant, load };
    }
  }
  try {
    return await countOutcomes(
      corpus.map(({ name }) => name),
      made(),
    );
  } finally {
    loader.stop();
  }
}

/** One of the series that `fuzzBeside` loads, and how. */
export function mutantBeside(
  corpus: readonly FuzzSeries[],
  seed: number,
  index: number,
): {
  readonly series: FuzzSeries;
  readonly files: readonly NamedBytes[];
  readonly kind: string;
  readonly options: LoadScanOptions;
} {
  const random = createRandom(seed * 2 ** 32 + index);
  const series = corpus[index % corpus.length];
  const options = OPTIONS[random.below(OPTIONS.length)];
  const damaged = random.below(series.slices.length);
  const ending = random.below(UNFINISHED) === 0 ? ".crdownload" : "";
  const others = series.slices.map(({ bytes }) => bytes);
  const { bytes, kind } = mutate(series.slices[damaged].bytes, random, others);
  const files = series.slices.map((slice, i) => ({
    name: `${FILE_NAME}/${slice.name}${i === damaged ? ending : ""}`,
    bytes: i === damaged ? bytes : slice.bytes,
  }));
  return { series, files, kind: `slice ${damaged + 1}${ending}, ${kind}`, options };
}

function outcomeOf({ report: { files, warnings } }: Scan): string {
  const loaded = files.filter(({ disposition }) => disposition === "loaded").length;
  if (loaded === files.length) return "all loaded";
  return warnings.some(({ code }) => SAYING.has(code)) ? "fewer, and a warning says so" : SILENT;
}
