import { UnreadableError } from "../../source/unreadableError";

const HEADER_BYTES = 64;
const MAX_SEGMENTS = 15;

/** What the segments of a frame decode to. */
export interface RleShape {
  /** Rows x columns. */
  readonly pixels: number;
  readonly samplesPerPixel: number;
  readonly bytesPerSample: number;
}

/**
 * The samples of an RLE frame, little endian, those of a pixel together.
 * DICOM PS3.5 Annex G: one segment for each byte of a sample, the most significant first.
 *
 * @throws UnreadableError when the segments do not give every byte of the frame and no more.
 */
export function decodeRle(bytes: Uint8Array, shape: RleShape): Uint8Array {
  const { pixels, samplesPerPixel, bytesPerSample } = shape;
  const expected = samplesPerPixel * bytesPerSample;
  if (bytes.length < HEADER_BYTES) {
    throw new UnreadableError(
      `an RLE frame must have a header of 64 bytes; found ${bytes.length} bytes in all`,
    );
  }
  const header = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const segments = header.getUint32(0, true);
  if (segments !== expected || segments > MAX_SEGMENTS) {
    throw new UnreadableError(
      `an RLE frame must have ${expected} segments, one for each byte of a pixel; found ${segments}`,
    );
  }
  const starts = Array.from({ length: segments }, (_, i) => header.getUint32(4 + 4 * i, true));
  const samples = new Uint8Array(pixels * expected);
  for (const [segment, start] of starts.entries()) {
    const end = starts[segment + 1] ?? bytes.length;
    if (start < HEADER_BYTES || start > end || end > bytes.length) {
      throw new UnreadableError(
        `segment ${segment + 1} of an RLE frame must lie in its ${bytes.length} bytes; found ${start} to ${end}`,
      );
    }
    const sample = Math.floor(segment / bytesPerSample);
    const significance = bytesPerSample - 1 - (segment % bytesPerSample);
    const written = unpackSegment(
      bytes,
      start,
      end,
      samples,
      sample * bytesPerSample + significance,
      expected,
    );
    if (written !== pixels) {
      throw new UnreadableError(
        `segment ${segment + 1} of an RLE frame must unpack to ${pixels} bytes; found ${written < pixels ? `only ${written}` : "more"}`,
      );
    }
  }
  return samples;
}

/**
 * Unpacks to every `step`-th byte from `first` on, until there is no place left: what follows is padding.
 * Returns how many bytes there were; infinity when a run reaches past the end.
 */
function unpackSegment(
  bytes: Uint8Array,
  start: number,
  end: number,
  samples: Uint8Array,
  first: number,
  step: number,
): number {
  let from = start;
  let to = first;
  while (from < end && to < samples.length) {
    const control = bytes[from++];
    if (control === 128) continue;
    const literal = control < 128;
    const length = literal ? control + 1 : 257 - control;
    if (from + (literal ? length : 1) > end) break;
    if (to + (length - 1) * step >= samples.length) return Number.POSITIVE_INFINITY;
    if (literal) {
      for (let i = 0; i < length; i++, to += step) samples[to] = bytes[from++];
    } else {
      const value = bytes[from++];
      for (let i = 0; i < length; i++, to += step) samples[to] = value;
    }
  }
  return (to - first) / step;
}
