import type { SourceFile } from "../source/sourceFile";

/** Where bytes are in a file. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Something about pixel data that was read around, for the report. */
export interface PixelDataWarning {
  readonly code: "PIXEL_DATA_TOO_LONG" | "OFFSET_TABLE_WRONG" | "SEQUENCE_DELIMITER_MISSING";
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

/** The value of Pixel Data (7FE0,0010) in the file: its first byte and its declared length, null for an undefined one. */
export interface PixelDataPlace {
  readonly offset: number;
  readonly length: number | null;
}
