import { DicomFileError } from "../../errors";
import { readBytes } from "../source/files";
import type { SliceHeader } from "../frames/sliceHeader";

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
  const { signed, highBit, bitsStored } = slice.pixels;
  if (raw instanceof Uint16Array && bitsStored === 16) return signed ? new Int16Array(raw.buffer) : raw;
  const stored = signed ? new Int16Array(raw.length) : new Uint16Array(raw.length);
  // To the top of 32 bits and back down, which extends the sign.
  const [up, down] = [31 - highBit, 32 - bitsStored];
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
  const { slope, intercept, padding } = slice;
  const stored = readStoredPixels(slice);
  if (padding) markPadding(stored, slice.pixels, padding, paddingBits);
  let lowest = stored[0];
  let highest = lowest;
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i];
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    values[i] = value * slope + intercept;
  }
  // The rescale keeps or, its slope being negative, reverses the order.
  const ends = [lowest * slope + intercept, highest * slope + intercept];
  return {
    min: Math.min(...ends),
    max: Math.max(...ends),
    whole: Number.isInteger(slope) && Number.isInteger(intercept),
  };
}

function markPadding(
  stored: Int16Array | Uint16Array,
  { rows, columns }: { readonly rows: number; readonly columns: number },
  [lowest, highest]: readonly [number, number],
  bits: Uint32Array,
): void {
  const wordsPerRow = bits.length / rows;
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      const value = stored[i];
      if (value >= lowest && value <= highest) {
        bits[row * wordsPerRow + (column >>> 5)] |= 1 << (column & 31);
      }
    }
  }
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
