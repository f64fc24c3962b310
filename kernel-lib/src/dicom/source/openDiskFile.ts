import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { FoundFile } from "./foundFile";

/**
 * A file on disk, opened for each read alone. A file that has been cut or removed since gives what is left.
 *
 * @param onRead - told of the bytes that each read took from the disk.
 */
export function openDiskFile(path: string, onRead: (bytes: number) => void): FoundFile {
  const { size } = statSync(path);
  const read = (offset: number, length: number): Uint8Array => {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
    const done = bytes.length === 0 ? 0 : readWhatIsLeft(path, bytes, offset);
    onRead(done);
    return bytes.subarray(0, done);
  };
  return { path, size, read };
}

function readWhatIsLeft(path: string, into: Uint8Array, offset: number): number {
  try {
    const file = openSync(path, "r");
    try {
      return readFully(file, into, offset);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
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
