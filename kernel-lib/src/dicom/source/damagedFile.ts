import { DicomFileError } from "../../errors";
import type { SourceFile } from "./sourceFile";

const REMEDY = 'Copy or export this file again, or load the others with { damaged: "leave out" }';

/** The error of a file that is cut, damaged or not to be read, and what to do about it. */
export function damagedFile(
  { path, label }: Pick<SourceFile, "path" | "label">,
  problem: string,
  options?: ErrorOptions,
): DicomFileError {
  return new DicomFileError(path, label, problem, REMEDY, options);
}
