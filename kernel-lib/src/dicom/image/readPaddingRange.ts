import type { ElementReader } from "../elements/elementReader";
import type { Tag } from "../elements/tag";
import { TAGS } from "../elements/tags";
import type { FrameFormat } from "./frameFormat";

/** Stored values that mean "outside the field of view", lowest and highest. DICOM PS3.3 C.7.5.1.1.2. */
export type PaddingRange = readonly [lowest: number, highest: number];
/** Value, then range limit. */
const PADDING: readonly Tag<"US or SS">[] = [TAGS.PixelPaddingValue, TAGS.PixelPaddingRangeLimit];
const FLOAT_PADDING: Readonly<Record<"float32" | "float64", readonly Tag<"FL" | "FD">[]>> = {
  float32: [TAGS.FloatPixelPaddingValue, TAGS.FloatPixelPaddingRangeLimit],
  float64: [TAGS.DoubleFloatPixelPaddingValue, TAGS.DoubleFloatPixelPaddingRangeLimit],
};

/**
 * Pixel Padding Value and Range Limit in stored values and either order; null where the tags name none.
 * DICOM PS3.3 C.7.5.1.1.2.
 */
export function readPaddingRange(elements: ElementReader, pixels: FrameFormat): PaddingRange | null {
  const [value, limit] =
    pixels.samples === "integer"
      ? PADDING.map((tag) => storedValue(elements, tag, pixels))
      : FLOAT_PADDING[pixels.samples].map((tag) => elements.floats(tag)?.[0]);
  if (value === undefined) return null;
  return [Math.min(value, limit ?? value), Math.max(value, limit ?? value)];
}

/** A stored value in a tag of 16 bits; writers do not all extend the sign beyond Bits Stored. */
function storedValue(elements: ElementReader, tag: Tag<"US or SS">, pixels: FrameFormat): number | undefined {
  const { signed, bitsStored } = pixels;
  const value = signed ? elements.int16(tag) : elements.uint16(tag);
  if (value === undefined || !signed || bitsStored > 16) return value;
  return value > 2 ** (bitsStored - 1) - 1 ? (value << (32 - bitsStored)) >> (32 - bitsStored) : value;
}
