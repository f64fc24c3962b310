import { inflateRawSync } from "node:zlib";
import { type DataSet, parseDicom } from "dicom-parser";

/** Most bytes a deflated data set may grow to: a CT slice is 0.5 MB, a 2048 x 2048 one 8 MB. */
const MAX_INFLATED_BYTES = 256 * 2 ** 20;

/** The elements of a DICOM file up to its pixel data, by tag as "x00280010". Source: DICOM PS3.10 section 7. */
export interface ParsedHeader {
  readonly transferSyntax: string;
  /** Where the pixel data is; null for an object without. Length is what the file declares. */
  readonly pixelData: { readonly offset: number; readonly length: number } | null;
  /** The inflated file, into which the offset points, when the file is deflated; else null. */
  readonly inflated: Uint8Array | null;
  /** The text value, without padding; undefined when absent or empty. */
  readonly text: (tag: string, index?: number) => string | undefined;
  /** The numbers of a decimal or integer string, NaN for what is none; undefined when absent or empty. */
  readonly decimals: (tag: string) => number[] | undefined;
  readonly uint16: (tag: string) => number | undefined;
  readonly int16: (tag: string) => number | undefined;
}

/** True when the bytes begin as a DICOM Part 10 file: 128 bytes of preamble, then "DICM". */
export function isPart10(start: Uint8Array): boolean {
  return (
    start.length >= 132 && "DICM".split("").every((letter, i) => start[128 + i] === letter.charCodeAt(0))
  );
}

/**
 * The header of a DICOM file from its first bytes; null when the bytes end before the pixel data begin, so
 * that the caller must read more.
 *
 * @param complete - the bytes are the whole file: an object without pixel data is then a valid answer.
 * @throws Error saying what is wrong with the file, for the caller to wrap.
 */
export function parseHeader(bytes: Uint8Array, complete: boolean): ParsedHeader | null {
  let inflated: Uint8Array | null = null;
  let dataSet: DataSet;
  try {
    dataSet = parseDicom(bytes, {
      untilTag: "x7fe00010",
      // The declared type says void; the parser uses what is returned, the whole file with the data set inflated.
      inflater: ((file: Uint8Array, position: number) => {
        inflated = inflate(file, position);
        return inflated;
      }) as (file: Uint8Array, position: number) => void,
    });
  } catch (thrown) {
    if (!complete) return null;
    throw new Error(reasonOf(thrown), { cause: thrown });
  }
  const element = dataSet.elements.x7fe00010;
  if (element === undefined && !complete) return null;
  const transferSyntax = dataSet.string("x00020010") ?? "";
  return {
    transferSyntax,
    pixelData: element === undefined ? null : { offset: element.dataOffset, length: element.length },
    inflated,
    text: (tag, index) => dataSet.string(tag, index) || undefined,
    decimals: (tag) => decimals(dataSet, tag),
    uint16: (tag) => dataSet.uint16(tag),
    int16: (tag) => dataSet.int16(tag),
  };
}

function decimals(dataSet: DataSet, tag: string): number[] | undefined {
  const text = dataSet.string(tag);
  if (text === undefined || text.trim() === "") return undefined;
  return text.split("\\").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
}

function inflate(file: Uint8Array, position: number): Uint8Array {
  const dataSet = inflateRawSync(file.subarray(position), { maxOutputLength: MAX_INFLATED_BYTES });
  const whole = new Uint8Array(position + dataSet.length);
  whole.set(file.subarray(0, position));
  whole.set(dataSet, position);
  return whole;
}

/** The parser throws strings, plain objects and errors alike. */
function reasonOf(thrown: unknown): string {
  if (typeof thrown === "string") return thrown;
  if (thrown instanceof Error) return thrown.message;
  if (typeof thrown === "object" && thrown !== null && "exception" in thrown)
    return reasonOf(thrown.exception);
  return "unknown reason";
}
