import { DicomFileError, LimitExceededError } from "../../errors";
import type { SourceFile } from "./sourceFile";
import { UnreadableError } from "./unreadableError";

/** What names a file in an error. */
type NamedFile = Pick<SourceFile, "path" | "label">;

/** Errors that tell of one file, and leave the others to be read. */
export type FileFailure = DicomFileError | LimitExceededError;

const REMEDY = 'Copy or export this file again, or load the others with { damaged: "leave out" }';

/**
 * What `read` reads from a file: the boundary, below which nothing knows which file it is.
 *
 * @throws DicomFileError of that file for an UnreadableError; LimitExceededError with the file's label; any other error
 * as it is.
 */
export function readFrom<Value>(file: NamedFile, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw nameFile(file, error);
  }
}

/** The error said of the file, where it is one of those that tell of a file and do not say of which. */
export function nameFile(file: NamedFile, error: unknown): unknown {
  if (error instanceof UnreadableError) return createFileError(file, error);
  if (error instanceof LimitExceededError && error.path === undefined) {
    return new LimitExceededError(error.limit, error.allowed, error.found, file);
  }
  return error;
}

/** The public error of a file that cannot be read, and what to do about it. */
export function createFileError({ path, label }: NamedFile, error: UnreadableError): DicomFileError {
  return new DicomFileError(path, label, error.reason, error.remedy ?? REMEDY, { cause: error });
}

export function isFileFailure(error: unknown): error is FileFailure {
  return error instanceof DicomFileError || error instanceof LimitExceededError;
}

/** Why a file was left out, in words that do not name it. */
export function describeFailure(failure: FileFailure): string {
  return failure instanceof DicomFileError ? failure.problem : `${failure.limit} is past its limit`;
}
