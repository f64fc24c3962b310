import { breathe } from "../breathe";
import type { Limits } from "../limits";
import { type DicomdirReferences, describeMissing, findReferencedFiles } from "./elements/dicomdir";
import type { ParsedHeader } from "./elements/parseHeader";
import { readHeader } from "./elements/readHeader";
import { type FileIdentity, identityOf, readIdentity } from "./elements/readIdentity";
import { classifyFile, type FileKind } from "./image/classifyFile";
import type { Frame } from "./image/frame";
import { readFrames } from "./image/readFrames";
import { createPixelDigest } from "./pixels/pixelReader";
import { type FileDoubt, groupWarnings } from "./report/groupWarnings";
import { createFileRecord, type FileRecord, type LoadWarning } from "./report/loadReport";
import { type SplitVolumesOptions, splitVolumes } from "./series/splitVolumes";
import type { VolumeCandidate } from "./series/volumeCandidate";
import { openSources, type ScanInput, type SourceList } from "./source/openSources";
import { createFileError, type FileFailure, isFileFailure } from "./source/readFrom";
import type { SourceFile } from "./source/sourceFile";
import { UnreadableError } from "./source/unreadableError";

/** How far a load is. */
export interface LoadProgress {
  readonly step: "headers" | "pixels";
  readonly done: number;
  readonly total: number;
}

export interface SurveyOptions {
  readonly limits: Limits;
  /** Tags that do not split series, and tags that do, as `splitVolumes` takes them. @default none */
  readonly grouping?: Pick<SplitVolumesOptions, "join" | "splitBy">;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/** A file that begins as DICOM and is cut or damaged, with what can still be read of what it belongs to. */
export interface DamagedFile {
  readonly file: SourceFile;
  readonly identity: FileIdentity;
  readonly error: FileFailure;
}

/** An object that no table has, or of a class that is damaged. */
export interface UnknownObject {
  readonly record: FileRecord;
  readonly identity: FileIdentity;
}

/** What an input holds, by its headers alone. */
export interface Survey {
  readonly sources: SourceList;
  readonly candidates: readonly VolumeCandidate[];
  readonly damaged: readonly DamagedFile[];
  /** Objects without pixels of a class that nobody knows; they are among the others. */
  readonly unknown: readonly UnknownObject[];
  /** Files that are no part of a candidate. */
  readonly others: readonly FileRecord[];
  readonly warnings: readonly LoadWarning[];
}

/** Files between two breaths for the event loop, so that a signal and a slider are heard. */
const FILES_A_TURN = 16;

/**
 * What may be loaded from an input, and every file that may not: headers are read, pixels are not, but of images
 * that may be copies.
 *
 * @throws NoDicomError when the input cannot be read; LimitExceededError for more files or a larger archive than allowed;
 * the signal's reason.
 */
export async function surveyInput(input: ScanInput, options: SurveyOptions): Promise<Survey> {
  const { limits, grouping, signal, onProgress } = options;
  const sources = await openSources(input, { limits, signal });
  const frames: Frame[] = [];
  const damaged: DamagedFile[] = [];
  const others = sources.skipped.map((skipped) => createFileRecord(skipped, "not read", skipped.reason));
  const unlisted: { readonly file: SourceFile; readonly identity: FileIdentity }[] = [];
  const unknown: UnknownObject[] = [];
  const doubts: FileDoubt[] = [];
  const directories: DicomdirReferences[] = [];
  const warnings: LoadWarning[] = [];

  for (const [i, file] of sources.files.entries()) {
    signal?.throwIfAborted();
    const found = readFile(file, limits);
    if ("error" in found) damaged.push(found);
    else if ("disposition" in found) others.push(found);
    else {
      const { header, kind } = found;
      for (const { code, message } of header.warnings) doubts.push({ code, message, file: file.label });
      if (kind.kind === "image") frames.push(...found.frames);
      else if (kind.kind === "related") others.push(createFileRecord(file, "related", kind.name));
      else if (kind.kind === "unknown") unlisted.push({ file, identity: identityOf(header) });
      else {
        others.push(createFileRecord(file, "related", "DICOMDIR"));
        directories.push(findReferencedFiles(header, file, sources.files));
      }
    }
    onProgress?.({ step: "headers", done: i + 1, total: sources.files.length });
    if (i % FILES_A_TURN === 0) await breathe(signal);
  }
  const missing = describeMissing(directories);
  if (missing !== undefined) warnings.push({ code: "DICOMDIR_OUTDATED", message: missing });
  const classes = new Set(frames.map(({ header }) => identityOf(header).sopClass));
  for (const { file, identity } of unlisted) {
    if (classes.has(identity.sopClass)) damaged.push(withoutPixels(file, identity));
    else unknown.push({ record: createFileRecord(file, "related", "object without an image"), identity });
  }
  for (const { record } of unknown) others.push(record);
  return {
    sources,
    candidates: await splitVolumes(frames, { pixelDigest: createPixelDigest(limits), signal, ...grouping }),
    damaged,
    unknown,
    others,
    warnings: [...warnings, ...groupWarnings(doubts)],
  };
}

interface ReadFile {
  readonly header: ParsedHeader;
  readonly kind: FileKind;
  readonly frames: readonly Frame[];
}

function readFile(file: SourceFile, limits: Limits): ReadFile | FileRecord | DamagedFile {
  let header: ParsedHeader | null = null;
  try {
    const start = readHeader(file, limits);
    if (start.kind !== "header") return createFileRecord(file, start.kind);
    header = start.header;
    const kind = classifyFile(header);
    if (kind.kind === "image without pixels") return withoutPixels(file, identityOf(header));
    return { header, kind, frames: kind.kind === "image" ? readFrames(file, header, limits) : [] };
  } catch (error) {
    if (!isFileFailure(error)) throw error;
    return { file, error, identity: header === null ? readIdentity(file, limits) : identityOf(header) };
  }
}

function withoutPixels(file: SourceFile, identity: FileIdentity): DamagedFile {
  const error = new UnreadableError("it is an image without pixel data, as a file is that was cut");
  return { file, identity, error: createFileError(file, error) };
}
