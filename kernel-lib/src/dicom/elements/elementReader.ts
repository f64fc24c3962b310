import type { DecimalVr, Tag, TextVr } from "./tag";

/**
 * Values of the elements of a data set, or of one item of a sequence. A method takes the tags whose VR it reads, and
 * reads what the file has there: its VR, where it has one, is not held against it.
 */
export interface ElementReader {
  /** The tags of its elements as they are in the file, a VR "" where that has none. */
  readonly tags: () => readonly Tag[];
  readonly has: (tag: Tag) => boolean;
  /** The value representation; undefined when absent, and in implicit VR, where only sequences are known. */
  readonly vr: (tag: Tag) => string | undefined;
  /** Whether the numbers of a value are written low byte first. */
  readonly littleEndian: (tag: Tag) => boolean;
  /** The text without padding, all values with their backslashes, or the one of an index; undefined when absent or empty. */
  readonly text: (tag: Tag<TextVr>, index?: number) => string | undefined;
  /** The numbers of a decimal or integer string, with a decimal comma too, NaN for what is none; undefined when absent or empty. */
  readonly decimals: (tag: Tag<DecimalVr>) => number[] | undefined;
  readonly uint16: (tag: Tag<"US" | "US or SS">, index?: number) => number | undefined;
  readonly int16: (tag: Tag<"SS" | "US or SS">, index?: number) => number | undefined;
  readonly uint32: (tag: Tag<"UL">, index?: number) => number | undefined;
  /** Float64 (FD) or Float32 (FL) values, as many as the element's length has of them; undefined when absent or empty. */
  readonly floats: (tag: Tag<"FD" | "FL">) => number[] | undefined;
  /** The value as it is in the file, not copied; undefined when absent or empty. */
  readonly bytes: (tag: Tag) => Uint8Array | undefined;
  /** The items of a sequence; none when it is absent or empty. */
  readonly items: (tag: Tag<"SQ">) => readonly ElementReader[];
}
