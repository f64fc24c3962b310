import { constants, crc32, inflateRawSync } from "node:zlib";
import type { Limits } from "../../limits";
import type { FoundFile, NotRead } from "./foundFile";
import { readZipDirectory, type ZipRecord } from "./readZipDirectory";
import type { SourceFile } from "./sourceFile";
import { UnreadableError } from "./unreadableError";

const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;
/** Largest piece in which zlib hands out what it inflates. */
const PIECE_BYTES = 2 ** 20;

/** The entry that was inflated last, whole. */
interface Inflated {
  record: ZipRecord | null;
  bytes: Uint8Array;
}

/** True when a file begins as a zip archive with at least one entry. */
export function isZip(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && start[3] === 4;
}

/**
 * The files in a zip archive, and the entries that cannot be read; folders are left out. An entry's name only
 * orders it and makes its path, "archive.zip!/folder/name": nothing is ever written.
 *
 * Neither the archive nor its entries are kept in memory: a read takes the compressed bytes of its entry from
 * the archive and inflates them, or so many as the start needs. So a series is inflated once, and its headers
 * cost little more than their bytes. The last entry stays inflated, for files that are read frame by frame.
 *
 * Entries are inflated by zlib, which stops at the size that the entry declares; deflated ones must have that
 * size and their checksum, or their read throws UnreadableError.
 *
 * @throws LimitExceededError and UnreadableError as readZipDirectory.
 */
export function listZipArchive(
  archive: SourceFile,
  limits: Limits,
): { files: FoundFile[]; notRead: NotRead[] } {
  const files: FoundFile[] = [];
  const notRead: NotRead[] = [];
  const last: Inflated = { record: null, bytes: new Uint8Array(0) };
  for (const record of readZipDirectory(archive, limits)) {
    if (/[\\/]$/.test(record.name)) continue;
    const path = `${archive.path}!/${record.name}`;
    const reason = whyNot(record);
    if (reason === null) files.push(entryFile(path, archive, record, last));
    else notRead.push({ path, reason });
  }
  return { files, notRead };
}

function whyNot({ encrypted, method, size, compressedSize }: ZipRecord): string | null {
  if (encrypted) return "it is encrypted in its archive";
  if (method !== STORED && method !== DEFLATED)
    return `it is compressed by zip method ${method}, not by deflate`;
  if (method === STORED && size !== compressedSize)
    return "it is damaged in its archive (two sizes for one file)";
  return null;
}

function entryFile(path: string, archive: SourceFile, record: ZipRecord, last: Inflated): FoundFile {
  const { size, method } = record;
  let dataAt: number | undefined;
  const read = (offset: number, length: number): Uint8Array => {
    const end = Math.min(size, offset + length);
    if (offset >= end) return new Uint8Array(0);
    dataAt ??= findData(archive, record);
    if (method === STORED) return archive.read(dataAt + offset, end - offset);
    if (last.record !== record) {
      const start = offset === 0 && end <= size / 4 ? inflateEntryStart(archive, record, dataAt, end) : null;
      if (start !== null) return start;
      last.bytes = inflateEntry(archive, record, dataAt);
      last.record = record;
    }
    return new Uint8Array(last.bytes.subarray(offset, end));
  };
  return { path, size, read };
}

/** Where the entry's bytes begin, after its own header, whose lengths may differ from those in the table. */
function findData(archive: SourceFile, { offset }: ZipRecord): number {
  const bytes = archive.read(offset, LOCAL_HEADER_BYTES);
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LOCAL_HEADER_BYTES || header.getUint32(0, true) !== LOCAL_HEADER) {
    throw new UnreadableError("it is damaged in its archive (not where the table of contents says)");
  }
  return offset + LOCAL_HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
}

/** The first bytes of an entry; null when they ask for most of its compressed bytes. */
function inflateEntryStart(
  archive: SourceFile,
  { size, compressedSize }: ZipRecord,
  dataAt: number,
  length: number,
): Uint8Array | null {
  for (let bytes = length + 256; bytes < compressedSize / 2; bytes *= 4) {
    const cut = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: size };
    const start = inflate(archive.read(dataAt, bytes), cut);
    if (start.length >= length) return new Uint8Array(start.subarray(0, length));
  }
  return null;
}

function inflateEntry(archive: SourceFile, record: ZipRecord, dataAt: number): Uint8Array {
  const { size, compressedSize } = record;
  const chunkSize = Math.min(PIECE_BYTES, Math.max(constants.Z_MIN_CHUNK, size));
  const bytes = inflate(archive.read(dataAt, compressedSize), { maxOutputLength: size, chunkSize });
  if (bytes.length !== size || crc32(bytes) !== record.crc32) {
    throw new UnreadableError("it is damaged in its archive (the checksum differs)");
  }
  return bytes;
}

function inflate(compressed: Uint8Array, options: Parameters<typeof inflateRawSync>[1]): Uint8Array {
  try {
    return inflateRawSync(compressed, options);
  } catch {
    throw new UnreadableError("it is damaged in its archive (it does not inflate to its size)");
  }
}
