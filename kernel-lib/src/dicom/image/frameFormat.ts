/** How the samples of a frame are stored. Source: DICOM PS3.3 C.7.6.3.1, C.7.6.24, C.7.6.25. */
export interface FrameFormat {
  /** That its pixels are in, whatever the file says. */
  readonly transferSyntax: string;
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  /** Integers, or the Float or Double Float Pixel Data of a parametric map. */
  readonly samples: "integer" | "float32" | "float64";
  readonly bitsAllocated: 1 | 8 | 16 | 32 | 64;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/** Bytes of a frame that is not compressed, without one that pads to an even length. */
export function frameLength({
  rows,
  columns,
  samplesPerPixel,
  bitsAllocated,
}: Pick<FrameFormat, "rows" | "columns" | "samplesPerPixel" | "bitsAllocated">): number {
  return Math.ceil((rows * columns * samplesPerPixel * bitsAllocated) / 8);
}

/** A frame's samples as numbers: sign extended, unused bits dropped, no rescale; 8 bits widened to 16 for grey. */
export type StoredValues = Int16Array | Uint16Array | Int32Array | Uint32Array | Float32Array | Float64Array;
