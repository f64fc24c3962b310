import { createRequire } from "node:module";
import { InvalidArgumentError } from "../../errors";
import { formatTagNumber } from "./elementHead";
import type { NamedTag } from "./tag";
import { TAGS } from "./tags";

/** The part of dcmjs's data dictionary, which has no types, that is used here. */
interface Dictionary {
  readonly nameMap: Readonly<Record<string, { readonly tag: string; readonly vr: string } | undefined>>;
  readonly dictionary: Readonly<Record<string, { readonly name: string; readonly vr: string } | undefined>>;
}

const OWN_NAMES: ReadonlyMap<number, string> = new Map(
  Object.values(TAGS).map(({ number, name }) => [number, name]),
);

/**
 * The tag of a keyword, "KVP", or of a number, "0018,0060".
 *
 * @param argument - what the caller named it as, for the error.
 * @throws InvalidArgumentError for a keyword that DICOM PS3.6 does not know.
 */
export function findTag(asked: string, argument: string): NamedTag {
  const number = tagNumber(asked) ?? numberOfKeyword(asked);
  if (number === null) {
    throw new InvalidArgumentError(
      argument,
      'a keyword of the DICOM data dictionary such as "KVP", or a number such as "0018,0060"',
      asked,
    );
  }
  return findNamedTag(number);
}

/** A tag by its number: with the name of our table, else the keyword of the dictionary, else its number. */
export function findNamedTag(number: number): NamedTag {
  const known = dictionary().dictionary[formatTagNumber(number)];
  return {
    number,
    vr: known?.vr ?? "UN",
    name: OWN_NAMES.get(number) ?? known?.name ?? formatTagNumber(number),
  };
}

function numberOfKeyword(keyword: string): number | null {
  const { nameMap } = dictionary();
  const known = Object.hasOwn(nameMap, keyword) ? nameMap[keyword] : undefined;
  return known === undefined ? null : tagNumber(known.tag);
}

/** Loaded on the first question: it takes a tenth of a second, and most loads ask none. */
function dictionary(): Dictionary {
  const { data } = createRequire(__filename)("dcmjs") as { data: { DicomMetaDictionary: Dictionary } };
  return data.DicomMetaDictionary;
}

/** The number of "(0018,0060)", "0018,0060" or "00180060"; null for another text. */
function tagNumber(text: string): number | null {
  const digits = /^\(?([0-9a-f]{4}),?([0-9a-f]{4})\)?$/i.exec(text);
  return digits && Number.parseInt(`${digits[1]}${digits[2]}`, 16);
}
