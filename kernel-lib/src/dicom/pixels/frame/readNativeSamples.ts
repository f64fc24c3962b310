import type { FrameFormat, StoredValues } from "../../image/frameFormat";
import { type RawSamples, unpackStoredValues } from "./unpackStoredValues";

/**
 * The values of a frame that is not compressed, or no longer. DICOM PS3.5 section 8.1.1 and Annex A.3 (big
 * endian). Values of one bit come from the least significant bit of each byte on.
 *
 * @param bytes - exactly those of the frame; not modified, but the values may share their memory.
 */
export function readNativeSamples(
  bytes: Uint8Array,
  format: FrameFormat,
  littleEndian: boolean,
): StoredValues {
  const width = format.bitsAllocated / 8;
  if (format.samples === "float32" || format.samples === "float64") {
    const whole = inOrder(bytes, width, littleEndian);
    return format.samples === "float32"
      ? new Float32Array(whole.buffer, whole.byteOffset, whole.length / 4)
      : new Float64Array(whole.buffer, whole.byteOffset, whole.length / 8);
  }
  if (format.bitsAllocated === 1) {
    return unpackBits(bytes, format.rows * format.columns * format.samplesPerPixel);
  }
  return unpackStoredValues(asSamples(inOrder(bytes, width, littleEndian), width), format);
}

function asSamples(bytes: Uint8Array, width: number): RawSamples {
  if (width === 1) return bytes;
  return width === 2
    ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2)
    : new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

/** Little endian, and where a typed array of that width may begin. */
function inOrder(bytes: Uint8Array, width: number, littleEndian: boolean): Uint8Array {
  if (width === 1) return bytes;
  if (littleEndian) return bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes);
  const swapped = new Uint8Array(bytes);
  const words = Buffer.from(swapped.buffer);
  if (width === 2) words.swap16();
  else if (width === 4) words.swap32();
  else words.swap64();
  return swapped;
}

function unpackBits(bytes: Uint8Array, count: number): Uint16Array {
  const values = new Uint16Array(count);
  for (let i = 0; i < count; i++) values[i] = (bytes[i >>> 3] >>> (i & 7)) & 1;
  return values;
}
