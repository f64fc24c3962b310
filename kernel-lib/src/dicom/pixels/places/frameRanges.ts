import type { PixelDataPlace } from "../../elements/findHeader";
import type { SourceFile } from "../../source/sourceFile";

/** Where bytes are in a file. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** What was amiss with pixel data and could be read around. */
export type PixelDataWarningCode =
  /** Bits Stored is missing, and was taken from the high bit or the bits allocated. */
  | "BITS_STORED_ASSUMED"
  /** The file says that its pixels are compressed, and they are not. */
  | "NOT_COMPRESSED"
  /** Bytes follow the last frame, fewer than a frame has. */
  | "PIXEL_DATA_TOO_LONG"
  /** The offset table does not fit the fragments: other marks told the frames apart. */
  | "OFFSET_TABLE_WRONG"
  /** No end mark follows the fragments. */
  | "SEQUENCE_DELIMITER_MISSING";

/** Something about pixel data that was read around, for the report. */
export interface PixelDataWarning {
  readonly code: PixelDataWarningCode;
  readonly text: string;
}

/** Where the bytes of each frame are. */
export interface FrameRanges {
  /** For each frame its pieces, in order; one piece unless a compressed frame is split into fragments. */
  readonly frames: readonly (readonly ByteRange[])[];
  readonly warnings: readonly PixelDataWarning[];
}

/** The part of a file that pixel data is read through. */
export type PixelSource = Pick<SourceFile, "size" | "read">;

/** Where the value of Pixel Data is. */
export type PixelDataRange = Pick<PixelDataPlace, "offset" | "length">;
