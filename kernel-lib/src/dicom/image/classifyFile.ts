import type { ParsedHeader } from "../elements/parseHeader";
import { type FileIdentity, identityOf } from "../elements/readIdentity";
import { TAGS } from "../elements/tags";
import { MEDIA_STORAGE_DIRECTORY } from "../source/isDicomdir";
import { IMAGE_CLASSES } from "./imageClasses";
import { RELATED_OBJECTS } from "./relatedObjects";

/** What a DICOM file is to someone who looks for volumes. */
export type FileKind =
  /** Has pixels that may become part of a volume, if only of one of its own: a screen save. */
  | { readonly kind: "image" }
  /** An image without pixels: its file was cut before them. */
  | { readonly kind: "image without pixels" }
  /** Belongs to images without being one; `name` is plain, such as "RT structure set". */
  | { readonly kind: "related"; readonly name: string }
  /** No image by anything that it says; one all the same where images of its class lie beside it. */
  | { readonly kind: "unknown" }
  /** A DICOMDIR. */
  | { readonly kind: "directory" };

/**
 * What a file is, by its SOP Class (0008,0016), or that of its meta header, and by whether it has pixel data.
 * A segmentation and an RT dose have pixel data and are related objects all the same; an image without pixel data is
 * one that was cut between two elements.
 */
export function classifyFile(header: ParsedHeader): FileKind {
  const { sopClass } = identityOf(header);
  if (sopClass === MEDIA_STORAGE_DIRECTORY || header.has(TAGS.DirectoryRecordSequence))
    return { kind: "directory" };
  const name = nameRelated(sopClass);
  if (name !== null) return { kind: "related", name };
  if (header.pixelData !== null) return { kind: "image" };
  // A file of no class was cut before it, or is an image of an old writer.
  const image = sopClass === "" || isImageClass(sopClass) || describesImage(header);
  return { kind: image ? "image without pixels" : "unknown" };
}

/** Whether a file with this class and in this series is an object other than an image: nothing of it is a slice. */
export function isOtherObject({ sopClass }: FileIdentity): boolean {
  return sopClass === MEDIA_STORAGE_DIRECTORY || nameRelated(sopClass) !== null;
}

function describesImage(header: ParsedHeader): boolean {
  return header.has(TAGS.Rows) || header.has(TAGS.ImagePositionPatient);
}

function isImageClass(sopClass: string): boolean {
  return IMAGE_CLASSES.has(sopClass) || families(sopClass).some((family) => IMAGE_CLASSES.has(family));
}

/** The name of the class itself or of the nearest family above it. */
function nameRelated(sopClass: string): string | null {
  const own = RELATED_OBJECTS.get(sopClass);
  if (own !== undefined) return own;
  if (IMAGE_CLASSES.has(sopClass)) return null;
  for (const family of families(sopClass)) {
    const name = RELATED_OBJECTS.get(family);
    if (name !== undefined) return name;
  }
  return null;
}

/** The UID up to each of its dots, the last first. */
function families(uid: string): string[] {
  const found: string[] = [];
  for (let dot = uid.lastIndexOf("."); dot > 0; dot = uid.lastIndexOf(".", dot - 1)) {
    found.push(uid.slice(0, dot + 1));
  }
  return found;
}
