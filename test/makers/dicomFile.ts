import { deflateRawSync } from "node:zlib";

export const EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";
export const IMPLICIT_LITTLE = "1.2.840.10008.1.2";
export const EXPLICIT_BIG = "1.2.840.10008.1.2.2";
export const DEFLATED = "1.2.840.10008.1.2.1.99";
/** Implicit VR Little Endian whose pixel data is big endian. */
export const GE_PRIVATE = "1.2.840.113619.5.2";

/**
 * Text for string VRs; one number or several for binary and decimal VRs (several are joined by backslashes
 * in text; AT takes 0xggggeeee; OV, SV and UV take bigint too); bytes, written as they are and unpadded, for
 * any VR; `sequence(...)`, `encapsulated(...)` or `lying(...)`; null leaves the element out.
 */
export type Value =
  | string
  | number
  | bigint
  | readonly (number | bigint)[]
  | Uint8Array
  | SequenceValue
  | EncapsulatedValue
  | LyingValue
  | null;

/** Elements by tag, "00280010"; written in the order of their tags. */
export type Elements = Readonly<Record<string, readonly [vr: string, value: Value]>>;

export interface DicomFileOptions {
  /** What the file says it is; null leaves (0002,0010) out. @default Explicit VR Little Endian */
  transferSyntax?: string | null;
  /** The transfer syntax in which the data set is really written. @default what the file says */
  encoding?: string;
  /** 128 zero bytes and "DICM". @default true */
  preamble?: boolean;
  /** Group 2; false leaves all of it out. @default true */
  meta?: boolean;
  /** More elements of group 2. */
  metaElements?: Elements;
  /** Group 2 without VRs, against PS3.10 7.1. @default false */
  implicitMeta?: boolean;
  /** (0002,0000): false leaves it out, a number is written in place of the right one. @default true */
  groupLength?: boolean | number;
}

export interface SequenceOptions {
  /** "defined": sequence and items say their bytes; "undefined": both end with delimiters; "unended": no delimiters. @default "defined" */
  lengths?: "defined" | "undefined" | "unended";
  /** Whether items are written with VRs. @default as the data set, without in a UN element */
  explicit?: boolean;
}

export interface EncapsulatedOptions {
  /** Offsets of the basic offset table; "right" makes one frame of each fragment. @default [] */
  offsetTable?: readonly number[] | "right";
  /** The sequence delimiter at the end. @default true */
  delimiter?: boolean;
}

interface SequenceValue {
  readonly items: readonly Elements[];
  readonly options: SequenceOptions;
}
interface EncapsulatedValue {
  readonly fragments: readonly Uint8Array[];
  readonly options: EncapsulatedOptions;
}
interface LyingValue {
  readonly value: Value;
  readonly length: number;
}
interface Encoding {
  readonly little: boolean;
  readonly explicit: boolean;
}

/** A sequence of items, each with its own elements; for VR SQ, or UN. */
export function sequence(items: readonly Elements[], options: SequenceOptions = {}): SequenceValue {
  return { items, options };
}

/** Compressed pixel data, PS3.5 A.4: an offset table, then fragments, padded to even lengths; for VR OB. */
export function encapsulated(
  fragments: readonly Uint8Array[],
  options: EncapsulatedOptions = {},
): EncapsulatedValue {
  return { fragments, options };
}

/** A value whose element says that it has `length` bytes, whatever it has. */
export function lying(value: Value, length: number): LyingValue {
  return { value, length };
}

/** A DICOM Part 10 file, PS3.10 section 7, written byte by byte so that the reader is not tested against its own parser. */
export function dicomFile(elements: Elements, options: DicomFileOptions = {}): Buffer {
  const { transferSyntax = EXPLICIT_LITTLE, preamble = true } = options;
  const { encoding = transferSyntax ?? EXPLICIT_LITTLE } = options;
  const dataSet = encodeElements(elements, {
    little: encoding !== EXPLICIT_BIG,
    explicit: encoding !== IMPLICIT_LITTLE && encoding !== GE_PRIVATE,
  });
  return Buffer.concat([
    preamble ? Buffer.concat([Buffer.alloc(128), Buffer.from("DICM")]) : Buffer.alloc(0),
    encodeMeta(transferSyntax, options),
    encoding === DEFLATED ? deflateRawSync(dataSet) : dataSet,
  ]);
}

/** Elements as bytes, for whoever puts a file together by hand. */
export function encodeElements(elements: Elements, encoding: Encoding): Buffer {
  return Buffer.concat(
    Object.entries(elements)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([tag, [vr, value]]) => encodeElement(tag, vr, value, encoding)),
  );
}

function encodeMeta(transferSyntax: string | null, options: DicomFileOptions): Buffer {
  const { meta = true, metaElements = {}, implicitMeta = false, groupLength = true } = options;
  if (!meta) return Buffer.alloc(0);
  const encoding = { little: true, explicit: !implicitMeta };
  const elements = encodeElements({ ...metaElements, "00020010": ["UI", transferSyntax] }, encoding);
  if (groupLength === false) return elements;
  const length = groupLength === true ? elements.length : groupLength;
  return Buffer.concat([encodeElements({ "00020000": ["UL", length] }, encoding), elements]);
}

const UNDEFINED_LENGTH = 0xffffffff;

/** VRs with a 32-bit length in explicit encodings, PS3.5 Table 7.1-1. */
const LONG_VRS = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));

function encodeElement(tag: string, vr: string, value: Value, encoding: Encoding): Buffer {
  if (value === null) return Buffer.alloc(0);
  if (isKind(value, "length")) {
    const honest = encodeElement(tag, vr, value.value, encoding);
    const head = headOf(tag, vr, value.length, encoding);
    return Buffer.concat([head, honest.subarray(head.length)]);
  }
  const data = encodeValue(vr, value, encoding);
  const undefinedLength = isKind(value, "fragments") || (isKind(value, "items") && !isDefined(value));
  return Buffer.concat([headOf(tag, vr, undefinedLength ? UNDEFINED_LENGTH : data.length, encoding), data]);
}

function headOf(tag: string, vr: string, length: number, encoding: Encoding): Buffer {
  const { little, explicit } = encoding;
  const head = tagBytes(tag, little);
  if (!explicit) return Buffer.concat([head, integer(length, 4, little)]);
  if (LONG_VRS.has(vr)) {
    return Buffer.concat([head, Buffer.from(vr), Buffer.alloc(2), integer(length, 4, little)]);
  }
  return Buffer.concat([head, Buffer.from(vr), integer(length, 2, little)]);
}

function encodeValue(vr: string, value: Exclude<Value, null | LyingValue>, encoding: Encoding): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (isKind(value, "items")) {
    return encodeItems(value, vr === "UN" ? { little: true, explicit: false } : encoding);
  }
  if (isKind(value, "fragments")) return encodeFragments(value, encoding.little);
  const parts = typeof value === "object" ? value : [value];
  const { little } = encoding;
  if (vr === "AT") {
    return Buffer.concat(parts.map((n) => tagBytes(Number(n).toString(16).padStart(8, "0"), little)));
  }
  if (typeof value !== "string" && FLOAT_BYTES[vr]) {
    return Buffer.concat(parts.map((n) => float(Number(n), FLOAT_BYTES[vr], little)));
  }
  if (typeof value !== "string" && INTEGER_BYTES[vr]) {
    return Buffer.concat(parts.map((n) => integer(n as number | bigint, INTEGER_BYTES[vr], little)));
  }
  const text = parts.join("\\");
  return Buffer.from(text.length % 2 === 1 ? `${text}${vr === "UI" ? "\0" : " "}` : text, "latin1");
}

const INTEGER_BYTES: Readonly<Record<string, number>> = {
  OB: 1,
  UN: 1,
  US: 2,
  SS: 2,
  OW: 2,
  UL: 4,
  SL: 4,
  OL: 4,
  OV: 8,
  SV: 8,
  UV: 8,
};
const FLOAT_BYTES: Readonly<Record<string, number>> = { FL: 4, OF: 4, FD: 8, OD: 8 };

function encodeItems(value: SequenceValue, outer: Encoding): Buffer {
  const { little } = outer;
  const { explicit = outer.explicit, lengths } = value.options;
  const defined = isDefined(value);
  const parts = value.items.flatMap((item) => {
    const data = encodeElements(item, { little, explicit });
    const end = lengths === "undefined" ? [marker("FFFEE00D", 0, little)] : [];
    return [marker("FFFEE000", defined ? data.length : UNDEFINED_LENGTH, little), data, ...end];
  });
  if (lengths === "undefined") parts.push(marker("FFFEE0DD", 0, little));
  return Buffer.concat(parts);
}

function encodeFragments({ fragments, options }: EncapsulatedValue, little: boolean): Buffer {
  const { offsetTable = [], delimiter = true } = options;
  const padded = fragments.map((bytes) => Buffer.concat([bytes, Buffer.alloc(bytes.length % 2)]));
  let end = 0;
  const right = padded.map((bytes) => {
    const start = end;
    end += 8 + bytes.length;
    return start;
  });
  const offsets = offsetTable === "right" ? right : offsetTable;
  return Buffer.concat([
    marker("FFFEE000", offsets.length * 4, little),
    ...offsets.map((offset) => integer(offset, 4, little)),
    ...padded.flatMap((bytes) => [marker("FFFEE000", bytes.length, little), bytes]),
    ...(delimiter ? [marker("FFFEE0DD", 0, little)] : []),
  ]);
}

/** An item or delimiter: its tag and length, without a VR in every encoding. PS3.5 Table 7.5-1. */
function marker(tag: string, length: number, little: boolean): Buffer {
  return Buffer.concat([tagBytes(tag, little), integer(length, 4, little)]);
}

function tagBytes(tag: string, little: boolean): Buffer {
  return Buffer.concat(
    [tag.slice(0, 4), tag.slice(4)].map((half) => integer(Number(`0x${half}`), 2, little)),
  );
}

function integer(n: number | bigint, bytes: number, little: boolean): Buffer {
  const wide = Buffer.alloc(8);
  wide.writeBigInt64LE(BigInt.asIntN(64, BigInt(n)));
  const narrow = wide.subarray(0, bytes);
  return little ? narrow : narrow.reverse();
}

function float(n: number, bytes: number, little: boolean): Buffer {
  const data = Buffer.alloc(bytes);
  if (bytes === 4) data.writeFloatLE(n);
  else data.writeDoubleLE(n);
  return little ? data : data.reverse();
}

function isDefined(value: SequenceValue): boolean {
  return (value.options.lengths ?? "defined") === "defined";
}

type Kinds = { items: SequenceValue; fragments: EncapsulatedValue; length: LyingValue };

function isKind<Key extends keyof Kinds>(value: Value, key: Key): value is Kinds[Key] {
  if (typeof value !== "object" || value === null) return false;
  return !Array.isArray(value) && !(value instanceof Uint8Array) && key in value;
}
