import { requireWithin } from "../../limits";
import { type DataSetLevel, ElementCursor, type Search, type SequenceLevel } from "./elementCursor";
import {
  type DataSetEncoding,
  ITEM,
  ITEM_DELIMITER,
  isKnownVr,
  readHead,
  SEQUENCE_DELIMITER,
  tagAt,
  UNDEFINED_LENGTH,
  uint32At,
  vrAt,
} from "./elementHead";
import type { FoundDataSet } from "./foundElement";
import { nameTag } from "./nameTag";
import { takeElement } from "./takeElement";

export interface Found {
  readonly dataSet: FoundDataSet;
  /** Where the element stands before which the search stopped, or where the data set ends. */
  readonly end: number;
  /** As it was there. */
  readonly encoding: DataSetEncoding;
}

/**
 * The elements of a data set from a position on, with those of all its sequences; null when the bytes end
 * before the data set or the tag to stop at. Each length has been held against the bytes that there are, and
 * each value lies within `bytes`. DICOM PS3.5 section 7.
 *
 * @param stopsAt - true for the tag of the data set before which the search stops.
 * @throws UnreadableError for elements that cannot be: longer than what is around them, or cut.
 * @throws LimitExceededError past `limits.depth` or `limits.headerBytes`.
 */
export function findElements(
  bytes: Uint8Array,
  start: number,
  encoding: DataSetEncoding,
  search: Search,
  stopsAt: (tag: number) => boolean,
): Found | null {
  const cursor = new ElementCursor(start, encoding, search);
  const { root } = cursor;
  root.fresh = false; // the caller has looked how it begins
  for (;;) {
    const { level, position } = cursor;
    if (position >= level.end) {
      if (level === root) break;
      cursor.closeAtEnd();
      continue;
    }
    if (Math.min(position + 8, level.end) > bytes.length) return null;
    if (position + 8 > level.end) {
      leaveRest(bytes, cursor);
      continue;
    }
    const tag = tagAt(bytes, position, level.encoding.little);
    if (level === root && stopsAt(tag)) break;
    const read =
      level.kind === "sequence"
        ? readItem(bytes, cursor, level, tag)
        : readElement(bytes, cursor, level, tag);
    if (!read) return null;
  }
  return { dataSet: root.found, end: cursor.position, encoding: root.encoding };
}

/** Fewer bytes than a tag and a length take. */
function leaveRest(bytes: Uint8Array, cursor: ElementCursor): void {
  const { level, position, root, search } = cursor;
  if (level === root && bytes.subarray(position, level.end).every((byte) => byte === 0)) {
    search.warn("TRAILING_ZEROS", "zero bytes follow the last element");
    cursor.position = level.end;
  } else {
    cursor.fail(`an element begins ${level.end - position} bytes before the end`);
  }
}

/** Reads an item's head, or what ends the sequence; false when more bytes are needed, as below. */
function readItem(bytes: Uint8Array, cursor: ElementCursor, level: SequenceLevel, tag: number): boolean {
  const { warn } = cursor.search;
  const dataOffset = cursor.position + 8;
  if (tag === SEQUENCE_DELIMITER) {
    cursor.close();
    cursor.position = level.delimited ? dataOffset : level.end;
  } else if (tag === ITEM) {
    const length = uint32At(bytes, dataOffset - 4, level.encoding.little);
    const delimited = length === UNDEFINED_LENGTH && !level.fragments;
    if (!delimited && !cursor.fits("an item of", level.tag, length, dataOffset)) return true;
    const end = delimited ? level.end : dataOffset + length;
    if (level.fragments && end > bytes.length) {
      requireWithin(cursor.search.limits, "headerBytes", end);
      return false;
    }
    cursor.count();
    cursor.position = level.fragments ? end : dataOffset;
    if (!level.fragments) cursor.enterItem(level, end, delimited);
  } else if (tag === ITEM_DELIMITER) {
    warn("DELIMITER_STRAY", `an item delimiter stands between the items of ${nameTag(level.tag)}`);
    cursor.position = dataOffset;
  } else if (level.delimited) {
    warn("DELIMITER_MISSING", `the sequence ${nameTag(level.tag)} is not ended by its delimiter`);
    cursor.close();
  } else {
    cursor.fail(`${nameTag(tag)} stands where an item of ${nameTag(level.tag)} should begin`);
  }
  return true;
}

function readElement(bytes: Uint8Array, cursor: ElementCursor, level: DataSetLevel, tag: number): boolean {
  const { position, search } = cursor;
  if (tag >>> 16 === 0xfffe) {
    readMarker(cursor, tag);
    return true;
  }
  if (Math.min(position + 12, level.end) > bytes.length) return false;
  adaptEncoding(bytes, cursor, level);
  const head = readHead(bytes, position, level.encoding, level.end);
  if (head === null) {
    cursor.fail(`element ${nameTag(tag)} begins ${level.end - position} bytes before the end`);
    return true;
  }
  cursor.count();
  level.fresh = false;
  if (head.vr !== undefined && !isKnownVr(head.vr)) {
    search.warn("UNKNOWN_VR", `${nameTag(tag)} has the value representation ${head.vr}, unknown to DICOM`);
  }
  return takeElement(bytes, cursor, level, head);
}

/** A delimiter, or the beginning of an item, among the elements of a data set. */
function readMarker(cursor: ElementCursor, tag: number): void {
  const { level } = cursor;
  const { warn } = cursor.search;
  if (level.delimited) {
    if (tag === ITEM_DELIMITER) cursor.position += 8;
    else warn("DELIMITER_MISSING", "an item is not ended by its delimiter");
    cursor.close();
  } else if (tag === ITEM) {
    cursor.fail("an item stands outside of a sequence");
  } else {
    warn("DELIMITER_STRAY", `${nameTag(tag)} stands where no sequence and no item is to be ended`);
    cursor.position += 8;
  }
}

/** Writers change the encoding at items, and some within a data set; the letters of a VR tell. */
function adaptEncoding(bytes: Uint8Array, { position, search }: ElementCursor, level: DataSetLevel): void {
  const { explicit, little } = level.encoding;
  const vr = vrAt(bytes, position);
  if (explicit && vr === undefined) {
    search.warn(
      "VR_ENCODING_MISMATCH",
      "elements have no value representation where the encoding asks for one",
    );
    level.encoding = { explicit: false, little };
  } else if (!explicit && level.fresh && vr !== undefined && isKnownVr(vr)) {
    const head = readHead(bytes, position, { explicit: true, little }, level.end);
    if (head === null || (head.length !== UNDEFINED_LENGTH && head.dataOffset + head.length > level.end))
      return;
    search.warn("VR_ENCODING_MISMATCH", "elements have a value representation where the encoding has none");
    level.encoding = { explicit: true, little };
  }
}
