import type { ElementReader } from "../elements/elementReader";
import { TAGS } from "../elements/tags";

/** Secondary Capture Image Storage and its multi-frame kinds. Source: DICOM PS3.4 B.5. */
const SECONDARY_CAPTURES: ReadonlySet<string> = new Set(
  ["", ".1", ".2", ".3", ".4"].map((kind) => `1.2.840.10008.5.1.4.1.1.7${kind}`),
);

/** What DICOM, PS3.3 C.8.2.1.1.1, and makers of scanners call the radiographs on which a scan is planned. */
const LOCALIZER_WORDS: ReadonlySet<string> = new Set([
  "LOCALIZER",
  "LOCALISER",
  "SCOUT",
  "SCOUTVIEW",
  "SURVIEW",
  "TOPOGRAM",
  "SCANOGRAM",
]);

/** Whether an image is a picture of something that is not said by its SOP class: a screen save, a scanned paper. */
export function isSecondaryCapture(elements: ElementReader): boolean {
  return SECONDARY_CAPTURES.has(elements.text(TAGS.SOPClassUID)?.trim() ?? "");
}

/**
 * Whether an image is a radiograph on which a scan is planned, by a word of its Image Type, such as REF_SURVIEW; of a
 * secondary capture, whose Image Type need not say so, by a word of its Series Description as well.
 */
export function isLocalizer(elements: ElementReader): boolean {
  return (
    hasLocalizerWord(elements.text(TAGS.ImageType)) ||
    (isSecondaryCapture(elements) && hasLocalizerWord(elements.text(TAGS.SeriesDescription)))
  );
}

function hasLocalizerWord(text: string | undefined): boolean {
  const words = text?.toUpperCase().split(/[^A-Z]+/) ?? [];
  return words.some((word) => LOCALIZER_WORDS.has(word));
}
