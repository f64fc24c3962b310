import { describedAs, type TABULATED, type Tabulated, tabulatedAs } from "../describe";
import { type Limits, withLimits } from "../limits";
import type { OptionKinds } from "../options";
import { findProblem } from "./findProblem";
import { type GroupingOptions, readGrouping } from "./groupingChoice";

import {
  countDispositions,
  createFileRecord,
  describeFiles,
  type FileRecord,
  type LoadWarning,
} from "./report/loadReport";
import {
  type DescribedVolume,
  describeVolume,
  describeVolumes,
  tabulateVolumes,
} from "./series/describeVolumes";
import { describeElsewhere } from "./series/findSlicesElsewhere";
import type { VolumeCandidate } from "./series/volumeCandidate";
import type { ScanInput } from "./source/openSources";
import { describeFailure } from "./source/readFrom";
import { type LoadProgress, surveyInput } from "./survey";

export interface ScanFolderOptions extends GroupingOptions {
  /** How far the listing may go before it is refused. @default DEFAULT_LIMITS */
  limits?: Partial<Limits>;
  /** Stops the listing; the promise then rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called after each file. */
  onProgress?: (progress: LoadProgress) => void;
}

export const SCAN_FOLDER_KINDS: OptionKinds<ScanFolderOptions> = {
  join: "list",
  splitBy: "list",
  limits: "record",
  signal: "signal",
  onProgress: "function",
};

/** A volume that may be loaded with `loadScan(input, { volume: index })`. Prints without its description. */
export interface ListedVolume
  extends DescribedVolume,
    Pick<VolumeCandidate, "seriesNumber" | "description" | "transferSyntax" | "warnings"> {
  readonly index: number;
}

/** What a folder holds. Prints as a table without descriptions, UIDs and paths; `table(listing)` shows it as one. */
export interface FolderListing extends Tabulated {
  readonly volumes: readonly ListedVolume[];
  /** DICOM objects that belong to images without being images: reports, segmentations, structure sets, DICOMDIR. */
  readonly related: readonly FileRecord[];
  /** Files that are no part of a volume, the related ones among them. */
  readonly files: readonly FileRecord[];
  readonly warnings: readonly LoadWarning[];
}

type ListingFields = Omit<FolderListing, typeof TABULATED>;

/**
 * The volumes in a folder, one row each, and every file that belongs to none; headers are read, pixels are not, but
 * of images that may be copies.
 *
 * @param input - as `loadScan` takes it.
 * @throws NoDicomError when the input cannot be read; LimitExceededError; InvalidArgumentError for a tag that is none;
 * the signal's reason.
 * @example
 *     const { volumes } = await scanFolder("path/to/folder");
 *     const scan = await loadScan("path/to/folder", { volume: volumes[0].index });
 */
export async function scanFolder(input: ScanInput, options: ScanFolderOptions = {}): Promise<FolderListing> {
  const { signal, onProgress } = options;
  const limits = withLimits(options.limits);
  const survey = await surveyInput(input, { limits, grouping: readGrouping(options), signal, onProgress });
  const damaged = survey.damaged.map(({ file, error }) =>
    createFileRecord(file, "damaged", describeFailure(error)),
  );
  const listing: ListingFields = {
    volumes: survey.candidates.map(listVolume),
    related: survey.others.filter(({ disposition }) => disposition === "related"),
    files: [...survey.others, ...damaged],
    warnings: survey.warnings,
  };
  return tabulatedAs(describedAs(listing, describeListing), () => ({
    title: "Volumes",
    rows: tabulateVolumes(listing.volumes),
    notes: listNotes(listing),
  }));
}

function listVolume(candidate: VolumeCandidate, index: number): ListedVolume {
  const { frames, duplicates, excluded, seriesKey, placed, elsewhere, referenceJoined, ...shown } = candidate;
  const problem = withElsewhere(findProblem(candidate), candidate);
  const volume: ListedVolume = { index, ...shown, problem };
  return describedAs(volume, () => describeVolume(volume));
}

/** A gap whose slices lie in another volume says so. */
function withElsewhere(problem: string | null, { elsewhere }: VolumeCandidate): string | null {
  return problem === null || elsewhere.length === 0 ? problem : `${problem}; ${describeElsewhere(elsewhere)}`;
}

function describeListing(listing: ListingFields): string {
  return [describeVolumes(listing.volumes), ...listNotes(listing)].join("\n");
}

/** What is to be said beside the volumes. */
function listNotes({ volumes, files, warnings }: ListingFields): string[] {
  const left = files.length === 0 ? [] : [`Other files: ${countDispositions(files)}`];
  const damaged = files.filter(({ disposition }) => disposition === "damaged").map(({ file }) => file);
  const cut = damaged.length === 0 ? [] : [`Damaged: ${describeFiles(damaged)}`];
  const warned = warnings.map(({ code, message }) => `${code}: ${message}`);
  const choice = volumes.length < 2 ? [] : ["loadScan(input, { volume: # }) loads one of them"];
  return [...choice, ...left, ...cut, ...warned];
}
