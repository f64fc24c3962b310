import type { ElementReader } from "../elements/elementReader";
import type { FrameFormat } from "./frameFormat";

/** Stored values that mean "outside the field of view", lowest and highest. DICOM PS3.3 C.7.5.1.1.2. */
export type PaddingRange = readonly [lowest: number, highest: number];

/**
 * Pixel Padding Value and Range Limit, (0028,0120) to (0028,0125), in stored values and either order; null where the
 * tags name none. DICOM PS3.3 C.7.5.1.1.2.
 */
export function readPaddingRange(elements: ElementReader, pixels: FrameFormat): PaddingRange | null {
  const [value, limit] =
    pixels.samples === "integer"
      ? ["x00280120", "x00280121"].map((tag) => storedValue(elements, tag, pixels))
      : floatPadding(elements, pixels.samples === "float64" ? 8 : 4);
  if (value === undefined) return null;
  return [Math.min(value, limit ?? value), Math.max(value, limit ?? value)];
}

/** A stored value in a tag of 16 bits; writers do not all extend the sign beyond Bits Stored. */
function storedValue(elements: ElementReader, tag: string, pixels: FrameFormat): number | undefined {
  const { signed, bitsStored } = pixels;
  const value = signed ? elements.int16(tag) : elements.uint16(tag);
  if (value === undefined || !signed || bitsStored > 16) return value;
  return value > 2 ** (bitsStored - 1) - 1 ? (value << (32 - bitsStored)) >> (32 - bitsStored) : value;
}

function floatPadding(elements: ElementReader, bytes: 4 | 8): (number | undefined)[] {
  const tags = bytes === 4 ? ["x00280122", "x00280124"] : ["x00280123", "x00280125"];
  return tags.map((tag) => elements.floats(tag, bytes)?.[0]);
}
