import type { SourceFile } from "./sourceFile";
import { UnreadableError } from "./unreadableError";

/** A file before all are listed, so without a label; its read throws what the disk or the archive throws. */
export type FoundFile = Pick<SourceFile, "path" | "size" | "read">;

/** Something that was found and is not read, and why. */
export interface NotRead {
  readonly path: string;
  /** Goes on from "file 3 of 264 (by name): ", and names no path. */
  readonly reason: string;
}

/** What the codes of the system mean to who put the files there. */
const MEANINGS: Readonly<Record<string, string>> = {
  EACCES: "the permission to read it is missing",
  EPERM: "the permission to read it is missing",
  ELOOP: "it is a link that leads back to itself",
  ENAMETOOLONG: "its path is too long for this system",
  ENOENT: "it is not there any more, or its name is not valid Unicode",
};

/**
 * Why a file or folder cannot be read; not the system's message, which names the path.
 *
 * @throws the error itself when it does not come of reading: a fault of this library.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof UnreadableError) return error.reason;
  const code = systemCode(error);
  return `${MEANINGS[code] ?? "it cannot be read"} (${code})`;
}

/** The system's name for what went wrong, "EACCES". @throws the error itself when it is none of the system's. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  // Node's own codes begin with ERR_, and are about arguments.
  if (/^E(?!RR_)[A-Z0-9]+$/.test(code)) return code;
  throw error;
}

/** Order by path, the same on every machine: by code units, not by locale. */
export function compareByPath(a: { readonly path: string }, b: { readonly path: string }): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
