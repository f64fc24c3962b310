import { ITEM, SEQUENCE_DELIMITER, tagAt, UNDEFINED_LENGTH, uint32At } from "../../elements/elementHead";
import { DecodeError } from "../decodeError";
import type { ByteRange, PixelDataRange, PixelDataWarning, PixelSource } from "./frameRanges";

const HEADER_BYTES = 8;

/** Far above any real file; each takes memory, and a hostile file can hold one for every 8 bytes. */
const MAX_FRAGMENTS = 2 ** 17;

/** The items of encapsulated pixel data. */
export interface PixelItems {
  /** The Basic Offset Table, the value of the first item; empty in many files. */
  readonly offsetTable: Uint8Array;
  /** The values of the other items, in order. */
  readonly fragments: readonly ByteRange[];
  readonly warnings: readonly PixelDataWarning[];
}

/**
 * The offset table and the fragments of encapsulated pixel data, read item by item by their lengths, so that
 * what is inside them does not matter. DICOM PS3.5 Annex A.4.
 *
 * @throws DecodeError when an item has no length, or reaches past the end of the file.
 */
export function readPixelItems(file: PixelSource, pixelData: PixelDataRange): PixelItems {
  const end = Math.min(file.size, pixelData.offset + (pixelData.length ?? Number.POSITIVE_INFINITY));
  const header = headerReader(file);
  const values: ByteRange[] = [];
  let at = pixelData.offset;
  let delimited = false;
  while (at + HEADER_BYTES <= end) {
    const { tag, length } = header(at);
    delimited = tag === SEQUENCE_DELIMITER;
    if (tag !== ITEM) break;
    const value = { offset: at + HEADER_BYTES, length };
    const item = values.length === 0 ? "the offset table" : `fragment ${values.length}`;
    if (length === UNDEFINED_LENGTH) {
      throw new DecodeError(`every item of compressed pixel data must have a length; ${item} has none`);
    }
    if (value.offset + length > end) {
      throw new DecodeError(
        `the file is cut: ${item} of its pixel data must have ${length} bytes; found ${end - value.offset}`,
      );
    }
    if (values.length > MAX_FRAGMENTS) {
      throw new DecodeError(`pixel data must have at most ${MAX_FRAGMENTS} fragments; found more`);
    }
    values.push(value);
    at = value.offset + length;
  }
  if (values.length === 0) {
    throw new DecodeError("compressed pixel data must begin with an item; found other bytes");
  }
  const [table, ...fragments] = values;
  return {
    offsetTable: file.read(table.offset, table.length),
    fragments,
    warnings: delimited
      ? []
      : [
          {
            code: "SEQUENCE_DELIMITER_MISSING",
            text: `pixel data has no end mark after its ${fragments.length} fragments`,
          },
        ],
  };
}

interface ItemHeader {
  readonly tag: number;
  readonly length: number;
}

/** Reads item headers through a window, so that many small fragments do not cost a read of the disk each. */
function headerReader(file: PixelSource): (at: number) => ItemHeader {
  const windowBytes = 4096;
  let start = 0;
  let window: Uint8Array = new Uint8Array(0);
  return (at) => {
    if (at < start || at + HEADER_BYTES > start + window.length) {
      const bytes = file.read(at, windowBytes);
      if (bytes.length < HEADER_BYTES) {
        throw new DecodeError("its pixel data ended early: the file changed while it was read");
      }
      start = at;
      window = bytes;
    }
    return { tag: tagAt(window, at - start, true), length: uint32At(window, at - start + 4, true) };
  };
}
