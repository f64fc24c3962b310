import { type Limits, requireWithin } from "../../limits";
import type { SourceFile } from "./sourceFile";
import { UnreadableError } from "./unreadableError";

// Layouts and signatures: PKWARE APPNOTE 6.3.10, sections 4.3.12 to 4.3.16 and 4.5.3.
const RECORD = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const END_64_LOCATOR = 0x07064b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
/** What a field of 32 bits holds when its value is in the 64-bit extra field. */
const IN_EXTRA = 0xffffffff;
/** Bytes to which an archive of any size may inflate, so that a few blank files do not look like a bomb. */
const RATIO_FLOOR = 2 ** 20;

/** An entry as the table of contents of its archive declares it. */
export interface ZipRecord {
  readonly name: string;
  readonly encrypted: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where the entry's own header lies in the archive. */
  readonly offset: number;
}

/**
 * The table of contents of a zip archive, 64-bit ones included; of the archive, no more than this is read.
 *
 * @throws LimitExceededError for more entries, bytes or bytes for each byte of the archive than `limits` allow.
 * @throws UnreadableError for a table that is damaged, or whose entries share bytes.
 */
export function readZipDirectory(archive: SourceFile, limits: Limits): ZipRecord[] {
  const { offset, length, count } = findTable(archive);
  requireWithin(limits, "headerBytes", length, archive);
  const table = viewOf(archive.read(offset, length));
  const records: ZipRecord[] = [];
  for (let at = 0; at < length; ) {
    requireWithin(limits, "files", records.length + 1, archive);
    const { record, next } = readRecord(table, at);
    records.push(record);
    at = next;
  }
  // Writers without 64-bit fields let a count past 65,535 start again at 0.
  if (records.length % 2 ** 16 !== count % 2 ** 16) throw damaged();
  requireHonest(records, archive, limits);
  return records;
}

function requireHonest(records: readonly ZipRecord[], archive: SourceFile, limits: Limits): void {
  const inflated = records.reduce((sum, { size }) => sum + size, 0);
  const compressed = records.reduce((sum, { compressedSize }) => sum + compressedSize, 0);
  requireWithin(limits, "inflatedBytes", inflated, archive);
  if (inflated > RATIO_FLOOR) {
    requireWithin(limits, "archiveRatio", Math.ceil(inflated / archive.size), archive);
  }
  if (compressed > archive.size) throw damaged();
}

function findTable(archive: SourceFile): { offset: number; length: number; count: number } {
  const tailAt = Math.max(0, archive.size - END_BYTES - LONGEST_COMMENT);
  const tail = viewOf(archive.read(tailAt, archive.size - tailAt));
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && !isEnd(tail, at)) at--;
  if (at < 0) throw new UnreadableError("it begins as a zip archive and is cut off before its end");

  const table = findTable64(archive, tail, at) ?? {
    count: tail.getUint16(at + 10, true),
    length: tail.getUint32(at + 12, true),
    offset: tail.getUint32(at + 16, true),
  };
  if (tail.getUint16(at + 4, true) !== tail.getUint16(at + 6, true)) {
    throw new UnreadableError("it is one part of a zip archive in several parts");
  }
  if (table.offset + table.length > tailAt + at) throw damaged();
  return table;
}

function isEnd(tail: DataView, at: number): boolean {
  return (
    tail.getUint32(at, true) === END && at + END_BYTES + tail.getUint16(at + 20, true) <= tail.byteLength
  );
}

function findTable64(
  archive: SourceFile,
  tail: DataView,
  endAt: number,
): ReturnType<typeof findTable> | null {
  const locatorAt = endAt - 20;
  if (locatorAt < 0 || tail.getUint32(locatorAt, true) !== END_64_LOCATOR) return null;
  const end = viewOf(archive.read(uint64(tail, locatorAt + 8), 56));
  if (end.byteLength < 56 || end.getUint32(0, true) !== END_64) return null;
  return { count: uint64(end, 32), length: uint64(end, 40), offset: uint64(end, 48) };
}

function readRecord(table: DataView, at: number): { record: ZipRecord; next: number } {
  if (at + 46 > table.byteLength || table.getUint32(at, true) !== RECORD) throw damaged();
  const nameAt = at + 46;
  const extraAt = nameAt + table.getUint16(at + 28, true);
  const extraEnd = extraAt + table.getUint16(at + 30, true);
  const next = extraEnd + table.getUint16(at + 32, true);
  if (next > table.byteLength) throw damaged();

  const flags = table.getUint16(at + 8, true);
  const nameBytes = Buffer.from(table.buffer, table.byteOffset + nameAt, extraAt - nameAt);
  const wide = wideValues(table, extraAt, extraEnd);
  // Of the three, those that do not fit their 32 bits are in the extra field, in this order.
  const [size, compressedSize, offset] = [at + 24, at + 20, at + 42].map((field) => {
    const value = table.getUint32(field, true);
    return value === IN_EXTRA ? (wide.shift() ?? value) : value;
  });
  const record: ZipRecord = {
    name: nameBytes.toString((flags & 0x800) === 0 ? "latin1" : "utf8"),
    encrypted: (flags & 0x2041) !== 0,
    method: table.getUint16(at + 10, true),
    crc32: table.getUint32(at + 16, true),
    compressedSize,
    size,
    offset,
  };
  return { record, next };
}

/** The values of the 64-bit extra field, if there is one. */
function wideValues(table: DataView, start: number, end: number): number[] {
  for (let at = start; at + 4 <= end; ) {
    const valuesAt = at + 4;
    const valuesEnd = valuesAt + table.getUint16(at + 2, true);
    if (table.getUint16(at, true) === 1 && valuesEnd <= end) {
      const count = Math.min(3, (valuesEnd - valuesAt) >> 3);
      return Array.from({ length: count }, (_, i) => uint64(table, valuesAt + 8 * i));
    }
    at = valuesEnd;
  }
  return [];
}

function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function damaged(): UnreadableError {
  return new UnreadableError("it is a zip archive with a damaged table of contents");
}
