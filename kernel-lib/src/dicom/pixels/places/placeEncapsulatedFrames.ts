import { type Limits, requireWithin } from "../../../limits";
import { count } from "../../../words";
import { UnreadableError } from "../../source/unreadableError";
import type { ByteRange, FrameRanges, PixelDataRange, PixelDataWarning, PixelSource } from "./frameRanges";
import { readPixelItems } from "./readPixelItems";

/** Values of the Extended Offset Table (7FE0,0001) as they are in the file: little-endian 64-bit offsets. */
export interface EncapsulatedFramesOptions {
  extendedOffsetTable?: Uint8Array | undefined;
}

/**
 * Where each frame of compressed pixel data is: by an offset table that fits the items, else one fragment a
 * frame, else by where compressed images begin or end. DICOM PS3.5 Annex A.4.
 *
 * @param frames - Number of Frames (0028,0008), 1 where the file has none.
 * @throws UnreadableError when the fragments cannot be told apart into that many frames; LimitExceededError.
 */
export function placeEncapsulatedFrames(
  file: PixelSource,
  pixelData: PixelDataRange,
  frames: number,
  limits: Limits,
  options: EncapsulatedFramesOptions = {},
): FrameRanges {
  requireWithin(limits, "frames", frames);
  const { offsetTable, fragments, warnings } = readPixelItems(file, pixelData);
  if (fragments.length < frames) {
    throw new UnreadableError(
      `${count(frames, "frame")} must have at least as many fragments of pixel data; found ${fragments.length}`,
    );
  }
  const tables = [
    offsetsOf(options.extendedOffsetTable ?? new Uint8Array(0), 8),
    offsetsOf(offsetTable, 4),
  ].filter((offsets) => offsets.length > 0);
  for (const offsets of tables) {
    const groups = groupByOffsets(fragments, offsets, frames);
    if (groups !== null) return { frames: groups, warnings };
  }
  const wrongTable: PixelDataWarning[] = tables.map((offsets) => ({
    code: "OFFSET_TABLE_WRONG",
    text: `the offset table of ${offsets.length} entries does not fit the ${fragments.length} fragments of ${frames} frames; it is left out`,
  }));
  return { frames: groupByContent(file, fragments, frames), warnings: [...warnings, ...wrongTable] };
}

function offsetsOf(table: Uint8Array, width: 4 | 8): number[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  return Array.from({ length: Math.floor(table.length / width) }, (_, i) =>
    width === 4 ? view.getUint32(i * 4, true) : Number(view.getBigUint64(i * 8, true)),
  );
}

/** Null unless there is one offset a frame, ascending from 0, each that of an item. */
function groupByOffsets(
  fragments: readonly ByteRange[],
  offsets: readonly number[],
  frames: number,
): ByteRange[][] | null {
  if (offsets.length !== frames || offsets[0] !== 0) return null;
  const origin = fragments[0].offset;
  const groups: ByteRange[][] = [];
  for (const fragment of fragments) {
    // Offsets count from the first fragment's item header, and so do these from its value.
    if (fragment.offset - origin === offsets[groups.length]) groups.push([]);
    groups[groups.length - 1].push(fragment);
  }
  return groups.length === frames ? groups : null;
}

function groupByContent(file: PixelSource, fragments: readonly ByteRange[], frames: number): ByteRange[][] {
  if (fragments.length === frames) return fragments.map((fragment) => [fragment]);
  const begins = fragments.map((fragment) => beginsImage(file, fragment));
  const images = begins.filter(Boolean).length;
  if (begins[0] && images === frames) return groupWhere(fragments, (i) => begins[i]);
  // One frame whose format is not told by its first bytes, as RLE, is all the fragments.
  if (frames === 1 && images <= 1) return [[...fragments]];
  const ends = fragments.map((fragment) => endsImage(file, fragment));
  if (ends[ends.length - 1] && ends.filter(Boolean).length === frames) {
    return groupWhere(fragments, (i) => i === 0 || ends[i - 1]);
  }
  throw new UnreadableError(
    `${fragments.length} fragments of pixel data must be ${count(frames, "frame")}; found ${images} compressed images and no offset table that fits`,
  );
}

function groupWhere(fragments: readonly ByteRange[], begins: (index: number) => boolean): ByteRange[][] {
  const groups: ByteRange[][] = [];
  for (const [i, fragment] of fragments.entries()) {
    if (begins(i)) groups.push([]);
    groups[groups.length - 1].push(fragment);
  }
  return groups;
}

/** First bytes of JPEG and JPEG-LS (SOI and a marker), of a JPEG 2000 codestream (SOC, SIZ) and of a JP2 file. */
const IMAGE_STARTS = [
  [0xff, 0xd8, 0xff],
  [0xff, 0x4f, 0xff, 0x51],
  [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20],
];

function beginsImage(file: PixelSource, { offset, length }: ByteRange): boolean {
  const start = file.read(offset, Math.min(length, 8));
  return IMAGE_STARTS.some((bytes) => bytes.every((byte, i) => start[i] === byte));
}

/** True when the last bytes are EOI or EOC, but for zeros that pad to an even length. */
function endsImage(file: PixelSource, { offset, length }: ByteRange): boolean {
  const tail = file.read(offset + Math.max(0, length - 4), Math.min(length, 4));
  let end = tail.length;
  while (end > 0 && tail[end - 1] === 0) end--;
  return end >= 2 && tail[end - 2] === 0xff && tail[end - 1] === 0xd9;
}
