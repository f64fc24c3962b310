/** Values of the elements of a data set, or of one item of a sequence; tags as "x00280010". */
export interface ElementReader {
  readonly has: (tag: string) => boolean;
  /** The value representation; undefined when absent, and in implicit VR, where only sequences are known. */
  readonly vr: (tag: string) => string | undefined;
  /** Whether the numbers of a value are written low byte first. */
  readonly littleEndian: (tag: string) => boolean;
  /** The text without padding, all values with their backslashes, or the one of an index; undefined when absent or empty. */
  readonly text: (tag: string, index?: number) => string | undefined;
  /** The numbers of a decimal or integer string, NaN for what is none; undefined when absent or empty. */
  readonly decimals: (tag: string) => number[] | undefined;
  readonly uint16: (tag: string, index?: number) => number | undefined;
  readonly int16: (tag: string, index?: number) => number | undefined;
  readonly uint32: (tag: string, index?: number) => number | undefined;
  /** Float64 (FD) or Float32 (FL) values by the element's length in the given width; undefined when absent or empty. */
  readonly floats: (tag: string, bytes: 4 | 8) => number[] | undefined;
  /** The value as it is in the file, not copied; undefined when absent or empty. */
  readonly bytes: (tag: string) => Uint8Array | undefined;
  /** The items of a sequence; none when it is absent or empty. */
  readonly items: (tag: string) => readonly ElementReader[];
}
