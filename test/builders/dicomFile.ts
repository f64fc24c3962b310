import { deflateRawSync } from "node:zlib";

type Value = string | number | readonly number[] | Uint8Array | null;

/** Elements by tag, "00280010": text for string VRs, numbers for US and SS, bytes for OW and OB; null leaves one out. */
export type Elements = Readonly<Record<string, readonly [vr: string, value: Value]>>;

export interface DicomFileOptions {
  /** @default Explicit VR Little Endian */
  transferSyntax?: string;
}

export const EXPLICIT_LITTLE = "1.2.840.10008.1.2.1";
export const IMPLICIT_LITTLE = "1.2.840.10008.1.2";
export const EXPLICIT_BIG = "1.2.840.10008.1.2.2";
export const DEFLATED = "1.2.840.10008.1.2.1.99";

const LONG_VRS = new Set(["OB", "OW", "UN", "SQ", "UT"]);

/** A DICOM Part 10 file, PS3.10 section 7, written byte by byte so that the reader is not tested against its own parser. */
export function dicomFile(elements: Elements, options: DicomFileOptions = {}): Buffer {
  const { transferSyntax = EXPLICIT_LITTLE } = options;
  const meta = encode({ "00020010": ["UI", transferSyntax] }, { little: true, explicit: true });
  const groupLength = encode({ "00020000": ["UL", meta.length] }, { little: true, explicit: true });
  const body = encode(elements, {
    little: transferSyntax !== EXPLICIT_BIG,
    explicit: transferSyntax !== IMPLICIT_LITTLE,
  });
  const dataSet = transferSyntax === DEFLATED ? deflateRawSync(body) : body;
  return Buffer.concat([Buffer.alloc(128), Buffer.from("DICM"), groupLength, meta, dataSet]);
}

function encode(elements: Elements, syntax: { little: boolean; explicit: boolean }): Buffer {
  const parts = Object.entries(elements)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, [, value]]) => value !== null)
    .map(([tag, [vr, value]]) => encodeElement(tag, vr, value, syntax));
  return Buffer.concat(parts);
}

function encodeElement(
  tag: string,
  vr: string,
  value: Value,
  { little, explicit }: { little: boolean; explicit: boolean },
): Buffer {
  const data = encodeValue(vr, value, little);
  const uint16 = (n: number) => (little ? Buffer.from([n & 255, n >> 8]) : Buffer.from([n >> 8, n & 255]));
  const uint32 = (n: number) => {
    const bytes = Buffer.alloc(4);
    if (little) bytes.writeUInt32LE(n);
    else bytes.writeUInt32BE(n);
    return bytes;
  };
  const head = [uint16(Number.parseInt(tag.slice(0, 4), 16)), uint16(Number.parseInt(tag.slice(4), 16))];
  if (!explicit) head.push(uint32(data.length));
  else if (LONG_VRS.has(vr)) head.push(Buffer.from(vr), Buffer.alloc(2), uint32(data.length));
  else head.push(Buffer.from(vr), uint16(data.length));
  return Buffer.concat([...head, data]);
}

function encodeValue(vr: string, value: Value, little: boolean): Buffer {
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (vr === "US" || vr === "SS" || vr === "UL") {
    const numbers = typeof value === "number" ? [value] : (value as readonly number[]);
    const size = vr === "UL" ? 4 : 2;
    const bytes = Buffer.alloc(numbers.length * size);
    for (const [i, n] of numbers.entries()) {
      if (little) bytes.writeUIntLE(n & (size === 2 ? 0xffff : 0x7fffffff), i * size, size);
      else bytes.writeUIntBE(n & (size === 2 ? 0xffff : 0x7fffffff), i * size, size);
    }
    return bytes;
  }
  const text = String(value);
  return Buffer.from(text.length % 2 === 1 ? `${text}${vr === "UI" ? "\0" : " "}` : text, "latin1");
}
