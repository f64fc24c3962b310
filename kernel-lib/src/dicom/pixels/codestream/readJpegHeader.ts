import { UnreadableError } from "../../source/unreadableError";
import type { Codestream } from "./codestream";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const SOF_JPEG_LS = 0xf7;

/** Start-of-frame markers that the decoder knows: baseline, extended, progressive and lossless, all Huffman. */
const SOF_HUFFMAN: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2, 0xc3]);
/** The other start-of-frame markers: hierarchical, or with arithmetic coding. */
const SOF_OTHER: ReadonlySet<number> = new Set([0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

type JpegFrame = Omit<Codestream, "bytes" | "lackingBytes">;

/**
 * The header of a JPEG (ITU-T T.81 Annex B) or JPEG-LS image (ITU-T T.87 Annex C), walked marker by marker
 * from SOI to EOI, through the coded data.
 *
 * @throws UnreadableError for another process, and for an image that does not reach its EOI: a codec would return
 * a full frame of it, or not return for half a minute.
 */
export function readJpegHeader(bytes: Uint8Array, family: "jpeg" | "jpeg-ls"): Codestream {
  const name = family === "jpeg" ? "a JPEG image" : "a JPEG-LS image";
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== SOI) {
    throw new UnreadableError(`${name} must begin with its start marker; found other bytes`);
  }
  let frame: JpegFrame | null = null;
  let process = 0;
  let coded = 0;
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) throw new UnreadableError(`${name} must be a row of segments; found other bytes`);
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at++; // a fill byte
      continue;
    }
    at += 2;
    if (marker === EOI) {
      if (frame === null) throw new UnreadableError(`${name} must have a frame header; found none`);
      return { ...frame, bytes: bytes.subarray(0, at), lackingBytes: leastCoded(frame, process) - coded };
    }
    if (standsAlone(marker)) continue;
    const length = at + 2 <= bytes.length ? bytes[at] * 256 + bytes[at + 1] : 0;
    const end = at + length;
    if (length < 2 || end > bytes.length) break;
    if (SOF_OTHER.has(marker)) {
      throw new UnreadableError(
        `${name} must be sequential, progressive or lossless with Huffman coding; found the process of marker ${marker.toString(16)}`,
      );
    }
    if (marker === SOF_JPEG_LS || SOF_HUFFMAN.has(marker)) {
      if ((marker === SOF_JPEG_LS) !== (family === "jpeg-ls")) {
        throw new UnreadableError(
          `the pixel data must be ${name}; found ${family === "jpeg" ? "JPEG-LS" : "JPEG"}`,
        );
      }
      if (frame !== null) throw new UnreadableError(`${name} must have one frame header; found two`);
      frame = readFrameHeader(bytes.subarray(at + 2, end), name);
      process = marker;
    }
    at = marker === SOS ? endOfScan(bytes, end, family) : end;
    coded += at - end;
  }
  throw new UnreadableError(`${name} must go on to its end marker; found it cut after ${bytes.length} bytes`);
}

/**
 * Bytes that the coded data cannot do without: Huffman coding takes a bit for each sample of a lossless image, and
 * two for each block of 8 x 8 of a sequential one. JPEG-LS codes runs, and has no such bound.
 */
function leastCoded({ rows, columns }: JpegFrame, process: number): number {
  if (process === 0xc3) return Math.floor((rows * columns) / 8);
  if (process === 0xc0 || process === 0xc1)
    return Math.floor((Math.ceil(rows / 8) * Math.ceil(columns / 8)) / 4);
  return 0;
}

/** TEM and RST0 to RST7 have no length. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

function readFrameHeader(segment: Uint8Array, name: string): JpegFrame {
  if (segment.length < 6 || segment.length < 6 + 3 * segment[5]) {
    throw new UnreadableError(`the frame header of ${name} must describe each component; found it cut`);
  }
  return {
    bits: segment[0],
    rows: segment[1] * 256 + segment[2],
    columns: segment[3] * 256 + segment[4],
    components: segment[5],
    signed: false,
  };
}

/**
 * Where the marker after the coded data begins. Within them 0xFF is followed by a zero byte in JPEG and by a
 * zero bit in JPEG-LS, and restart markers belong to them.
 */
function endOfScan(bytes: Uint8Array, start: number, family: "jpeg" | "jpeg-ls"): number {
  let at = bytes.indexOf(0xff, start);
  while (at >= 0 && at + 1 < bytes.length) {
    const next = bytes[at + 1];
    const stuffed = family === "jpeg" ? next === 0 : next < 0x80;
    const restart = next >= 0xd0 && next <= 0xd7;
    if (!stuffed && !restart && next !== 0xff) return at;
    at = bytes.indexOf(0xff, at + (next === 0xff ? 1 : 2));
  }
  return bytes.length;
}
