import type { SourceFile } from "../source/sourceFile";

/** Which file each ID names. */
type Matches = ReadonlyMap<string, SourceFile>;

/** Pairs of an ID and a file of its name that are looked at: a hint is not worth more. */
const MAX_PAIRS = 2 ** 20;

/**
 * The files that the IDs of a DICOMDIR name. IDs are relative to the root of their file-set, DICOM PS3.10 8.5, which is
 * where the DICOMDIR lies; in copies it may lie elsewhere, and folders on the way may be others. So where files are not
 * found from its own folder, the trailing components of IDs and paths are compared, and the one root by which most files
 * are found counts. Names are compared without case, version (";1") and, where nothing else fits, extension.
 */
export function matchFileIds(
  ids: readonly string[],
  dicomdir: SourceFile,
  files: readonly SourceFile[],
): Matches {
  const folder = partsOf(dicomdir.path).slice(0, -1);
  let best = matchFrom(folder, ids, files);
  if (best.size === new Set(ids).size) return best;
  for (const matches of matchTrailing(folder, ids, files)) if (matches.size > best.size) best = matches;
  return best;
}

/** Files below a folder whose names from there are IDs. */
function matchFrom(folder: readonly string[], ids: readonly string[], files: readonly SourceFile[]): Matches {
  const start = folder.map((part) => `${part}/`).join("");
  const byName = new Map<string, SourceFile>();
  const shorter = new Map<string, SourceFile>();
  for (const file of files) {
    const path = partsOf(file.path).join("/");
    if (!path.startsWith(start)) continue;
    const name = path.slice(start.length);
    byName.set(name, file);
    shorter.set(withoutExtension(name), file);
  }
  const matches = new Map<string, SourceFile>();
  for (const id of ids) {
    const name = partsOf(id).join("/");
    const shortName = withoutExtension(name);
    const file = byName.get(name) ?? shorter.get(name) ?? byName.get(shortName) ?? shorter.get(shortName);
    if (file !== undefined) matches.set(id, file);
  }
  return matches;
}

/** What is found from each other root, by as many trailing components as ID and path have in common. */
function matchTrailing(
  folder: readonly string[],
  ids: readonly string[],
  files: readonly SourceFile[],
): Iterable<Matches> {
  const byLastName = filesByLastName(folder, files);
  const own = folder.join("/");
  const roots = new Map<string, Root>();
  let pairs = 0;
  for (const id of new Set(ids)) {
    const parts = partsOf(id);
    const last = parts[parts.length - 1];
    for (const { file, path } of byLastName.get(last) ?? byLastName.get(withoutExtension(last)) ?? []) {
      if (pairs++ > MAX_PAIRS) return [];
      const common = countCommonEnd(parts, path);
      const root = path.slice(0, path.length - common).join("/");
      // Elsewhere the last name alone, which is often a number, says too little.
      const alone = common === 1 && root !== own;
      if (alone && parts.length > 1) continue;
      const key = `${parts.length - common} ${root}`;
      const found = roots.get(key) ?? { matches: new Map(), taken: new Set(), alone };
      roots.set(key, found);
      // With folders left out, two IDs may mean one file: there it stands for one of them.
      if (found.matches.has(id) || found.taken.has(file)) continue;
      found.matches.set(id, file);
      found.taken.add(file);
    }
  }
  const sure = [...roots.values()].filter(({ matches, alone }) => !alone || matches.size > 1);
  return sure.map(({ matches }) => matches);
}

/** What is found from one root. */
interface Root {
  readonly matches: Map<string, SourceFile>;
  readonly taken: Set<SourceFile>;
  /** By IDs of one name: one such match may be chance, several are not. */
  readonly alone: boolean;
}

interface NamedFile {
  readonly file: SourceFile;
  readonly path: readonly string[];
}

/** Files by the last component of their paths, with and without extension, but for those of another DICOMDIR. */
function filesByLastName(
  folder: readonly string[],
  files: readonly SourceFile[],
): ReadonlyMap<string, readonly NamedFile[]> {
  const named = files.map((file) => ({ file, path: partsOf(file.path) }));
  const own = folder.join("/");
  const directories = named.filter(({ path }) => path[path.length - 1] === "DICOMDIR");
  const folders = new Set([own, ...directories.map(({ path }) => path.slice(0, -1).join("/"))]);
  const byName = new Map<string, NamedFile[]>();
  for (const one of named) {
    const nearest = nearestFolder(one.path, folders);
    if (nearest !== undefined && nearest !== own) continue;
    const last = one.path[one.path.length - 1];
    for (const name of new Set([last, withoutExtension(last)])) {
      const known = byName.get(name);
      if (known) known.push(one);
      else byName.set(name, [one]);
    }
  }
  return byName;
}

/** The innermost of the folders that a path lies in. */
function nearestFolder(path: readonly string[], folders: ReadonlySet<string>): string | undefined {
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const folder = path.slice(0, depth).join("/");
    if (folders.has(folder)) return folder;
  }
  return undefined;
}

/** How many components two paths have in common from their ends; the last ones are taken to be the same name. */
function countCommonEnd(a: readonly string[], b: readonly string[]): number {
  let common = 1;
  while (common < a.length && common < b.length && a[a.length - 1 - common] === b[b.length - 1 - common]) {
    common++;
  }
  return common;
}

function partsOf(path: string): string[] {
  const parts = path.split(/[\\/]/).map((part) => part.trim().toUpperCase());
  return parts.filter((part) => part !== ".").map((part) => part.replace(/;\d+$/, ""));
}

function withoutExtension(name: string): string {
  return name.replace(/\.[^./]*$/, "");
}
