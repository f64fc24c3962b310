/** How elements are written: with VRs or without, low byte first or last. DICOM PS3.5 section 7. */
export interface DataSetEncoding {
  readonly explicit: boolean;
  readonly little: boolean;
}

/** What stands before a value. */
export interface ElementHead {
  /** 0xggggeeee. */
  readonly tag: number;
  /** Undefined in implicit VR. */
  readonly vr: string | undefined;
  /** Bytes of the value; `UNDEFINED_LENGTH` where a delimiter ends it. */
  readonly length: number;
  readonly dataOffset: number;
}

export const UNDEFINED_LENGTH = 0xffffffff;

/** Tags of what has no VR in any encoding. DICOM PS3.5 Table 7.5-1. */
export const ITEM = 0xfffee000;
export const ITEM_DELIMITER = 0xfffee00d;
export const SEQUENCE_DELIMITER = 0xfffee0dd;

/** VRs whose length has 32 bits. DICOM PS3.5 Table 7.1-1. */
const LONG_VRS: ReadonlySet<string> = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));

/** VRs whose length has 16 bits. DICOM PS3.5 Table 7.1-2. */
const SHORT_VRS: ReadonlySet<string> = new Set(
  "AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split(" "),
);

/** True for a VR of the standard, DICOM PS3.5 Table 6.2-1. */
export function isKnownVr(vr: string): boolean {
  return LONG_VRS.has(vr) || SHORT_VRS.has(vr);
}

/** The VR letters behind a tag; undefined where no two capitals stand, as in implicit VR. Reads 6 bytes. */
export function vrAt(bytes: Uint8Array, position: number): string | undefined {
  const [first, second] = [bytes[position + 4], bytes[position + 5]];
  return isCapital(first) && isCapital(second) ? String.fromCharCode(first, second) : undefined;
}

/**
 * The head of the element at a position; null when the bytes end within it.
 *
 * @param end - where the elements around end: what an unknown VR's length can be depends on it.
 */
export function readHead(
  bytes: Uint8Array,
  position: number,
  encoding: DataSetEncoding,
  end: number,
): ElementHead | null {
  if (position + 8 > bytes.length) return null;
  const { little } = encoding;
  const tag = tagAt(bytes, position, little);
  const vr = encoding.explicit ? vrAt(bytes, position) : undefined;
  if (vr === undefined) {
    return { tag, vr, length: uint32At(bytes, position + 4, little), dataOffset: position + 8 };
  }
  const short = { tag, vr, length: uint16At(bytes, position + 6, little), dataOffset: position + 8 };
  if (SHORT_VRS.has(vr)) return short;
  // VRs to come have 32 bits and two zero bytes before, PS3.5 6.2; what writers made up may have 16.
  const madeUp = !LONG_VRS.has(vr);
  if (madeUp && short.length !== 0) return short;
  if (position + 12 > bytes.length) return madeUp && position + 12 > end ? short : null;
  const length = uint32At(bytes, position + 8, little);
  const fits = length === UNDEFINED_LENGTH || position + 12 + length <= end;
  return madeUp && !fits ? short : { tag, vr, length, dataOffset: position + 12 };
}

/** A tag as 0xggggeeee. */
export function tagAt(bytes: Uint8Array, position: number, little: boolean): number {
  return uint16At(bytes, position, little) * 0x10000 + uint16At(bytes, position + 2, little);
}

export function uint32At(bytes: Uint8Array, position: number, little: boolean): number {
  const first = uint16At(bytes, position, little);
  const second = uint16At(bytes, position + 2, little);
  return little ? second * 0x10000 + first : first * 0x10000 + second;
}

/** A tag as people write it, "(0028,0010)". */
export function formatTagNumber(tag: number): string {
  const digits = tag.toString(16).toUpperCase().padStart(8, "0");
  return `(${digits.slice(0, 4)},${digits.slice(4)})`;
}

function uint16At(bytes: Uint8Array, position: number, little: boolean): number {
  const first = bytes[position];
  const second = bytes[position + 1];
  return little ? first | (second << 8) : (first << 8) | second;
}

function isCapital(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}
