import { requireWithin } from "../../limits";
import { UnreadableError } from "../source/unreadableError";
import type { Search } from "./elementCursor";
import { readHead, tagAt, UNDEFINED_LENGTH } from "./elementHead";
import { type FileMeta, readFileMeta } from "./fileMeta";
import { findElements } from "./findElements";
import { findEncoding } from "./findEncoding";
import type { FoundDataSet } from "./foundElement";
import { inflateStart } from "./inflate";
import { beginsWithElements } from "./isDicom";
import { TAGS } from "./tags";
import { EXPLICIT_VR_LITTLE_ENDIAN, transferSyntax } from "./transferSyntaxes";

/** Where the pixel data of a data set is. */
export interface PixelDataPlace {
  /** Into the file, or into the inflated file. */
  readonly offset: number;
  /** Bytes as declared; null for encapsulated data, which a delimiter ends. */
  readonly length: number | null;
  readonly samples: "integer" | "float32" | "float64";
}

/** Where the elements at the beginning of a file are. */
export interface FoundStart {
  /** Of the file, or of the inflated file, as far as the elements go. */
  readonly bytes: Uint8Array;
  readonly meta: FileMeta;
  readonly dataSet: FoundDataSet;
}

/** Where everything of a header is. */
export interface FoundHeader extends FoundStart {
  readonly transferSyntax: string;
  readonly pixelData: PixelDataPlace | null;
  readonly inflated: boolean;
}

/** Source: DICOM PS3.3 C.7.6.3, C.7.6.24, C.7.6.25. */
const PIXEL_DATA: ReadonlyMap<number, PixelDataPlace["samples"]> = new Map([
  [TAGS.FloatPixelData.number, "float32"],
  [TAGS.DoubleFloatPixelData.number, "float64"],
  [TAGS.PixelData.number, "integer"],
]);

/** Most headers end before; those of enhanced images take a second attempt or a third. */
const FIRST_INFLATED = 2 ** 18;
const GROWTH = 4;
/** The first elements alone. */
const START_INFLATED = 2 ** 14;

/**
 * All elements before the pixel data; null when `bytes` end before it.
 *
 * @throws UnreadableError when the file is cut or damaged.
 * @throws LimitExceededError past `limits.headerBytes` or `limits.depth`.
 */
export function findHeader(bytes: Uint8Array, search: Search): FoundHeader | null {
  const { warn, size } = search;
  const meta = readFileMeta(bytes, search);
  if (meta === null || Math.min(meta.end + 8, size) > bytes.length) return null;
  if (meta.end + 8 > size) throw new UnreadableError("it is cut: it ends before its data set begins");
  const declared = meta.transferSyntax;
  if (declared === undefined || transferSyntax(declared)?.deflated !== true)
    return findDataSet(bytes, meta, declared, search);
  if (beginsWithElements(bytes.subarray(meta.end))) {
    warn("NOT_DEFLATED", "its data set is not deflated, against its transfer syntax");
    return findDataSet(bytes, meta, EXPLICIT_VR_LITTLE_ENDIAN.uid, search);
  }
  return findInflated(bytes, meta, search);
}

/**
 * The elements up to a tag, that one included, whatever is behind them; null when `bytes` end before it.
 *
 * @throws UnreadableError, LimitExceededError as `findHeader`.
 */
export function findStart(bytes: Uint8Array, search: Search, last: number): FoundStart | null {
  const meta = readFileMeta(bytes, search);
  if (meta === null) return null;
  if (last >>> 16 === 0x0002) return { bytes, meta, dataSet: { elements: new Map(), little: true } };
  const declared = meta.transferSyntax;
  const inflates = declared !== undefined && transferSyntax(declared)?.deflated === true;
  const deflated = bytes.subarray(meta.end);
  const inflated = inflates && !beginsWithElements(deflated);
  const whole = inflated
    ? withInflated(bytes, meta, inflateStart(deflated, START_INFLATED, false).bytes)
    : bytes;
  if (meta.end + 8 > whole.length) throw new UnreadableError("it is cut: it ends before its data set begins");
  const size = inflated ? Number.POSITIVE_INFINITY : search.size;
  const { encoding } = findEncoding(whole, meta.end, declared, search.warn);
  const found = findElements(whole, meta.end, encoding, { ...search, size }, (tag) => tag > last);
  return found && { bytes: whole, meta, dataSet: found.dataSet };
}

/** The file with what its data set inflates to in the place of its data set. */
function withInflated(bytes: Uint8Array, meta: FileMeta, inflated: Uint8Array): Uint8Array {
  const whole = new Uint8Array(meta.end + inflated.length);
  whole.set(bytes.subarray(0, meta.end));
  whole.set(inflated, meta.end);
  return whole;
}

function findInflated(bytes: Uint8Array, meta: FileMeta, search: Search): FoundHeader | null {
  const deflated = bytes.subarray(meta.end);
  for (let wanted = FIRST_INFLATED; ; wanted *= GROWTH) {
    const start = inflateStart(deflated, wanted, bytes.length >= search.size);
    const whole = withInflated(bytes, meta, start.bytes);
    const size = start.ended ? whole.length : Number.POSITIVE_INFINITY;
    const found = findDataSet(whole, meta, meta.transferSyntax, { ...search, size });
    if (found !== null) return { ...found, inflated: true };
    if (start.bytes.length < wanted) return null;
    requireWithin(search.limits, "headerBytes", whole.length);
  }
}

function findDataSet(
  bytes: Uint8Array,
  meta: FileMeta,
  declared: string | undefined,
  search: Search,
): FoundHeader | null {
  if (meta.end + 8 > bytes.length) {
    if (bytes.length < search.size) return null;
    throw new UnreadableError("it is cut: it ends before its data set begins");
  }
  const { encoding, transferSyntax } = findEncoding(bytes, meta.end, declared, search.warn);
  // Group 0 is of messages between machines, PS3.7; in a file it is a sign of zeros.
  if (tagAt(bytes, meta.end, encoding.little) < 0x10000) {
    throw new UnreadableError("its data set does not begin with an element of an image");
  }
  const found = findElements(bytes, meta.end, encoding, search, (tag) => PIXEL_DATA.has(tag));
  if (found === null) return null;
  const { dataSet, end } = found;
  const header = { bytes: bytes.subarray(0, end), meta, dataSet, transferSyntax, inflated: false };
  if (end >= search.size) return { ...header, pixelData: null };
  const head = readHead(bytes, end, found.encoding, search.size);
  if (head === null) {
    if (end + 12 <= search.size) return null;
    throw new UnreadableError("it is cut: it ends where its pixel data should begin");
  }
  const length = head.length === UNDEFINED_LENGTH ? null : head.length;
  const samples = PIXEL_DATA.get(head.tag) ?? "integer";
  return { ...header, pixelData: { offset: head.dataOffset, length, samples } };
}
