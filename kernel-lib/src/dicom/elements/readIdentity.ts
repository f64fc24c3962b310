import { LimitExceededError } from "../../errors";
import type { Limits } from "../../limits";
import type { SourceFile } from "../source/sourceFile";
import { UnreadableError } from "../source/unreadableError";
import type { ElementReader } from "./elementReader";
import { parseStart } from "./parseHeader";
import type { Tag } from "./tag";
import { TAGS } from "./tags";

/** What a file belongs to, as far as it says. */
export interface FileIdentity {
  /** SOP Class UID (0008,0016), or that of the meta header; "" where neither can be read. */
  readonly sopClass: string;
  /** Series Instance UID (0020,000E), or "". */
  readonly seriesUid: string;
}

/** Where class and series stand in a file: not far from its beginning. */
const START = 2 ** 16;
/** DICOM PS3.5 section 9.1: what is longer or has other characters is damage, and says nothing. */
const UID = /^[\d.]{1,64}$/;

/** What a whole header says of it. */
export function identityOf(elements: ElementReader): FileIdentity {
  const uid = (tag: Tag<"UI">) => UID.exec(elements.text(tag) ?? "")?.[0] ?? "";
  return {
    sopClass: uid(TAGS.SOPClassUID) || uid(TAGS.MediaStorageSOPClassUID),
    seriesUid: uid(TAGS.SeriesInstanceUID),
  };
}

/** What can be read of it where the file is cut or damaged somewhere: as much of its start as is whole. */
export function readIdentity(file: SourceFile, limits: Limits): FileIdentity {
  // Each stands further ahead than the one before, so that damage between them leaves the next.
  for (const last of [TAGS.SeriesInstanceUID, TAGS.SOPClassUID, TAGS.TransferSyntaxUID]) {
    try {
      const bytes = file.read(0, Math.min(START, file.size));
      const start = parseStart(bytes, file.size, limits, last);
      if (start !== null) return identityOf(start);
    } catch (error) {
      if (!(error instanceof UnreadableError) && !(error instanceof LimitExceededError)) throw error;
    }
  }
  return { sopClass: "", seriesUid: "" };
}
