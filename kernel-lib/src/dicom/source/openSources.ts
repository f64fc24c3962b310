import { breathe } from "../../breathe";
import { describedAs, withHidden } from "../../describe";
import { InvalidArgumentError } from "../../errors";
import { type Limits, requireWithin } from "../../limits";
import { count } from "../../words";
import { compareByPath, type FoundFile, type NotRead, reasonOf } from "./foundFile";
import { listDisk } from "./listDisk";
import { isZip, listZipArchive } from "./listZipArchive";
import { collectNamedBytes, type NamedBytes } from "./namedBytes";
import { openDiskFile } from "./openDiskFile";
import { createFileError } from "./readFrom";
import type { SourceFile } from "./sourceFile";
import { UnreadableError } from "./unreadableError";

/** A folder, a file or a zip archive by its path, a list of those, or files in memory as they arrive. */
export type ScanInput = string | readonly string[] | AsyncIterable<NamedBytes>;

/** All files of an input. */
export interface SourceList {
  /** In order of their paths, by code units; print as their labels. */
  readonly files: readonly SourceFile[];
  /** What cannot be read or was not opened; counted with the files in their labels. */
  readonly skipped: readonly SkippedSource[];
  /** Bytes that were read from disk so far, by listing and by the files' reads. */
  readonly bytesRead: () => number;
}

/** A file or folder that is not in the list of files. */
export interface SkippedSource {
  /** For whoever asks; not printed. */
  readonly path: string;
  /** Its place among the files and what was skipped, from 0. */
  readonly index: number;
  /** "file 17 of 261 (by name)". */
  readonly label: string;
  readonly reason: string;
}

export interface OpenSourcesOptions {
  readonly limits: Limits;
  readonly signal?: AbortSignal | undefined;
}

const EXPECTED = "a path, a list of paths, or an async iterable of { name: string, bytes: Uint8Array }";
/** Files between two breaths for the event loop, so that a signal and a slider are heard. */
const FILES_A_TURN = 32;

/**
 * The files that an input names: those below folders, those in zip archives, and those handed over in memory.
 * What a file is, its first bytes say; names only order the files.
 *
 * @throws NoDicomError when a path of the input does not exist or cannot be read.
 * @throws DicomFileError when the input is a zip archive and is damaged; beside other files it is skipped.
 * @throws LimitExceededError for more files than `limits.files`, and for an archive past the limits.
 */
export async function openSources(input: ScanInput, options: OpenSourcesOptions): Promise<SourceList> {
  let bytesRead = 0;
  const onRead = (bytes: number): void => {
    bytesRead += bytes;
  };
  const found = await findFiles(input, options, onRead);
  const { files, archives, notRead } = await sortOut(found, options.signal);
  const alone = found.files.length === 1 && notRead.length === 0;
  for (const [i, archive] of archives.sort(compareByPath).entries()) {
    const entries = await openArchive(numbered(archive, "archive", i, archives.length), alone, options);
    for (const file of entries.files) files.push(file);
    for (const entry of entries.notRead) notRead.push(entry);
    requireWithin(options.limits, "files", files.length + notRead.length);
  }
  return describedAs({ ...numberAll(files, notRead), bytesRead: () => bytesRead }, describeList);
}

interface Found {
  readonly files: readonly FoundFile[];
  readonly notRead: readonly NotRead[];
}

async function findFiles(
  input: ScanInput,
  options: OpenSourcesOptions,
  onRead: (bytes: number) => void,
): Promise<Found> {
  if (typeof input === "object" && input !== null && Symbol.asyncIterator in input) {
    return { files: await collectNamedBytes(input, options), notRead: [] };
  }
  const roots: readonly string[] = typeof input === "string" ? [input] : input;
  if (!Array.isArray(roots) || roots.some((root) => typeof root !== "string" || root === "")) {
    throw new InvalidArgumentError(
      "path",
      EXPECTED,
      typeof input === "string" ? '""' : Array.isArray(roots) ? "another list" : typeof input,
    );
  }
  const listed = await listDisk(roots, { ...options, onRead });
  const files: FoundFile[] = [];
  const notRead = [...listed.notRead];
  for (const [i, path] of listed.files.entries()) {
    if (i % FILES_A_TURN === 0) await breathe(options.signal);
    try {
      files.push(openDiskFile(path, onRead));
    } catch (error) {
      notRead.push({ path, reason: reasonOf(error) });
    }
  }
  return { files, notRead };
}

/** Zip archives apart from other files, by their first bytes. */
async function sortOut(
  found: Found,
  signal: AbortSignal | undefined,
): Promise<{ files: FoundFile[]; archives: FoundFile[]; notRead: NotRead[] }> {
  const files: FoundFile[] = [];
  const archives: FoundFile[] = [];
  const notRead = [...found.notRead];
  for (const [i, file] of found.files.entries()) {
    if (i % FILES_A_TURN === 0) await breathe(signal);
    try {
      (isZip(file.read(0, 4)) ? archives : files).push(file);
    } catch (error) {
      notRead.push({ path: file.path, reason: reasonOf(error) });
    }
  }
  return { files, archives, notRead };
}

/** The files of an archive; archives within it are not opened, so that there is no depth to bound. */
async function openArchive(
  archive: SourceFile,
  alone: boolean,
  { limits, signal }: OpenSourcesOptions,
): Promise<Found> {
  try {
    const { files, archives, notRead } = await sortOut(listZipArchive(archive, limits), signal);
    const inner = archives.map(({ path }) => ({ path, reason: "it is an archive within an archive" }));
    return { files, notRead: [...notRead, ...inner] };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    if (alone) throw createFileError(archive, error);
    return { files: [], notRead: [{ path: archive.path, reason: error.reason }] };
  }
}

/** Files and what was skipped, numbered together, so that a number counts as the reader of the folder would. */
function numberAll(
  found: readonly FoundFile[],
  notRead: readonly NotRead[],
): Pick<SourceList, "files" | "skipped"> {
  const files: SourceFile[] = [];
  const skipped: SkippedSource[] = [];
  const count = found.length + notRead.length;
  for (const [index, one] of [...found, ...notRead].sort(compareByPath).entries()) {
    if ("reason" in one) {
      const label = labelOf("file", index, count);
      skipped.push(describedAs(withHidden({ ...one, index, label }, "path"), describeSkipped));
    } else files.push(numbered(one, "file", index, count));
  }
  return { files, skipped };
}

function labelOf(kind: "file" | "archive", index: number, count: number): string {
  return `${kind} ${index + 1} of ${count} (by name)`;
}

/** The file with its place; what the disk or the archive throws, its reads throw as UnreadableError. */
function numbered(
  { path, size, read }: FoundFile,
  kind: "file" | "archive",
  index: number,
  count: number,
): SourceFile {
  const label = labelOf(kind, index, count);
  const file: SourceFile = {
    path,
    index,
    label,
    size,
    read: (offset, length) => {
      try {
        return read(offset, length);
      } catch (error) {
        // Without its cause: what the system says names the path, and whatever prints the error prints that.
        throw new UnreadableError(reasonOf(error));
      }
    },
  };
  return describedAs(withHidden(file, "path"), () => label);
}

function describeSkipped({ label, reason }: SkippedSource): string {
  return `${label}: ${reason}`;
}

function describeList({ files, skipped }: SourceList): string {
  const there = count(files.length, "file");
  return skipped.length === 0 ? there : `${there}, ${skipped.length} skipped`;
}
