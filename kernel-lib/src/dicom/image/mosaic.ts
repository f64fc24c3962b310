import type { ElementReader } from "../elements/elementReader";
import type { Tag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import { UnreadableError } from "../source/unreadableError";

/** Who the private elements (0019,10xx) are of, and how many slices lie in one image of tiles. */
const CREATOR: Tag<"LO"> = { number: 0x00190010, vr: "LO" };
const SIEMENS = "SIEMENS MR HEADER";
const IMAGES_IN_MOSAIC: Tag<"US"> = { number: 0x0019100a, vr: "US" };

/** Whether an image is a mosaic: slices of a volume laid out as tiles of one image, as Siemens MR writes them. */
export function isMosaic(elements: ElementReader): boolean {
  const terms = (elements.text(TAGS.ImageType) ?? "").toUpperCase().split("\\");
  if (terms.some((term) => term.trim() === "MOSAIC")) return true;
  return elements.text(CREATOR)?.trim() === SIEMENS && (elements.uint16(IMAGES_IN_MOSAIC) ?? 0) > 1;
}

/**
 * Requires that an image is one slice: where the tiles of a mosaic lie in the patient, only private tags say.
 *
 * @throws UnreadableError for a mosaic.
 */
export function requireOneSlice(elements: ElementReader): void {
  if (!isMosaic(elements)) return;
  const tiles = elements.uint16(IMAGES_IN_MOSAIC);
  const slices = tiles === undefined ? "several slices" : `${tiles} slices`;
  throw new UnreadableError(
    `it is a Siemens mosaic, ${slices} as tiles of one image, which is not unpacked`,
    {
      remedy: "Export the series as enhanced MR or as single slices, or let dcm2niix unpack it",
    },
  );
}
