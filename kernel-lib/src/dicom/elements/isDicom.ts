import { isKnownVr, readHead, tagAt, UNDEFINED_LENGTH, vrAt } from "./elementHead";

const PREAMBLE = 128;

/** Bytes before the first element of a file with a preamble, DICOM PS3.10 7.1. */
export const PREFIX_BYTES: number = PREAMBLE + 4;

/**
 * True for the first bytes of a DICOM file: "DICM" behind 128 bytes, or, where a writer left that out, two
 * elements as data sets begin with.
 */
export function isDicom(start: Uint8Array): boolean {
  return hasPrefix(start) || beginsWithElements(start);
}

/** True for 128 bytes of preamble and "DICM". DICOM PS3.10 7.1. */
export function hasPrefix(start: Uint8Array): boolean {
  return [0x44, 0x49, 0x43, 0x4d].every((letter, i) => start[PREAMBLE + i] === letter);
}

/** True for bytes that begin with two elements, the first of group 2 or 8, in any encoding. */
export function beginsWithElements(start: Uint8Array): boolean {
  return [true, false].some((little) => {
    const first = plausibleElement(start, 0, little, MOST_OF_FIRST);
    if (first === null || ![0x0002, 0x0008].includes(first.tag >>> 16)) return false;
    if (first.end === start.length) return true;
    const second = plausibleElement(start, first.end, little, MOST_OF_SECOND);
    return second !== null && second.tag > first.tag && second.tag >>> 16 < 0x0100;
  });
}

/** First elements are group lengths, character sets and UIDs. */
const MOST_OF_FIRST = 256;
const MOST_OF_SECOND = 2 ** 20;

function plausibleElement(
  start: Uint8Array,
  position: number,
  little: boolean,
  most: number,
): { readonly tag: number; readonly end: number } | null {
  if (position + 8 > start.length) return null;
  const vr = vrAt(start, position);
  const explicit = vr !== undefined && isKnownVr(vr);
  const head = readHead(start, position, { explicit, little }, Number.POSITIVE_INFINITY);
  if (head === null) return null;
  const { length, dataOffset } = head;
  if (length > most && length !== UNDEFINED_LENGTH) return null;
  return { tag: tagAt(start, position, little), end: dataOffset + length };
}
