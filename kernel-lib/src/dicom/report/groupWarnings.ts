import { describeFiles, type LoadWarning } from "./loadReport";

/** Something that a warning is to say of a file. */
export interface FileDoubt extends LoadWarning {
  /** Label of the file. */
  readonly file: string;
  /** Tells doubts of one code apart that are warnings of their own. @default one warning for the code */
  readonly about?: string;
}

/** One warning for each thing that is doubtful, in the words of the first file, with all files that it is true of. */
export function groupWarnings(doubts: Iterable<FileDoubt>): LoadWarning[] {
  const groups = new Map<string, { readonly first: FileDoubt; readonly files: Set<string> }>();
  for (const doubt of doubts) {
    const key = `${doubt.code} ${doubt.about ?? ""}`;
    const known = groups.get(key);
    if (known) known.files.add(doubt.file);
    else groups.set(key, { first: doubt, files: new Set([doubt.file]) });
  }
  return [...groups.values()].map(({ first: { code, message }, files }) => ({
    code,
    message: `${message} (${describeFiles([...files])})`,
  }));
}
