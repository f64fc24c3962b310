import { UnreadableError } from "../../source/unreadableError";
import type { Codestream } from "./codestream";
import { unwrapJp2 } from "./unwrapJp2";

const SOC = 0xff4f;
const CAP = 0xff50;
const SIZ = 0xff51;
const SOT = 0xff90;
const EOC = 0xffd9;

/** Bit 15 of Pcap, counted from the most significant: Part 15, high throughput. */
const PCAP_HIGH_THROUGHPUT = 1 << 17;

/**
 * The header of a JPEG 2000 codestream, alone or in a JP2 file, and the way from tile-part to tile-part to its
 * end. ITU-T T.800 Annex A, T.814 Annex A (high throughput).
 *
 * @throws UnreadableError for the other of the two codings, for components of different size or depth, and for a
 * codestream that does not hold all its tile-parts: a codec would return what there is.
 */
export function readJpeg2000Header(bytes: Uint8Array, family: "jpeg-2000" | "ht-jpeg-2000"): Codestream {
  const stream = unwrapJp2(bytes);
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const size = stream.length;
  if (size < 6 || view.getUint16(0) !== SOC || view.getUint16(2) !== SIZ) {
    throw new UnreadableError("a JPEG 2000 codestream must begin with its size; found other bytes");
  }
  const { tiles, ...frame } = readSize(view, 4);
  let highThroughput = false;
  let at = 2;
  while (at + 4 <= size && view.getUint16(at) !== SOT) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (marker < 0xff00 || length < 2) {
      throw new UnreadableError(
        "the header of a JPEG 2000 codestream must be a row of segments; found other bytes",
      );
    }
    if (marker === CAP && at + 8 <= size) {
      highThroughput = (view.getUint32(at + 4) & PCAP_HIGH_THROUGHPUT) !== 0;
    }
    at += 2 + length;
  }
  if (highThroughput !== (family === "ht-jpeg-2000")) {
    throw new UnreadableError(
      highThroughput
        ? "pixel data that the file calls JPEG 2000 must not be High-Throughput JPEG 2000; found that it is"
        : "pixel data that the file calls High-Throughput JPEG 2000 must be so; found plain JPEG 2000",
    );
  }
  return { ...frame, bytes: stream.subarray(0, endOfTiles(view, at, tiles)) };
}

/** SIZ, T.800 A.5.1. */
function readSize(view: DataView, at: number): Omit<Codestream, "bytes"> & { tiles: number } {
  const length = at + 2 <= view.byteLength ? view.getUint16(at) : 0;
  if (length < 41 || at + length > view.byteLength) {
    throw new UnreadableError("a JPEG 2000 codestream must begin with its size; found it cut");
  }
  const [width, height, left, top, tileWidth, tileHeight, tileLeft, tileTop] = Array.from(
    { length: 8 },
    (_, i) => view.getUint32(at + 4 + 4 * i),
  );
  const components = view.getUint16(at + 36);
  if (components === 0 || length < 38 + 3 * components) {
    throw new UnreadableError(
      `a JPEG 2000 codestream must describe its ${components} components; found it cut`,
    );
  }
  const depth = view.getUint8(at + 38);
  for (let i = 0; i < components; i++) {
    const component = at + 38 + 3 * i;
    const [ownDepth, xStep, yStep] = [0, 1, 2].map((byte) => view.getUint8(component + byte));
    if (ownDepth !== depth || xStep !== 1 || yStep !== 1) {
      throw new UnreadableError(
        "components of a JPEG 2000 codestream must have one size and depth; found others",
      );
    }
  }
  if (
    tileWidth === 0 ||
    tileHeight === 0 ||
    width <= left ||
    height <= top ||
    tileLeft > left ||
    tileTop > top
  ) {
    throw new UnreadableError(
      "the tiles of a JPEG 2000 codestream must cover its image; found that they do not",
    );
  }
  return {
    rows: height - top,
    columns: width - left,
    components,
    bits: (depth & 0x7f) + 1,
    signed: depth >= 0x80,
    tiles: Math.ceil((width - tileLeft) / tileWidth) * Math.ceil((height - tileTop) / tileHeight),
  };
}

/** The offset after EOC; tile-parts are skipped by their lengths (SOT, T.800 A.4.2). */
function endOfTiles(view: DataView, start: number, tiles: number): number {
  const size = view.byteLength;
  const seen = new Set<number>();
  let at = start;
  while (at + 12 <= size && view.getUint16(at) === SOT) {
    const tile = view.getUint16(at + 4);
    const length = view.getUint32(at + 6);
    seen.add(tile);
    // A length of 0, allowed for the last tile-part, means all up to EOC.
    at = length === 0 ? lastMarker(view) : at + length;
    if (length !== 0 && length < 14) break;
  }
  if (at + 2 > size || view.getUint16(at) !== EOC) {
    throw new UnreadableError(
      `a JPEG 2000 codestream must go on to its end marker; found it cut after ${size} bytes`,
    );
  }
  if (seen.size !== tiles) {
    throw new UnreadableError(`a JPEG 2000 codestream must hold its ${tiles} tiles; found ${seen.size}`);
  }
  return at + 2;
}

/** Where the last two bytes are, zeros that pad apart. */
function lastMarker(view: DataView): number {
  let end = view.byteLength;
  while (end > 2 && view.getUint8(end - 1) === 0) end--;
  return end - 2;
}
