import { setImmediate as turn } from "node:timers/promises";
import type { Limits } from "../limits";
import { findReferencedFiles } from "./elements/dicomdir";
import type { HeaderWarningCode } from "./elements/headerWarning";
import type { ParsedHeader } from "./elements/parseHeader";
import { readHeader } from "./elements/readHeader";
import { classifyFile } from "./image/classifyFile";
import type { Frame } from "./image/frame";
import { readFrames } from "./image/readFrames";
import { createPixelDigest } from "./pixels/pixelReader";
import { createFileRecord, describeFiles, type FileRecord, type LoadWarning } from "./report/loadReport";
import { type SplitVolumesOptions, splitVolumes } from "./series/splitVolumes";
import type { VolumeCandidate } from "./series/volumeCandidate";
import { openSources, type ScanInput, type SourceList } from "./source/openSources";
import { type FileFailure, isFileFailure } from "./source/readFrom";
import type { SourceFile } from "./source/sourceFile";

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

/** A file that begins as DICOM and whose header cannot be read, so that nobody knows what it belongs to. */
export interface DamagedFile {
  readonly file: SourceFile;
  readonly error: FileFailure;
}

/** What an input holds, by its headers alone. */
export interface Survey {
  readonly sources: SourceList;
  readonly candidates: readonly VolumeCandidate[];
  readonly damaged: readonly DamagedFile[];
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
  const headerWarnings = new Map<HeaderWarningCode, { message: string; files: string[] }>();
  const warnings: LoadWarning[] = [];

  for (const [i, file] of sources.files.entries()) {
    signal?.throwIfAborted();
    const found = readFile(file, limits);
    if ("error" in found) damaged.push(found);
    else if ("disposition" in found) others.push(found);
    else {
      for (const { code, message } of found.header.warnings) noteWarning(headerWarnings, code, message, file);
      const kind = classifyFile(found.header);
      if (kind.kind === "image") frames.push(...found.frames);
      else if (kind.kind === "related") others.push(createFileRecord(file, "related", kind.name));
      else {
        others.push(createFileRecord(file, "related", "DICOMDIR"));
        const { warning } = findReferencedFiles(found.header, file, sources.files);
        if (warning !== undefined) warnings.push({ code: "DICOMDIR_OUTDATED", message: warning });
      }
    }
    onProgress?.({ step: "headers", done: i + 1, total: sources.files.length });
    if (i % FILES_A_TURN === 0) await turn();
  }
  for (const [code, { message, files }] of headerWarnings) {
    warnings.push({ code, message: `${message} (${describeFiles(files)})` });
  }
  return {
    sources,
    candidates: await splitVolumes(frames, { pixelDigest: createPixelDigest(limits), signal, ...grouping }),
    damaged,
    others,
    warnings,
  };
}

interface ReadFile {
  readonly header: ParsedHeader;
  readonly frames: readonly Frame[];
}

function readFile(file: SourceFile, limits: Limits): ReadFile | FileRecord | DamagedFile {
  try {
    const start = readHeader(file, limits);
    if (start.kind !== "header") return createFileRecord(file, start.kind);
    const { header } = start;
    return { header, frames: header.pixelData === null ? [] : readFrames(file, header, limits) };
  } catch (error) {
    if (isFileFailure(error)) return { file, error };
    throw error;
  }
}

function noteWarning(
  warnings: Map<HeaderWarningCode, { message: string; files: string[] }>,
  code: HeaderWarningCode,
  message: string,
  { label }: SourceFile,
): void {
  const known = warnings.get(code);
  if (known) known.files.push(label);
  else warnings.set(code, { message, files: [label] });
}
