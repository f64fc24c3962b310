import type { Dirent } from "node:fs";
import { opendir, realpath, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { NoDicomError } from "../../errors";
import { type Limits, requireWithin } from "../../limits";
import { compareByPath, type NotRead, reasonOf, systemCode } from "./foundFile";
import { DICOMDIR_START, isDicomdir } from "./isDicomdir";
import { openDiskFile } from "./openDiskFile";

/** Entries of a folder that are asked of the system at once. */
const ENTRIES_A_CALL = 256;

const NO_FILE = "it is a socket, a pipe or a device, not a file";

interface Place {
  readonly path: string;
  /** Path without links, by which one place is known under all its names. */
  readonly real: string;
  /** A root is a folder that must be readable. */
  readonly kind: "root" | "folder" | "file" | "link" | "other";
}

export interface ListDiskOptions {
  readonly limits: Limits;
  readonly signal?: AbortSignal | undefined;
  /** Told of the bytes that each read took from the disk. */
  readonly onRead: (bytes: number) => void;
}

interface Walk extends ListDiskOptions {
  readonly files: string[];
  readonly notRead: NotRead[];
  readonly folders: Place[];
  readonly links: Place[];
  /** Real paths of the files and folders that are listed. */
  readonly seen: Set<string>;
}

/**
 * The paths of all files that the roots are or hold, in no order, and what cannot be read below them. Links are
 * followed; what has two names is listed once. A root that is a DICOMDIR, alone, stands for its folder.
 *
 * @throws NoDicomError when a root does not exist or cannot be read.
 * @throws LimitExceededError for more files than `limits.files`.
 */
export async function listDisk(
  roots: readonly string[],
  options: ListDiskOptions,
): Promise<{ files: readonly string[]; notRead: readonly NotRead[] }> {
  const { signal } = options;
  const walk: Walk = { ...options, files: [], notRead: [], folders: [], links: [], seen: new Set() };
  for (const root of roots) {
    signal?.throwIfAborted();
    await addRoot(root, roots.length === 1, walk);
  }
  // Links last, so that a file goes by its own name rather than by a link's.
  for (let place = nextPlace(walk); place !== undefined; place = nextPlace(walk)) {
    signal?.throwIfAborted();
    if (place.kind === "link") await followLink(place, walk);
    else await readFolder(place, walk);
  }
  return { files: walk.files, notRead: walk.notRead };
}

function nextPlace({ folders, links }: Walk): Place | undefined {
  return folders.pop() ?? links.pop();
}

async function addRoot(path: string, alone: boolean, walk: Walk): Promise<void> {
  // No file has such a name, and Node refuses to ask for one.
  if (path.includes("\0")) throw new NoDicomError(path, 0, "no such file or folder");
  let place: Place;
  try {
    place = await resolveLinks(path);
    if (
      alone &&
      place.kind === "file" &&
      isDicomdir(openDiskFile(path, walk.onRead).read(0, DICOMDIR_START))
    ) {
      place = await resolveLinks(dirname(path));
    }
  } catch (error) {
    throw unreadableRoot(path, error);
  }
  addPlace(place.kind === "folder" ? { ...place, kind: "root" } : place, walk);
}

function unreadableRoot(path: string, error: unknown): NoDicomError {
  const code = systemCode(error);
  if (code === "ENOENT") return new NoDicomError(path, 0, "no such file or folder");
  return new NoDicomError(path, 0, `a file or folder that cannot be read (${code})`);
}

async function followLink({ path }: Place, walk: Walk): Promise<void> {
  let place: Place;
  try {
    place = await resolveLinks(path);
  } catch (error) {
    const nothing = systemCode(error) === "ENOENT";
    return addNotRead(path, nothing ? "it is a link to nothing" : reasonOf(error), walk);
  }
  addPlace(place, walk);
}

async function resolveLinks(path: string): Promise<Place> {
  const real = await realpath(path);
  const found = await stat(real);
  if (found.isDirectory()) return { path, real, kind: "folder" };
  return { path, real, kind: found.isFile() ? "file" : "other" };
}

async function readFolder({ path, real, kind }: Place, walk: Walk): Promise<void> {
  if (walk.seen.has(real)) return;
  walk.seen.add(real);
  const links: Place[] = [];
  try {
    for await (const entry of await opendir(path, { bufferSize: ENTRIES_A_CALL })) {
      const place: Place = {
        path: join(path, entry.name),
        real: join(real, entry.name),
        kind: kindOf(entry),
      };
      if (place.kind === "link") links.push(place);
      else addPlace(place, walk);
      requireWithin(walk.limits, "files", walk.links.length + links.length);
    }
  } catch (error) {
    if (kind === "root") throw unreadableRoot(path, error);
    addNotRead(path, reasonOf(error), walk);
  }
  for (const link of links.sort(compareByPath).reverse()) walk.links.push(link);
}

function kindOf(entry: Dirent): Place["kind"] {
  if (entry.isDirectory()) return "folder";
  if (entry.isSymbolicLink()) return "link";
  return entry.isFile() ? "file" : "other";
}

function addPlace(place: Place, walk: Walk): void {
  const { path, real, kind } = place;
  if (kind === "other") addNotRead(path, NO_FILE, walk);
  else if (kind !== "file") walk.folders.push(place);
  // What has a second name is read once, and is no other file.
  else if (!walk.seen.has(real)) {
    walk.seen.add(real);
    walk.files.push(path);
    requireCount(walk);
  }
}

function addNotRead(path: string, reason: string, walk: Walk): void {
  walk.notRead.push({ path, reason });
  requireCount(walk);
}

function requireCount({ limits, files, notRead }: Walk): void {
  requireWithin(limits, "files", files.length + notRead.length);
}
