import { describedAs } from "../../describe";
import { count } from "../../words";
import type { SourceFile } from "../source/sourceFile";
import type { ElementReader } from "./elementReader";
import { matchFileIds } from "./matchFileIds";
import { TAGS } from "./tags";

/** Which files a DICOMDIR names: a hint, since directories are often older than what lies beside them. */
export interface DicomdirReferences {
  /** Files of the list that it names. */
  readonly files: readonly SourceFile[];
  /** File IDs it names that are not in the list, for whoever asks; not printed. */
  readonly missing: readonly string[];
}

/**
 * The files of the list that a DICOMDIR names, DICOM PS3.3 F.3.
 *
 * @param directory - its data set; only its records in use are read, never their offsets.
 * @param dicomdir - the file itself.
 */
export function findReferencedFiles(
  directory: ElementReader,
  dicomdir: SourceFile,
  files: readonly SourceFile[],
): DicomdirReferences {
  const ids = new Set<string>();
  for (const record of directory.items(TAGS.DirectoryRecordSequence)) {
    const id = record.text(TAGS.ReferencedFileID);
    if (id !== undefined && record.uint16(TAGS.RecordInUseFlag) !== 0) ids.add(id);
  }
  const matches = matchFileIds([...ids], dicomdir, files);
  const references: DicomdirReferences = {
    files: [...new Set(matches.values())],
    missing: [...ids].filter((id) => !matches.has(id)),
  };
  return describedAs(references, describe);
}

/** How many files the directories name that are not in the list, in one sentence; undefined when none is. */
export function describeMissing(directories: readonly DicomdirReferences[]): string | undefined {
  const outdated = directories.filter(({ missing }) => missing.length > 0);
  if (outdated.length === 0) return undefined;
  const missing = outdated.reduce((sum, directory) => sum + directory.missing.length, 0);
  const names = outdated.length === 1 ? "a DICOMDIR names" : `${outdated.length} DICOMDIRs name`;
  return `${names} ${count(missing, "file that is", "files that are")} not among those given`;
}

function describe({ files, missing }: DicomdirReferences): string {
  return `DICOMDIR: ${count(files.length, "file")} found, ${missing.length} missing`;
}
