import { createRequire } from "node:module";
import { describedAs } from "../describe";
import { InvalidArgumentError } from "../errors";
import type { ElementReader } from "./parse/elementReader";

/** A value of a tag: numbers for numeric tags, else text; lists where there are several. */
export type TagValue = string | number | readonly string[] | readonly number[];

/** The tags of a scan's slices, given to whoever asks for one by name, and never printed. */
export interface ScanTags {
  /**
   * The value of a tag; undefined when the slice does not have it.
   *
   * @param tag - its keyword, "PatientName", or its number, "0010,0010".
   * @param slice - slice of the volume. @default 0
   * @throws InvalidArgumentError for a keyword that DICOM PS3.6 does not know, or no such slice.
   */
  readonly get: (tag: string, slice?: number) => TagValue | undefined;
}

/** The tags of slices, by the elements of each; a slice that was interpolated has none. */
export function scanTags(slices: readonly (ElementReader | null)[]): ScanTags {
  const get = (tag: string, slice = 0): TagValue | undefined => {
    const elements = slices[slice];
    if (elements === undefined) {
      throw new InvalidArgumentError("slice", `a whole number from 0 to ${slices.length - 1}`, slice);
    }
    const { key, vr } = dictionaryEntry(tag);
    return elements === null ? undefined : tagValue(elements, key, vr);
  };
  return describedAs({ get }, () => 'Tags: ask for one by name, scan.tags.get("KVP")');
}

interface Entry {
  readonly key: string;
  readonly vr: string;
}

/** The part of dcmjs's data dictionary, which has no types, that is used here. */
interface Dictionary {
  readonly nameMap: Readonly<Record<string, { readonly tag: string; readonly vr: string } | undefined>>;
  readonly dictionary: Readonly<Record<string, { readonly vr: string } | undefined>>;
}

function dictionaryEntry(tag: string): Entry {
  // Loaded on the first question: it takes a tenth of a second, and most loads ask none.
  const { data } = createRequire(__filename)("dcmjs") as { data: { DicomMetaDictionary: Dictionary } };
  const { nameMap, dictionary } = data.DicomMetaDictionary;
  const number = /^\(?([0-9a-f]{4}),?([0-9a-f]{4})\)?$/i.exec(tag);
  if (number !== null) {
    const [group, element] = [number[1].toUpperCase(), number[2].toUpperCase()];
    return {
      key: `x${group}${element}`.toLowerCase(),
      vr: dictionary[`(${group},${element})`]?.vr ?? "UN",
    };
  }
  const known = Object.hasOwn(nameMap, tag) ? nameMap[tag] : undefined;
  if (known === undefined) {
    throw new InvalidArgumentError(
      "tag",
      'a keyword of the DICOM data dictionary such as "KVP", or a number such as "0018,0060"',
      tag,
    );
  }
  return { key: `x${known.tag.replace(/[(),]/g, "")}`.toLowerCase(), vr: known.vr };
}

const BINARY_NUMBERS: Readonly<
  Record<string, (elements: ElementReader, key: string) => number[] | undefined>
> = {
  US: (elements, key) => listed((i) => elements.uint16(key, i)),
  SS: (elements, key) => listed((i) => elements.int16(key, i)),
  UL: (elements, key) => listed((i) => elements.uint32(key, i)),
  FL: (elements, key) => elements.floats(key, 4),
  FD: (elements, key) => elements.floats(key, 8),
};

/** Texts in which a backslash separates nothing. DICOM PS3.5 6.2. */
const WITH_BACKSLASHES: ReadonlySet<string> = new Set(["LT", "ST", "UT"]);

function tagValue(elements: ElementReader, key: string, vr: string): TagValue | undefined {
  if (!elements.has(key)) return undefined;
  if (vr === "DS" || vr === "IS") return single(elements.decimals(key));
  // "xs" is US or SS, whatever the pixels are: DICOM PS3.6 chapter 6.
  const signed = elements.uint16("x00280103") === 1;
  const binary = BINARY_NUMBERS[vr === "xs" ? (signed ? "SS" : "US") : vr];
  if (binary) return single(binary(elements, key));
  const text = elements.text(key);
  if (text === undefined || WITH_BACKSLASHES.has(vr)) return text;
  return single(text.split("\\"));
}

function listed(at: (index: number) => number | undefined): number[] | undefined {
  const values: number[] = [];
  for (let value = at(0); value !== undefined; value = at(values.length)) values.push(value);
  return values;
}

function single<T extends string | number>(values: T[] | undefined): T | T[] | undefined {
  if (values === undefined || values.length === 0) return undefined;
  return values.length === 1 ? values[0] : values;
}
