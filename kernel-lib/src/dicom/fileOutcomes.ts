import { count } from "../words";
import type { SliceHeader } from "./image/readSliceHeader";
import type { PixelDataWarning } from "./pixels/places/frameRanges";
import { groupWarnings } from "./report/groupWarnings";
import { createFileRecord, describeFiles, type FileRecord, type LoadWarning } from "./report/loadReport";
import type { VolumeCandidate } from "./series/volumeCandidate";
import { describeFailure, type FileFailure } from "./source/readFrom";
import type { SourceFile } from "./source/sourceFile";
import type { Survey } from "./survey";

/** What a load made of the files that it found. */
export interface LoadedFiles {
  readonly survey: Survey;
  readonly candidate: VolumeCandidate;
  /** The slices that were read. */
  readonly sources: readonly SliceHeader[];
  /** Files that were left out, and why. */
  readonly damaged: ReadonlyMap<SourceFile, FileFailure>;
  /** The volume was not chosen by anyone. */
  readonly byItself: boolean;
}

/** What a reader of the volume should know about the files that are not in it. */
export function warnOfFiles(files: LoadedFiles): LoadWarning[] {
  const { survey, candidate, damaged, byItself } = files;
  return [
    ...damagedWarning(damaged),
    ...unreadableWarning(files),
    ...(byItself ? otherVolumesWarning(survey, candidate) : []),
  ];
}

function damagedWarning(damaged: ReadonlyMap<SourceFile, FileFailure>): LoadWarning[] {
  if (damaged.size === 0) return [];
  const files = describeFiles([...damaged.keys()].map(({ label }) => label));
  return [
    {
      code: "DAMAGED_LEFT_OUT",
      message: `${count(damaged.size, "file is", "files are")} damaged and left out (${files}); report.files says why`,
    },
  ];
}

/** Files that cannot be read at all but may have been slices: at the ends of a stack their absence is no gap. */
function unreadableWarning({ survey, candidate }: LoadedFiles): LoadWarning[] {
  const named = new Set(findNamedAsSlices(survey, candidate));
  const lost = survey.others.filter(
    (record) => record.disposition === "empty" || record.disposition === "not read" || named.has(record),
  );
  if (lost.length === 0) return [];
  const files = describeFiles(lost.map(({ file }) => file));
  const message = `${count(lost.length, "file is", "files are")} empty or not readable (${files}); if it was a slice, the volume ends early`;
  return [{ code: "FILES_UNREADABLE", message }];
}

/** Files that are empty or no DICOM and named as the slices are, digits aside: slices that were cut at their start. */
export function findNamedAsSlices({ others }: Survey, { frames }: VolumeCandidate): FileRecord[] {
  const names = new Set(frames.map(({ file }) => nameWithoutDigits(file.path)));
  return others.filter(
    ({ disposition, path }) =>
      (disposition === "empty" || disposition === "not DICOM") && names.has(nameWithoutDigits(path)),
  );
}

function nameWithoutDigits(path: string): string {
  return path.replace(/\d+/g, "#");
}

function otherVolumesWarning({ candidates }: Survey, chosen: VolumeCandidate): LoadWarning[] {
  const others = candidates.filter((candidate) => candidate !== chosen);
  if (others.length === 0) return [];
  const list = others.map(({ kind, slices }) => `${kind} of ${count(slices, "image")}`);
  const message = `taken for the only volume; beside it lie ${others.length} others (${describeFiles(list)})`;
  return [{ code: "OTHER_VOLUMES", message }];
}

export function warnOfPixels(
  found: readonly (PixelDataWarning & { readonly file: string })[],
): LoadWarning[] {
  return groupWarnings(found.map(({ code, text, file }) => ({ code, message: text, file })));
}

/** Tags that were read otherwise than they are written, or not at all. */
export function warnOfTags(headers: readonly SliceHeader[]): LoadWarning[] {
  return groupWarnings(
    headers.flatMap(({ file, doubts }) =>
      doubts.map(({ code, message, tag }) => ({ code, message, file: file.label, about: tag })),
    ),
  );
}

/** What became of every file, in the order of the input. */
export function recordFiles({ survey, candidate, sources, damaged }: LoadedFiles): FileRecord[] {
  const records = new Map<number, FileRecord>(survey.others.map((record) => [record.index, record]));
  const put = (file: SourceFile, ...rest: [FileRecord["disposition"], string?]) =>
    records.set(file.index, createFileRecord(file, ...rest));
  for (const other of survey.candidates) {
    if (other === candidate) continue;
    for (const { file } of [...other.frames, ...other.duplicates]) put(file, "other volume");
    for (const { file } of other.excluded) put(file, "left out", "localizer of another volume");
  }
  for (const { file } of candidate.frames)
    put(file, "left out", "it has no Slice Location, which the tutorial asks for");
  for (const { file } of candidate.duplicates) put(file, "duplicate");
  for (const { file } of candidate.excluded) put(file, "left out", "localizer");
  for (const { file } of sources) put(file, "loaded");
  for (const [file, error] of damaged) {
    const partly = sources.some((slice) => slice.file === file);
    if (partly) put(file, "loaded", `but for frames that are damaged: ${describeFailure(error)}`);
    else put(file, "damaged", describeFailure(error));
  }
  return [...records.values()].sort((a, b) => a.index - b.index);
}
