import * as dicomParser from "dicom-parser";
import type { Limits } from "../../limits";
import { decodeText } from "./decodeText";
import type { ElementReader } from "./elementReader";
import { findHeader, type PixelDataPlace } from "./findHeader";
import type { FoundDataSet, FoundElement } from "./foundElement";
import type { HeaderWarning } from "./headerWarning";

/** The elements of a DICOM file up to its pixel data, by tag as "x00280010". Source: DICOM PS3.10 section 7. */
export interface ParsedHeader extends ElementReader {
  /** As declared; of a file without compression, as it was found to be written. */
  readonly transferSyntax: string;
  /** What was amiss and has been read all the same, each kind once. */
  readonly warnings: readonly HeaderWarning[];
  /** Null for an object without pixel data. */
  readonly pixelData: PixelDataPlace | null;
  /** The Extended Offset Table (7FE0,0001), PS3.3 C.7.6.3.1.8, as it is in the file; null when there is none. */
  readonly extendedOffsets: Uint8Array | null;
  /** The data set is deflated: `readInflated` reads where `pixelData` points. */
  readonly inflated: boolean;
  /** Where the data set begins. */
  readonly dataSetOffset: number;
}

/** What the package's types leave out: it takes any elements, wherever they were found. */
interface DataSetClass {
  readonly DataSet: new (
    parser: dicomParser.ByteArrayParser,
    bytes: Uint8Array,
    elements: Readonly<Record<string, FoundElement>>,
  ) => dicomParser.DataSet;
}

/**
 * The header of a DICOM file from its first bytes; null when they end before the pixel data begins, so that the
 * caller must read more. The package's own search for elements trusts every length, recurses, and knows neither
 * today's VRs nor what writers get wrong, so that it is given elements which `findHeader` has found and checked.
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
  const { meta, dataSet, transferSyntax, pixelData, inflated } = found;
  const { elements } = dataSet;
  for (const element of Object.values(meta.dataSet.elements)) {
    // Group 2 is little endian, whatever the data set is.
    elements[element.tag] = Object.assign(element, { parser: dicomParser.littleEndianByteArrayParser });
  }
  const reader = elementReader(new Uint8Array(found.bytes), dataSet, undefined);
  return {
    ...reader,
    transferSyntax,
    pixelData,
    inflated,
    warnings: [...warnings.values()],
    extendedOffsets: reader.bytes("x7fe00001") ?? null,
    dataSetOffset: meta.end,
  };
}

/** @param outerCharset - of the data set around an item, for items that name no character set of their own. */
function elementReader(
  bytes: Uint8Array,
  { elements, little }: FoundDataSet,
  outerCharset: string | undefined,
): ElementReader {
  const { littleEndianByteArrayParser, bigEndianByteArrayParser } = dicomParser;
  const { DataSet } = dicomParser as unknown as DataSetClass;
  const values = new DataSet(
    little ? littleEndianByteArrayParser : bigEndianByteArrayParser,
    bytes,
    elements,
  );
  const valueBytes = (tag: string) => {
    const element = elements[tag];
    if (element === undefined || element.length === 0) return undefined;
    return bytes.subarray(element.dataOffset, element.dataOffset + element.length);
  };
  const charset = () => values.string("x00080005") || outerCharset;
  const wholeText = (tag: string) => {
    const raw = valueBytes(tag);
    if (raw === undefined || !needsCharset(raw)) return values.string(tag);
    const end = raw.indexOf(0);
    return decodeText(end < 0 ? raw : raw.subarray(0, end), charset(), elements[tag].vr).trim();
  };
  const text = (tag: string, index?: number) => {
    const whole = wholeText(tag);
    return (index === undefined ? whole : whole?.split("\\")[index]?.trim()) || undefined;
  };
  /** A value that lies within its element: the package reads on into the next one. */
  const within =
    <Value>(size: number, read: (tag: string, index?: number) => Value) =>
    (tag: string, index = 0) =>
      index >= 0 && (index + 1) * size <= (elements[tag]?.length ?? 0) ? read(tag, index) : undefined;
  return {
    has: (tag) => elements[tag] !== undefined,
    vr: (tag) => elements[tag]?.vr,
    // A value of unknown representation comes from implicit VR, DICOM PS3.5 6.2.2; group 2 is never big endian.
    littleEndian: (tag) => little || elements[tag]?.vr === "UN" || tag.startsWith("x0002"),
    text,
    decimals: (tag) => text(tag)?.split("\\").map(decimal),
    uint16: within(2, (tag, index) => values.uint16(tag, index)),
    int16: within(2, (tag, index) => values.int16(tag, index)),
    uint32: within(4, (tag, index) => values.uint32(tag, index)),
    floats: (tag, size) => {
      const length = Math.floor((elements[tag]?.length ?? 0) / size);
      const read = (i: number) => (size === 4 ? values.float(tag, i) : values.double(tag, i));
      return length === 0 ? undefined : Array.from({ length }, (_, i) => read(i) ?? Number.NaN);
    },
    bytes: valueBytes,
    items: (tag) => (elements[tag]?.dataSets ?? []).map((item) => elementReader(bytes, item, charset())),
  };
}

const ESCAPE = 0x1b;

/** True for text that is not plain ASCII, in which all character sets agree. */
function needsCharset(text: Uint8Array): boolean {
  return text.some((byte) => byte > 0x7f || byte === ESCAPE);
}

/** DS and IS, DICOM PS3.5 6.2: no hexadecimal, no infinity, which Number() would take. */
function decimal(text: string): number {
  const trimmed = text.trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : Number.NaN;
}
