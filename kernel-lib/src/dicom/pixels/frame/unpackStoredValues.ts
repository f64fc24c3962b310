import type { StoredValues } from "../../image/frameFormat";

/** Integer samples as they lie in memory, one element a sample. */
export type RawSamples = Uint8Array | Uint16Array | Uint32Array;

/** Which bits of a sample hold its value. */
export interface ValueBits {
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
}

/**
 * The values in integer samples: moved down from the high bit, sign extended, bits around them (overlays,
 * garbage) dropped. DICOM PS3.5 section 8.1.1. 8-bit samples become 16-bit values; where there is nothing to
 * drop the values share the samples' memory.
 */
export function unpackStoredValues(
  samples: RawSamples,
  { bitsStored, highBit, signed }: ValueBits,
): StoredValues {
  const { length } = samples;
  if (!(samples instanceof Uint8Array) && bitsStored === samples.BYTES_PER_ELEMENT * 8) {
    return sameMemory(samples, signed);
  }
  const wide = samples instanceof Uint32Array;
  // To the top of 32 bits and back down, which extends the sign.
  const [up, down] = [31 - highBit, 32 - bitsStored];
  if (signed) {
    const values = wide ? new Int32Array(length) : new Int16Array(length);
    for (let i = 0; i < length; i++) values[i] = (samples[i] << up) >> down;
    return values;
  }
  const values = wide ? new Uint32Array(length) : new Uint16Array(length);
  for (let i = 0; i < length; i++) values[i] = (samples[i] << up) >>> down;
  return values;
}

function sameMemory(samples: Uint16Array | Uint32Array, signed: boolean): StoredValues {
  if (!signed) return samples;
  const { buffer, byteOffset, length } = samples;
  return samples instanceof Uint16Array
    ? new Int16Array(buffer, byteOffset, length)
    : new Int32Array(buffer, byteOffset, length);
}
