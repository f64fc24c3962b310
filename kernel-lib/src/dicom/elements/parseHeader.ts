import * as dicomParser from "dicom-parser";
import type { Limits } from "../../limits";
import { decodeText } from "./decodeText";
import type { ElementReader } from "./elementReader";
import { type FoundStart, findHeader, findStart, type PixelDataPlace } from "./findHeader";
import type { FoundDataSet } from "./foundElement";
import type { HeaderWarning } from "./headerWarning";
import type { Tag } from "./tag";
import { TAGS } from "./tags";

/** The elements of a DICOM file up to its pixel data. Source: DICOM PS3.10 section 7. */
export interface ParsedHeader extends ElementReader {
  /** As declared; of a file without compression, as it was found to be written. */
  readonly transferSyntax: string;
  /** What was amiss and has been read all the same, each kind once. */
  readonly warnings: readonly HeaderWarning[];
  /** Null for an object without pixel data. */
  readonly pixelData: PixelDataPlace | null;
  /** The Extended Offset Table, PS3.3 C.7.6.3.1.8, as it is in the file; null when there is none. */
  readonly extendedOffsets: Uint8Array | null;
  /** The data set is deflated: `readInflated` reads where `pixelData` points. */
  readonly inflated: boolean;
  /** Where the data set begins. */
  readonly dataSetOffset: number;
}

/**
 * The header of a DICOM file from its first bytes; null when they end before the pixel data begins, so that the
 * caller must read more. The package's own search for elements trusts every length, recurses, and knows neither
 * today's VRs nor what writers get wrong, so that it reads values of elements which `findHeader` has found and checked.
 *
 * @param bytes - the file from its beginning; not kept.
 * @param size - of the file: says whether the bytes are all.
 * @throws UnreadableError when the file is cut or damaged.
 * @throws LimitExceededError past `limits.headerBytes` or `limits.depth`.
 */
export function parseHeader(bytes: Uint8Array, size: number, limits: Limits): ParsedHeader | null {
  const warnings = new Map<string, HeaderWarning>();
  const found = findHeader(bytes, {
    limits,
    size,
    warn: (code, message) => {
      if (!warnings.has(code)) warnings.set(code, { code, message });
    },
  });
  if (found === null) return null;
  const { meta, transferSyntax, pixelData, inflated } = found;
  const reader = readerOf(found);
  return {
    ...reader,
    transferSyntax,
    pixelData,
    inflated,
    warnings: [...warnings.values()],
    extendedOffsets: reader.bytes(TAGS.ExtendedOffsetTable) ?? null,
    dataSetOffset: meta.end,
  };
}

/**
 * The elements of a file up to one of its first; null when `bytes` end before it. What is damaged behind it does not
 * matter.
 *
 * @throws UnreadableError, LimitExceededError as `parseHeader`.
 */
export function parseStart(bytes: Uint8Array, size: number, limits: Limits, last: Tag): ElementReader | null {
  const found = findStart(bytes, { limits, size, warn: () => undefined }, last.number);
  return found && readerOf(found);
}

/** Elements of group 2 and of the data set together. */
function readerOf({ bytes, meta, dataSet }: FoundStart): ElementReader {
  const elements = new Map([...dataSet.elements, ...meta.dataSet.elements]);
  return elementReader(new Uint8Array(bytes), { ...dataSet, elements }, undefined);
}

/** @param outerCharset - of the data set around an item, for items that name no character set of their own. */
function elementReader(
  bytes: Uint8Array,
  { elements, little }: FoundDataSet,
  outerCharset: string | undefined,
): ElementReader {
  const { littleEndianByteArrayParser, bigEndianByteArrayParser } = dicomParser;
  const elementOf = ({ number }: Tag) => elements.get(number);
  const lengthOf = (tag: Tag) => elementOf(tag)?.length ?? 0;
  const valueBytes = (tag: Tag) => {
    const element = elementOf(tag);
    if (element === undefined || element.length === 0) return undefined;
    return bytes.subarray(element.dataOffset, element.dataOffset + element.length);
  };
  const charset = () => plainText(valueBytes(TAGS.SpecificCharacterSet)) || outerCharset;
  const wholeText = (tag: Tag) => {
    const raw = valueBytes(tag);
    if (raw === undefined || !needsCharset(raw)) return plainText(raw);
    const end = raw.indexOf(0);
    return decodeText(end < 0 ? raw : raw.subarray(0, end), charset(), elementOf(tag)?.vr).trim();
  };
  const text = (tag: Tag, index?: number) => {
    const whole = wholeText(tag);
    return (index === undefined ? whole : whole?.split("\\")[index]?.trim()) || undefined;
  };
  /** Group 2 is little endian, whatever the data set is. */
  const ofMeta = ({ number }: Tag) => number >>> 16 === 0x0002;
  /** Numbers of so many bytes each, the one of an index where it lies within its element: the package reads on. */
  const numbers =
    (size: number, read: (parser: dicomParser.ByteArrayParser) => ReadNumber) =>
    (tag: Tag, index = 0) => {
      const element = elementOf(tag);
      if (element === undefined || index < 0 || (index + 1) * size > element.length) return undefined;
      const parser = little || ofMeta(tag) ? littleEndianByteArrayParser : bigEndianByteArrayParser;
      return read(parser)(bytes, element.dataOffset + index * size);
    };
  const float = numbers(4, (parser) => parser.readFloat);
  const double = numbers(8, (parser) => parser.readDouble);
  return {
    tags: () => [...elements].map(([number, { vr = "" }]) => ({ number, vr })),
    has: (tag) => elementOf(tag) !== undefined,
    vr: (tag) => elementOf(tag)?.vr,
    // A value of unknown representation comes from implicit VR, DICOM PS3.5 6.2.2.
    littleEndian: (tag) => little || elementOf(tag)?.vr === "UN" || ofMeta(tag),
    text,
    decimals: (tag) => decimalTexts(valueBytes(tag))?.map((one) => decimal(one, tag.vr === "DS")),
    uint16: numbers(2, (parser) => parser.readUint16),
    int16: numbers(2, (parser) => parser.readInt16),
    uint32: numbers(4, (parser) => parser.readUint32),
    floats: (tag) => {
      const [size, read] = tag.vr === "FL" ? [4, float] : [8, double];
      const length = Math.floor(lengthOf(tag) / size);
      return length === 0 ? undefined : Array.from({ length }, (_, i) => read(tag, i) ?? Number.NaN);
    },
    bytes: valueBytes,
    items: (tag) => (elementOf(tag)?.dataSets ?? []).map((item) => elementReader(bytes, item, charset())),
  };
}

/** ASCII without padding, up to a zero byte. */
function plainText(raw: Uint8Array | undefined): string | undefined {
  return raw && dicomParser.readFixedString(raw, 0, raw.length).trim();
}

type ReadNumber = (bytes: Uint8Array, position: number) => number;

const ESCAPE = 0x1b;

/** True for text that is not plain ASCII, in which all character sets agree. */
function needsCharset(text: Uint8Array): boolean {
  return text.some((byte) => byte > 0x7f || byte === ESCAPE);
}

/** The values of a DS or IS, each up to its own zero byte; undefined where there is none. */
function decimalTexts(raw: Uint8Array | undefined): string[] | undefined {
  if (raw === undefined) return undefined;
  const texts = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
    .toString("latin1")
    .split("\\")
    .map((text) => text.split("\0", 1)[0].trim());
  return texts.length === 1 && texts[0] === "" ? undefined : texts;
}

/**
 * DS and IS, DICOM PS3.5 6.2: no hexadecimal, no infinity, which Number() would take. One comma and no point is a
 * decimal comma, as programs under some locales write a DS, and never parts thousands.
 */
function decimal(text: string, comma: boolean): number {
  const written = comma && !text.includes(".") ? text.replace(",", ".") : text;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written) ? Number(written) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
