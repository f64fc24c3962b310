import { count } from "../words";
import type { SliceHeader } from "./image/readSliceHeader";
import { findLostFiles, mayBeSlice } from "./lostSlices";
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
  const elsewhere = new Set(
    survey.damaged.filter((one) => !mayBeSlice(one, candidate)).map(({ file }) => file),
  );
  return [
    ...damagedWarning([...damaged.keys()].filter((file) => !elsewhere.has(file))),
    ...elsewhereWarning([...elsewhere]),
    ...unreadableWarning(survey, candidate),
    ...(byItself ? otherVolumesWarning(survey, candidate) : []),
  ];
}

function damagedWarning(damaged: readonly SourceFile[]): LoadWarning[] {
  if (damaged.length === 0) return [];
  const files = describeFiles(damaged.map(({ label }) => label));
  return [
    {
      code: "DAMAGED_LEFT_OUT",
      message: `${count(damaged.length, "file is", "files are")} damaged and left out (${files}); report.files says why`,
    },
  ];
}

function elsewhereWarning(damaged: readonly SourceFile[]): LoadWarning[] {
  if (damaged.length === 0) return [];
  const files = describeFiles(damaged.map(({ label }) => label));
  const message = `${count(damaged.length, "file", "files")} of another series, or of no images, ${damaged.length === 1 ? "is" : "are"} damaged (${files}); report.files says why`;
  return [{ code: "DAMAGED_ELSEWHERE", message }];
}

/** Files that cannot be read at all but may have been slices: at the ends of a stack their absence is no gap. */
function unreadableWarning(survey: Survey, candidate: VolumeCandidate): LoadWarning[] {
  const { named, doubtful } = findLostFiles(survey, candidate);
  const lost = [...named, ...doubtful];
  if (lost.length === 0) return [];
  const files = describeFiles(lost.map(({ file }) => file));
  const [are, was] = lost.length === 1 ? ["file is", "it was"] : ["files are", "they were"];
  const message = `${lost.length} ${are} empty, not readable or no whole DICOM (${files}); if ${was} of the series, slices are missing`;
  return [{ code: "FILES_UNREADABLE", message }];
}

function otherVolumesWarning({ candidates }: Survey, chosen: VolumeCandidate): LoadWarning[] {
  const others = candidates.filter((candidate) => candidate !== chosen);
  if (others.length === 0) return [];
  const list = others.map(({ kind, slices }) => `${kind} of ${count(slices, "image")}`);
  const message = `taken for the only volume; ${count(others.length, "other lies", "others lie")} beside it (${describeFiles(list)})`;
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
