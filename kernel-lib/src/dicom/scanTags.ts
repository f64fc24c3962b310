import { describedAs } from "../describe";
import { InvalidArgumentError } from "../errors";
import { isKnownVr } from "./elements/elementHead";
import type { ElementReader } from "./elements/elementReader";
import { findTag } from "./elements/findTag";
import type { Tag } from "./elements/tag";
import { readTagValue, type TagValue } from "./elements/tagValue";

export type { TagValue };

/** The tags of a scan's slices, given to whoever asks for one by name, and never printed. */
export interface ScanTags {
  /**
   * The value of a tag; undefined when the slice does not have it. Private tags without a value representation in
   * the file, and those of VR OB, OW, OL, OV and UN, come as a copy of their bytes.
   *
   * @param tag - its keyword, "PatientName", or its number, "0010,0010".
   * @param slice - slice of the volume. @default 0
   * @throws InvalidArgumentError for a keyword that DICOM PS3.6 does not know, a sequence, or no such slice.
   */
  readonly get: (tag: string, slice?: number) => TagValue | undefined;
}

/** The tags of slices, by the elements of each; a slice that was interpolated has none. */
export function createScanTags(slices: readonly (ElementReader | null)[]): ScanTags {
  const get = (tag: string, slice = 0): TagValue | undefined => {
    const elements = slices[slice];
    if (elements === undefined) {
      throw new InvalidArgumentError("slice", `a whole number from 0 to ${slices.length - 1}`, slice);
    }
    const entry = findTag(tag, "tag");
    if (elements === null || !elements.has(entry)) return undefined;
    const vr = representation(elements, entry);
    if (vr === "SQ") {
      throw new InvalidArgumentError("tag", "one with a value of its own, not a sequence of items", tag);
    }
    return readTagValue(elements, { ...entry, vr });
  };
  return describedAs({ get }, () => 'Tags: ask for one by name, scan.tags.get("KVP")');
}

/** The representation that the file names, where it names one; in implicit VR only the dictionary knows. */
function representation(elements: ElementReader, tag: Tag): string {
  const own = elements.vr(tag);
  return own === undefined || own === "UN" || !isKnownVr(own) ? tag.vr : own;
}
