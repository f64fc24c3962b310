import { LimitExceededError } from "../../errors";
import type { Limits } from "../../limits";
import { readFrom } from "../source/readFrom";
import type { SourceFile } from "../source/sourceFile";
import { isDicom } from "./isDicom";
import { type ParsedHeader, parseHeader } from "./parseHeader";

/** Headers of single slices are shorter; those of enhanced images take a second read or a third. */
const FIRST_READ = 2 ** 14;
const GROWTH = 16;
/** From so many bytes on, what is left of a file is read at once if it is not much more: each read begins anew. */
const LONG_READ = 2 ** 22;
const LEFT_OVER = 4;

/** What a file begins with, by content alone. */
export type FileStart =
  | { readonly kind: "header"; readonly header: ParsedHeader }
  | { readonly kind: "empty" | "not DICOM" };

/**
 * The header of a file, where it has one; no more is read than that takes.
 *
 * @throws DicomFileError when the file is DICOM, and cut or damaged before its pixel data.
 * @throws LimitExceededError past `limits.headerBytes` or `limits.depth`.
 */
export function readHeader(file: SourceFile, limits: Limits): FileStart {
  return readFrom(file, () => readStart(file, limits));
}

function readStart(file: SourceFile, limits: Limits): FileStart {
  for (let window = FIRST_READ; ; window *= GROWTH) {
    const whole = window >= LONG_READ && file.size <= window * LEFT_OVER;
    const wanted = whole ? file.size : Math.min(window, file.size);
    const bytes = file.read(0, wanted);
    if (bytes.length === 0) return { kind: "empty" };
    if (!isDicom(bytes)) return { kind: "not DICOM" };
    // A file may have become shorter since it was listed.
    const size = bytes.length < wanted ? bytes.length : file.size;
    const header = parseHeader(bytes, size, limits);
    if (header !== null) return { kind: "header", header };
    if (window >= limits.headerBytes) {
      throw new LimitExceededError("headerBytes", limits.headerBytes, file.size);
    }
  }
}
