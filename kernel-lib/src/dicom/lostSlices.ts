import { identityOf } from "./elements/readIdentity";
import { isOtherObject } from "./image/classifyFile";
import type { FileRecord } from "./report/loadReport";
import type { VolumeCandidate } from "./series/volumeCandidate";
import type { DamagedFile, Survey } from "./survey";

/**
 * Whether a damaged file may be a slice of the volume: it is no other object by its class, and of a series of the slices;
 * where its series cannot be read, of the class of its slices; where neither can, it may be anything.
 */
export function mayBeSlice({ identity }: DamagedFile, { frames }: VolumeCandidate): boolean {
  if (isOtherObject(identity)) return false;
  const { sopClass, seriesUid } = identity;
  if (seriesUid !== "") return frames.some(({ header }) => identityOf(header).seriesUid === seriesUid);
  return sopClass === "" || frames.some(({ header }) => identityOf(header).sopClass === sopClass);
}

/** Files that hold nothing of a slice, and may have been one. */
export interface LostFiles {
  /** They are named as the slices are. */
  readonly named: readonly FileRecord[];
  /** It cannot be known: what cannot be read at all, is not yet downloaded, or has the slices' extension. */
  readonly doubtful: readonly FileRecord[];
}

/** The extensions that browsers and copying programs give to a file until it is whole. */
const UNFINISHED =
  /\.(?:crdownload|opdownload|download|part|partial|filepart|incomplete|unfinished|tmp|temp|aria2|!ut|bc!)$/i;
/** A file that rsync has begun: a dot, the name, a dot and six letters. */
const BEGUN = /^(.*[\\/]|)\.([^\\/]+)\.\w{6}$/;

/** Files that are empty, no DICOM, not readable or of no known class, and may have been slices: cut at their start, or not yet there. */
export function findLostFiles({ others, unknown }: Survey, { frames }: VolumeCandidate): LostFiles {
  // More than one where the caller joined series.
  const series = new Set(frames.map(({ header }) => identityOf(header).seriesUid));
  const paths = new Set(frames.map(({ file }) => file.path));
  const names = new Set([...paths].map(nameWithoutDigits));
  const extensions = new Set([...paths].flatMap((path) => extensionOf(path) ?? []));
  const named: FileRecord[] = [];
  // An object has a series of its own; without one, or in that of the slices, its class may be what is damaged.
  const doubtful = unknown
    .filter(({ identity: { seriesUid } }) => seriesUid === "" || series.has(seriesUid))
    .map(({ record }) => record);
  for (const record of others) {
    const { disposition, path } = record;
    if (disposition !== "empty" && disposition !== "not DICOM" && disposition !== "not read") continue;
    const whole = wholeName(path);
    // What is left of a download that was begun anew is no loss.
    if (whole !== path && paths.has(whole)) continue;
    if (disposition !== "not read" && names.has(nameWithoutDigits(whole))) named.push(record);
    else if (disposition !== "not DICOM" || whole !== path || extensions.has(extensionOf(path) ?? ""))
      doubtful.push(record);
  }
  return { named, doubtful };
}

/** The name that the file is to have once it is whole. */
function wholeName(path: string): string {
  return UNFINISHED.test(path) ? path.replace(UNFINISHED, "") : path.replace(BEGUN, "$1$2");
}

function nameWithoutDigits(path: string): string {
  return path.replace(/\d+/g, "#");
}

/** Its extension, of letters; null for none: what has none says nothing by it. */
function extensionOf(path: string): string | null {
  return /\.[a-z]+$/i.exec(path)?.[0].toLowerCase() ?? null;
}
