import { requireWithin } from "../../limits";
import type { DataSetLevel, ElementCursor } from "./elementCursor";
import {
  type DataSetEncoding,
  type ElementHead,
  ITEM,
  SEQUENCE_DELIMITER,
  tagAt,
  UNDEFINED_LENGTH,
  uint32At,
} from "./elementHead";
import type { FoundElement } from "./foundElement";
import { nameTag } from "./nameTag";

/** Within an element of unknown VR, DICOM PS3.5 6.2.2 note 4. */
const WITHIN_UNKNOWN: DataSetEncoding = { explicit: false, little: true };

/**
 * Puts an element into its data set, and moves the cursor behind it or, when it is a sequence, into it; false
 * when more bytes are needed to do so.
 *
 * @throws UnreadableError when it is longer than what is around it.
 */
export function takeElement(
  bytes: Uint8Array,
  cursor: ElementCursor,
  level: DataSetLevel,
  head: ElementHead,
): boolean {
  return head.length === UNDEFINED_LENGTH
    ? enterDelimited(bytes, cursor, level, head)
    : takeOrEnter(bytes, cursor, level, head);
}

/** An element that says its length: a sequence to enter, or a value to take. */
function takeOrEnter(
  bytes: Uint8Array,
  cursor: ElementCursor,
  level: DataSetLevel,
  head: ElementHead,
): boolean {
  const { tag, vr, length, dataOffset } = head;
  if (!cursor.fits("element", tag, length, dataOffset)) return true;
  const end = dataOffset + length;
  requireWithin(cursor.search.limits, "headerBytes", end);
  const encoding = vr === "UN" ? WITHIN_UNKNOWN : level.encoding;
  // Without a dictionary, only the item at its beginning shows what a value without a VR is.
  const unsure = (vr === undefined || vr === "UN") && length >= 8;
  if (unsure && dataOffset + 8 > bytes.length) return false;
  if (vr === "SQ" || (unsure && beginsWithItem(bytes, dataOffset, end, encoding.little))) {
    const element = put(cursor, level, { tag, vr: "SQ", dataOffset, length, dataSets: [] });
    cursor.enterSequence({ tag, element, encoding, delimited: false, end, fragments: false });
    return true;
  }
  if (end > bytes.length) return false;
  put(cursor, level, { tag, vr, dataOffset, length });
  cursor.position = end;
  return true;
}

function beginsWithItem(bytes: Uint8Array, position: number, end: number, little: boolean): boolean {
  const length = uint32At(bytes, position + 4, little);
  return (
    tagAt(bytes, position, little) === ITEM && (length === UNDEFINED_LENGTH || position + 8 + length <= end)
  );
}

/** An element that a delimiter ends: items, fragments of compressed data, or bytes in which to look for it. */
function enterDelimited(
  bytes: Uint8Array,
  cursor: ElementCursor,
  level: DataSetLevel,
  head: ElementHead,
): boolean {
  const { tag, vr, dataOffset } = head;
  const encoding = vr === "UN" ? WITHIN_UNKNOWN : level.encoding;
  if (vr !== "SQ") {
    if (dataOffset + 4 > level.end) {
      cursor.fail(`${nameTag(tag)} is not ended by a delimiter`);
      return true;
    }
    if (dataOffset + 4 > bytes.length) return false;
    const next = tagAt(bytes, dataOffset, encoding.little);
    if (next !== ITEM && next !== SEQUENCE_DELIMITER)
      return takeToDelimiter(bytes, cursor, level, head, encoding);
  }
  const fragments = vr !== undefined && /^O[A-Z]$/.test(vr);
  const place = { tag, dataOffset, length: 0 };
  const element = put(cursor, level, fragments ? { ...place, vr } : { ...place, vr: "SQ", dataSets: [] });
  cursor.enterSequence({ tag, element, encoding, delimited: true, end: level.end, fragments });
  return true;
}

function takeToDelimiter(
  bytes: Uint8Array,
  cursor: ElementCursor,
  level: DataSetLevel,
  { tag, vr, dataOffset }: ElementHead,
  { little }: DataSetEncoding,
): boolean {
  const inside = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, level.end));
  const delimiter = little ? [0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0] : [0xff, 0xfe, 0xe0, 0xdd, 0, 0, 0, 0];
  const end = inside.indexOf(Buffer.from(delimiter), dataOffset);
  if (end < 0) {
    if (inside.length < level.end) return false;
    cursor.fail(`${nameTag(tag)} is not ended by a delimiter`);
    return true;
  }
  put(cursor, level, { tag, vr, dataOffset, length: end - dataOffset });
  cursor.position = end + 8;
  return true;
}

function put(cursor: ElementCursor, level: DataSetLevel, element: FoundElement): FoundElement {
  cursor.countTag(element.tag);
  level.found.elements.set(element.tag, element);
  return element;
}
