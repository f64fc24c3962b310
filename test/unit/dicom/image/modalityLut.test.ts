import { describe, expect, test } from "vitest";
import type { ElementReader } from "../../../../kernel-lib/src/dicom/elements/elementReader";
import { TAGS } from "../../../../kernel-lib/src/dicom/elements/tags";
import { applyModalityLut, readModalityLut } from "../../../../kernel-lib/src/dicom/image/modalityLut";

interface TableSpec {
  readonly descriptor?: readonly number[];
  readonly data?: Uint8Array;
  readonly type?: string;
}

/** A data set with one Modality LUT Sequence item. */
function withTable({ descriptor, data, type }: TableSpec): ElementReader {
  const nothing = () => undefined;
  const empty: ElementReader = {
    tags: () => [],
    has: () => false,
    vr: nothing,
    littleEndian: () => true,
    text: nothing,
    decimals: nothing,
    uint16: nothing,
    int16: nothing,
    uint32: nothing,
    floats: nothing,
    bytes: nothing,
    items: () => [],
  };
  const item: ElementReader = {
    ...empty,
    uint16: (tag, index = 0) => (tag.number === TAGS.LUTDescriptor.number ? descriptor?.[index] : undefined),
    int16: (tag, index = 0) =>
      tag.number === TAGS.LUTDescriptor.number && descriptor ? (descriptor[index] << 16) >> 16 : undefined,
    bytes: (tag) => (tag.number === TAGS.LUTData.number ? data : undefined),
    text: (tag) => (tag.number === TAGS.ModalityLUTType.number ? type : undefined),
  };
  return { ...empty, items: (tag) => (tag.number === TAGS.ModalityLUTSequence.number ? [item] : []) };
}

const words = (...values: number[]) => new Uint8Array(Uint16Array.from(values).buffer);
const LITTLE = { signed: false, littleEndian: true };

test("values outside the table take its first or last entry", () => {
  const lut = readModalityLut(
    withTable({ descriptor: [3, 10, 16], data: words(100, 300, 200), type: "HU" }),
    LITTLE,
  );
  expect(lut).toMatchObject({ first: 10, type: "HU" });
  expect(lut && [...applyModalityLut([9, 10, 11, 12, 13], lut)]).toEqual([100, 100, 300, 200, 200]);
});

test("the first mapped value has a sign when the stored values have one", () => {
  const table = withTable({ descriptor: [2, 65_534, 16], data: words(7, 8) });
  const lut = readModalityLut(table, { signed: true, littleEndian: true });
  expect(lut && [...applyModalityLut([-3, -2, -1, 0], lut)]).toEqual([7, 7, 8, 8]);
});

test("a count of 0 stands for 65536 entries", () => {
  const data = words(...Array.from({ length: 65_536 }, (_, i) => 65_535 - i));
  const lut = readModalityLut(withTable({ descriptor: [0, 0, 16], data }), LITTLE);
  expect(lut && [...applyModalityLut([0, 65_535], lut)]).toEqual([65_535, 0]);
});

describe("entries", () => {
  test("of 8 bits may lie one byte apart", () => {
    const data = Uint8Array.of(1, 2, 250, 0);
    expect(readModalityLut(withTable({ descriptor: [3, 0, 8], data }), LITTLE)?.entries).toEqual(
      Uint16Array.of(1, 2, 250),
    );
  });

  test("of 8 bits may lie two bytes apart", () => {
    expect(readModalityLut(withTable({ descriptor: [2, 0, 8], data: words(5, 6) }), LITTLE)?.entries).toEqual(
      Uint16Array.of(5, 6),
    );
  });

  test("are big-endian words in a big-endian file", () => {
    const data = Uint8Array.of(1, 0, 0, 2);
    const lut = readModalityLut(withTable({ descriptor: [2, 0, 16], data }), {
      signed: false,
      littleEndian: false,
    });
    expect(lut?.entries).toEqual(Uint16Array.of(256, 2));
  });
});

test("a table shorter than it says is refused", () => {
  expect(() => readModalityLut(withTable({ descriptor: [3, 0, 16], data: words(1, 2) }), LITTLE)).toThrow(
    "must hold 3 entries; its data are 4 bytes",
  );
});

test("a sequence without a table is refused, no sequence is no table", () => {
  expect(() => readModalityLut(withTable({}), LITTLE)).toThrow("lacks its LUT Descriptor or LUT Data");
  expect(readModalityLut({ ...withTable({}), items: () => [] }, LITTLE)).toBeNull();
});
