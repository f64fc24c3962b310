import type { RleShape } from "../../kernel-lib/src/dicom/pixels/frame/decodeRle";

/** A frame as DICOM PS3.5 Annex G has it, of little-endian samples, those of a pixel together. */
export function encodeRle(samples: Uint8Array, shape: RleShape): Uint8Array {
  const { pixels, samplesPerPixel, bytesPerSample } = shape;
  const segments: Uint8Array[] = [];
  for (let sample = 0; sample < samplesPerPixel; sample++) {
    for (let byte = bytesPerSample - 1; byte >= 0; byte--) {
      const plane = Uint8Array.from(
        { length: pixels },
        (_, pixel) => samples[(pixel * samplesPerPixel + sample) * bytesPerSample + byte],
      );
      segments.push(packBits(plane));
    }
  }
  return rleFrame(segments);
}

/** The header and the segments, each padded to an even length. */
export function rleFrame(segments: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  const padded = segments.map((segment) => (segment.length % 2 === 0 ? [...segment] : [...segment, 0]));
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, padded.length, true);
  let offset = 64;
  for (const [i, segment] of padded.entries()) {
    header.setUint32(4 + 4 * i, offset, true);
    offset += segment.length;
  }
  return Uint8Array.from([...new Uint8Array(header.buffer), ...padded.flat()]);
}

function packBits(plane: Uint8Array): Uint8Array {
  const out: number[] = [];
  let literal: number[] = [];
  const flush = () => {
    if (literal.length > 0) out.push(literal.length - 1, ...literal);
    literal = [];
  };
  for (let i = 0; i < plane.length; ) {
    let run = 1;
    while (run < 128 && plane[i + run] === plane[i]) run++;
    if (run > 1) {
      flush();
      out.push(257 - run, plane[i]);
    } else {
      literal.push(plane[i]);
      if (literal.length === 128) flush();
    }
    i += run;
  }
  flush();
  return Uint8Array.from(out);
}
