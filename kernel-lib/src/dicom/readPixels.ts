import { DicomFileError } from "../errors";
import { readBytes } from "./files";
import type { SliceHeader } from "./sliceHeader";

/** A slice's pixel data as they lie in the file, one element a pixel, before sign and unused bits are dealt with. */
type RawPixels = Uint8Array | Uint16Array;

/** What one slice added to a volume. */
export interface SliceValues {
  /** Smallest and largest value after rescaling, padding included. */
  readonly min: number;
  readonly max: number;
  /** All values are whole numbers. */
  readonly whole: boolean;
}

/**
 * One slice's stored values, rows x columns: sign extended, unused bits dropped, no rescale.
 * DICOM PS3.5 section 8.1.1.
 *
 * @throws DicomFileError when the file has been cut since its header was read.
 */
export function readStoredPixels(slice: SliceHeader): Int16Array | Uint16Array {
  const raw = readRawPixels(slice);
  const stored = slice.pixels.signed ? new Int16Array(raw.length) : new Uint16Array(raw.length);
  const { up, down, signed } = shifts(slice);
  for (let i = 0; i < raw.length; i++) stored[i] = signed ? (raw[i] << up) >> down : (raw[i] << up) >>> down;
  return stored;
}

/**
 * Writes one slice's rescaled values into `values` and marks its padded pixels in `paddingBits`, in one pass.
 * DICOM PS3.3 C.11.1.1.2 (rescale), C.7.5.1.1.2 (padding, compared before the rescale).
 *
 * @param values - rows x columns, the slice's place in the volume.
 * @param paddingBits - the slice's bit rows, zeroed.
 */
export function readSliceValues(
  slice: SliceHeader,
  values: Int16Array | Float32Array,
  paddingBits: Uint32Array,
): SliceValues {
  const { rows, columns } = slice.pixels;
  const raw = readRawPixels(slice);
  const { up, down, signed } = shifts(slice);
  const { slope, intercept, padding } = slice;
  const [lowestPadding, highestPadding] = padding ?? [1, 0];
  const wordsPerRow = paddingBits.length / rows;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      const stored = signed ? (raw[i] << up) >> down : (raw[i] << up) >>> down;
      if (stored >= lowestPadding && stored <= highestPadding) {
        paddingBits[row * wordsPerRow + (column >>> 5)] |= 1 << (column & 31);
      }
      const value = stored * slope + intercept;
      values[i] = value;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return { min, max, whole: Number.isInteger(slope) && Number.isInteger(intercept) };
}

/** Shifts that bring the stored bits to the top of 32 and back down, which extends the sign. */
function shifts({ pixels }: SliceHeader): { up: number; down: number; signed: boolean } {
  return { up: 31 - pixels.highBit, down: 32 - pixels.bitsStored, signed: pixels.signed };
}

function readRawPixels(slice: SliceHeader): RawPixels {
  const { rows, columns, bitsAllocated, offset, inflated, littleEndian } = slice.pixels;
  const bytes = new Uint8Array((rows * columns * bitsAllocated) / 8);
  if (inflated) {
    bytes.set(inflated.subarray(offset, offset + bytes.length));
  } else if (readBytes(slice.file.path, bytes, offset) < bytes.length) {
    throw new DicomFileError(
      slice.file.path,
      slice.file.label,
      "its pixel data ended early: the file changed while it was read",
      "Wait until the copy is complete and load the folder again",
    );
  }
  if (bitsAllocated === 8) return bytes;
  if (!littleEndian) swapPairs(bytes);
  return new Uint16Array(bytes.buffer);
}

function swapPairs(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i += 2) {
    const low = bytes[i + 1];
    bytes[i + 1] = bytes[i];
    bytes[i] = low;
  }
}
