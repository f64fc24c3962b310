import { DicomFileError } from "../../errors";
import type { SourceFile } from "./sourceFile";

/** A file before all are listed, so without a label; its read throws what the disk or the archive throws. */
export type FoundFile = Pick<SourceFile, "path" | "size" | "read">;

/** Something that was found and is not read, and why. */
export interface NotRead {
  readonly path: string;
  /** Goes on from "file 3 of 264 (by name): ", and names no path. */
  readonly reason: string;
}

/** Bytes that cannot be had; the message is a reason as NotRead has it. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
}

/** What the codes of the system mean to who put the files there. */
const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: "the permission to read it is missing",
  EPERM: "the permission to read it is missing",
  ELOOP: "it is a link that leads back to itself",
  ENAMETOOLONG: "its path is too long for this system",
  ENOENT: "it is not there any more, or its name is not valid Unicode",
};

/** Why a file or folder cannot be read; not the system's message, which names the path. */
export function reasonOf(error: unknown): string {
  if (error instanceof UnreadableError) return error.message;
  // What an entry meets that lies in an archive.
  if (error instanceof DicomFileError) return error.problem;
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
  return `${MEANINGS[code] ?? "it cannot be read"} (${code})`;
}

/** Order by path, the same on every machine: by code units, not by locale. */
export function compareByPath(a: { readonly path: string }, b: { readonly path: string }): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
