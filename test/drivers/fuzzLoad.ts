import { setImmediate as turn } from "node:timers/promises";
import { inspect } from "node:util";
import { getPixelsHu } from "../../kernel-lib/src/dicom/getPixelsHu";
import { type LoadScanOptions, loadScan } from "../../kernel-lib/src/dicom/loadScan";
import type { Scan } from "../../kernel-lib/src/dicom/scan";
import { scanFolder } from "../../kernel-lib/src/dicom/scanFolder";
import type { NamedBytes } from "../../kernel-lib/src/dicom/source/namedBytes";
import { isTslabDicomError } from "../../kernel-lib/src/errors";
import { SECRETS } from "../makers/ctSeries";

/** How the load of a damaged file ended. */
export interface FuzzOutcome {
  /** "loaded" or what the scan counts as, or the tag of the library's error. */
  readonly outcome: string;
  /** What must never be: a throw that is not the library's, a print, a private text, numbers that are none. */
  readonly faults: readonly string[];
  /** Of the slower one of listing and loading. */
  readonly ms: number;
}

/** Loads damaged files and watches the process while it does. */
export interface FuzzLoader {
  /**
   * Lists a file, or several, as `scanFolder` does, then loads them as `loadScan` does.
   *
   * @param outcomeOf - what a scan that loads counts as. @default "loaded"
   */
  readonly load: (
    files: Uint8Array | readonly NamedBytes[],
    options?: LoadScanOptions,
    outcomeOf?: (scan: Scan) => string,
  ) => Promise<FuzzOutcome>;
  /** Gives the process its outputs back. */
  readonly stop: () => void;
}

/** The name of the file, which must be in no message. */
export const FILE_NAME = "Roe^Richard/4712";
/** What a file may end in; other errors of the library are about arguments, and those of the loader are right. */
const TAGS: ReadonlySet<string> = new Set([
  "DicomFileError",
  "GeometryError",
  "LimitExceededError",
  "MultipleVolumesError",
  "NoDicomError",
  "UnsupportedTransferSyntaxError",
]);
const PRIVATE = [...SECRETS, FILE_NAME];

/** Until it is stopped, what anyone prints in this process is a fault of the file that is being loaded. */
export function createFuzzLoader(): FuzzLoader {
  const seen: string[] = [];
  const stop = watchProcess((fault) => seen.push(fault));
  return {
    load: async (files, options = {}, outcomeOf = () => "loaded") => {
      const listed = await attempt(async () => {
        const faults = privateTexts(inspect(await scanFolder(filesOf(files))));
        return { outcome: "listed", faults };
      });
      const loaded = await attempt(async () => {
        const scan = await loadScan(filesOf(files), options);
        return { outcome: outcomeOf(scan), faults: faultsOfScan(scan) };
      });
      // Rejections that nobody handles are told a turn later.
      await turn();
      const faults = [...listed.faults, ...loaded.faults, ...seen.splice(0)];
      return { outcome: loaded.outcome, faults, ms: Math.max(listed.ms, loaded.ms) };
    },
    stop,
  };
}

async function* filesOf(files: Uint8Array | readonly NamedBytes[]): AsyncGenerator<NamedBytes> {
  if (files instanceof Uint8Array) yield { name: FILE_NAME, bytes: files };
  else for (const file of files) yield file;
}

async function attempt(load: () => Promise<Omit<FuzzOutcome, "ms">>): Promise<FuzzOutcome> {
  const started = performance.now();
  const ended = (outcome: string, faults: readonly string[]): FuzzOutcome => {
    return { outcome, faults, ms: performance.now() - started };
  };
  try {
    const { outcome, faults } = await load();
    return ended(outcome, faults);
  } catch (error) {
    if (isTslabDicomError(error) && TAGS.has(error.tag))
      return ended(error.tag, privateTexts(inspect(error)));
    const name = error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
    return ended("foreign", [`threw ${name}${error instanceof Error ? `\n${error.stack}` : ""}`]);
  }
}

function privateTexts(printed: string): string[] {
  return PRIVATE.filter((text) => printed.includes(text)).map((text) => `says ${text} in: ${printed}`);
}

function faultsOfScan(scan: Scan): string[] {
  const { geometry, voxels } = getPixelsHu(scan);
  const faults = privateTexts(`${inspect(scan)}\n${inspect(scan.report)}`);
  const [slices, rows, columns] = geometry.shape;
  if (voxels.data.length !== slices * rows * columns)
    faults.push("has another number of voxels than its shape");
  if (!geometry.affine.every(Number.isFinite)) faults.push("has a place that is no number");
  if (!geometry.spacing.every((mm) => mm === null || (Number.isFinite(mm) && mm > 0))) {
    faults.push(`has a spacing of ${geometry.spacing.join(", ")}`);
  }
  return faults;
}

/** Calls back for each print and each error that nobody catches, until the returned function is called. */
function watchProcess(onFault: (fault: string) => void): () => void {
  const uncaught = (error: unknown): void => onFault(`left uncaught: ${inspect(error)}`);
  process.on("uncaughtException", uncaught);
  process.on("unhandledRejection", uncaught);
  const restore = [process.stdout, process.stderr].map((stream) =>
    replaced(stream, "write", (text: unknown) => {
      onFault(`printed ${text}`);
      return true;
    }),
  );
  for (const name of ["log", "info", "warn", "error", "debug", "trace"] as const) {
    restore.push(replaced(console, name, (...text: unknown[]) => onFault(`printed ${text.join(" ")}`)));
  }
  return () => {
    process.off("uncaughtException", uncaught);
    process.off("unhandledRejection", uncaught);
    for (const undo of restore) undo();
  };
}

function replaced<T, Key extends keyof T>(of: T, key: Key, value: T[Key]): () => void {
  const before = of[key];
  of[key] = value;
  return () => {
    of[key] = before;
  };
}
