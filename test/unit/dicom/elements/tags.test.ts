import { createRequire } from "node:module";
import { describe, expect, expectTypeOf, test } from "vitest";
import { formatTagNumber } from "../../../../kernel-lib/src/dicom/elements/elementHead";
import type { ElementReader } from "../../../../kernel-lib/src/dicom/elements/elementReader";
import { describeTag, type NamedTag } from "../../../../kernel-lib/src/dicom/elements/tag";
import { TAGS } from "../../../../kernel-lib/src/dicom/elements/tags";

interface Dictionary {
  readonly dictionary: Readonly<Record<string, { readonly name: string; readonly vr: string } | undefined>>;
}
const { data } = createRequire(import.meta.url)("dcmjs") as { data: { DicomMetaDictionary: Dictionary } };
const { dictionary } = data.DicomMetaDictionary;

/** VRs of the dictionary that stand for several, by how the table writes them. */
const SEVERAL: Readonly<Record<string, readonly string[]>> = {
  "US or SS": ["xs"],
  "US or OW": ["lt"],
  "OB or OW": ["ox", "OW"],
};

const entries: readonly (readonly [keyword: string, tag: NamedTag])[] = Object.entries(TAGS);

describe("the table of tags", () => {
  test.each(entries)("%s has the number and the VR of the dictionary", (keyword, { number, vr }) => {
    const known = dictionary[formatTagNumber(number)];
    expect(known?.name).toBe(keyword);
    expect(SEVERAL[vr] ?? [vr]).toContain(known?.vr);
  });

  test.each(entries)("%s is the keyword of its name", (keyword, { name }) => {
    // DICOM PS3.6 section 5: keywords are names without blanks and signs.
    const letters = (text: string) => text.replaceAll(/[^a-z0-9]/gi, "").toLowerCase();
    expect(letters(keyword)).toBe(letters(name));
  });

  test("has each number once, ascending", () => {
    const numbers = entries.map(([, { number }]) => number);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  });
});

test("a tag is described by its name and number", () => {
  expect(describeTag(TAGS.Rows)).toBe("Rows (0028,0010)");
  expect(describeTag(TAGS.SeriesDescription)).toBe("Series Description (0008,103E)");
});

test("a reader's method takes the tags of its VR only", () => {
  expectTypeOf(TAGS.Rows).toExtend<Parameters<ElementReader["uint16"]>[0]>();
  expectTypeOf(TAGS.PixelPaddingValue).toExtend<Parameters<ElementReader["int16"]>[0]>();
  expectTypeOf(TAGS.Rows).not.toExtend<Parameters<ElementReader["int16"]>[0]>();
  expectTypeOf(TAGS.Rows).not.toExtend<Parameters<ElementReader["decimals"]>[0]>();
  expectTypeOf(TAGS.SliceThickness).not.toExtend<Parameters<ElementReader["floats"]>[0]>();
  expectTypeOf(TAGS.PixelData).not.toExtend<Parameters<ElementReader["items"]>[0]>();
  expectTypeOf(TAGS.ModalityLUTSequence).not.toExtend<Parameters<ElementReader["text"]>[0]>();
});
