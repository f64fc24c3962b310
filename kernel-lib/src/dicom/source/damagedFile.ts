import { DicomFileError } from "../../errors";
import type { SourceFile } from "./sourceFile";

/** The error of a file that is cut, damaged or not to be read, and what to do about it. */
export function damagedFile(
  { path, label }: Pick<SourceFile, "path" | "label">,
  problem: string,
  options?: ErrorOptions,
): DicomFileError {
  return new DicomFileError(path, label, problem, "Copy or export this file again, or leave it out", options);
}
