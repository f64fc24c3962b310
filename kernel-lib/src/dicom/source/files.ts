import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { describedAs } from "../../describe";
import { NoDicomError } from "../../errors";

/** A file of the folder, and how messages name it. */
export interface SourceFile {
  /** For reading, and for whoever asks an error; never part of a message. */
  readonly path: string;
  /** "file 17 of 261 (by name)": says which without the name, which may hold patient data. */
  readonly label: string;
}

/**
 * The files below a folder, in order of their names; or the one file that the path names.
 *
 * @throws NoDicomError when the path does not exist or cannot be read.
 */
export function listFiles(path: string): SourceFile[] {
  const paths = pathsBelow(path).sort(byName);
  return paths.map((file, i) => {
    const source: SourceFile = { path: file, label: `file ${i + 1} of ${paths.length} (by name)` };
    return describedAs(source, ({ label }) => label);
  });
}

function pathsBelow(path: string): string[] {
  try {
    if (statSync(path).isFile()) return [path];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ENOENT") throw new NoDicomError(path, 0, "no such folder");
    throw new NoDicomError(path, 0, `a folder that cannot be read (${code ?? "unknown reason"})`);
  }
}

/** Same order on every machine: by code units, not by locale. */
function byName(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The first bytes of a file (all of it when it is shorter), and its size. */
export function readStart(path: string, bytes: number): { start: Uint8Array; size: number } {
  return withFile(path, (file) => {
    const { size } = fstatSync(file);
    const start = new Uint8Array(Math.min(bytes, size));
    const read = readFully(file, start, 0);
    return { start: start.subarray(0, read), size };
  });
}

/** Fills the array with the file's bytes from the offset on; returns how many were there. */
export function readBytes(path: string, into: Uint8Array, offset: number): number {
  return withFile(path, (file) => readFully(file, into, offset));
}

function readFully(file: number, into: Uint8Array, offset: number): number {
  let done = 0;
  while (done < into.length) {
    const read = readSync(file, into, done, into.length - done, offset + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

function withFile<T>(path: string, use: (file: number) => T): T {
  const file = openSync(path, "r");
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}
