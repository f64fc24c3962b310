import { describedAs } from "../../describe";
import { count } from "../../words";
import type { SourceFile } from "../source/sourceFile";
import type { ElementReader } from "./elementReader";
import { TAGS } from "./tags";

/** Which files a DICOMDIR names: a hint, since directories are often older than what lies beside them. */
export interface DicomdirReferences {
  /** Files of the list that it names. */
  readonly files: readonly SourceFile[];
  /** File IDs it names that are not in the list, for whoever asks; not printed. */
  readonly missing: readonly string[];
  /** Says how many are missing; undefined when none is. */
  readonly warning: string | undefined;
}

/**
 * The files of the list that a DICOMDIR names. Names are compared without case, version (";1") and, where
 * nothing else fits, extension, relative to the folder that the DICOMDIR lies in. DICOM PS3.3 F.3, PS3.10 8.
 *
 * @param directory - its data set; only its records in use are read, never their offsets.
 * @param dicomdir - the file itself.
 */
export function findReferencedFiles(
  directory: ElementReader,
  dicomdir: SourceFile,
  files: readonly SourceFile[],
): DicomdirReferences {
  const byName = filesByName(dicomdir, files);
  const named = new Set<SourceFile>();
  const missing: string[] = [];
  for (const record of directory.items(TAGS.DirectoryRecordSequence)) {
    const id = record.text(TAGS.ReferencedFileID);
    if (id === undefined || record.uint16(TAGS.RecordInUseFlag) === 0) continue;
    const name = partsOf(id).join("/");
    const file = byName.get(name) ?? byName.get(withoutExtension(name));
    if (file === undefined) missing.push(id);
    else named.add(file);
  }
  const references: DicomdirReferences = { files: [...named], missing, warning: warningOf(missing.length) };
  return describedAs(references, describe);
}

/** Files below the DICOMDIR's folder by their name from there, each also by its name without extension. */
function filesByName(dicomdir: SourceFile, files: readonly SourceFile[]): Map<string, SourceFile> {
  const folder = partsOf(dicomdir.path)
    .slice(0, -1)
    .map((part) => `${part}/`)
    .join("");
  const byName = new Map<string, SourceFile>();
  const shorter = new Map<string, SourceFile>();
  for (const file of files) {
    const path = partsOf(file.path).join("/");
    if (!path.startsWith(folder)) continue;
    const name = path.slice(folder.length);
    byName.set(name, file);
    shorter.set(withoutExtension(name), file);
  }
  return new Map([...shorter, ...byName]);
}

function partsOf(path: string): string[] {
  const parts = path.split(/[\\/]/).map((part) => part.trim().toUpperCase());
  return parts.filter((part) => part !== ".").map((part) => part.replace(/;\d+$/, ""));
}

function withoutExtension(name: string): string {
  return name.replace(/\.[^./]*$/, "");
}

function warningOf(missing: number): string | undefined {
  if (missing === 0) return undefined;
  return `DICOMDIR names ${count(missing, "file that is", "files that are")} not there`;
}

function describe({ files, missing }: DicomdirReferences): string {
  return `DICOMDIR: ${count(files.length, "file")} found, ${missing.length} missing`;
}
