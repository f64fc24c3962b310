import type { ParsedHeader } from "../elements/parseHeader";
import { TAGS } from "../elements/tags";
import { MEDIA_STORAGE_DIRECTORY } from "../source/isDicomdir";
import { RELATED_OBJECTS } from "./relatedObjects";

/** What a DICOM file is to someone who looks for volumes. */
export type FileKind =
  /** Has pixels that may become part of a volume, if only of one of its own: a screen save. */
  | { readonly kind: "image" }
  /** Belongs to images without being one; `name` is plain, such as "RT structure set". */
  | { readonly kind: "related"; readonly name: string }
  /** A DICOMDIR. */
  | { readonly kind: "directory" };

const RT_IMAGES: ReadonlySet<string> = new Set([
  "1.2.840.10008.5.1.4.1.1.481.1",
  "1.2.840.10008.5.1.4.1.1.481.23", // enhanced
  "1.2.840.10008.5.1.4.1.1.481.24", // enhanced, continuous
]);

/**
 * What a file is, by its SOP Class (0008,0016), or that of its meta header, and by whether it has pixel data.
 * A segmentation and an RT dose have pixel data and are related objects all the same.
 */
export function classifyFile(header: ParsedHeader): FileKind {
  // A UID has 64 characters at most, PS3.5 section 9.1; what is longer is damage.
  const sopClass = (header.text(TAGS.SOPClassUID) ?? header.text(TAGS.MediaStorageSOPClassUID) ?? "").slice(
    0,
    64,
  );
  if (sopClass === MEDIA_STORAGE_DIRECTORY || header.has(TAGS.DirectoryRecordSequence))
    return { kind: "directory" };
  const name = RT_IMAGES.has(sopClass) ? null : nameRelated(sopClass);
  if (name !== null) return { kind: "related", name };
  return header.pixelData === null ? { kind: "related", name: "object without an image" } : { kind: "image" };
}

/** The name of the class itself or of the nearest family above it. */
function nameRelated(sopClass: string): string | null {
  const own = RELATED_OBJECTS.get(sopClass);
  if (own !== undefined) return own;
  for (let dot = sopClass.lastIndexOf("."); dot > 0; dot = sopClass.lastIndexOf(".", dot - 1)) {
    const family = RELATED_OBJECTS.get(sopClass.slice(0, dot + 1));
    if (family !== undefined) return family;
  }
  return null;
}
