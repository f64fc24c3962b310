import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { getPixelsHu } from "../../../../kernel-lib/src/dicom/getPixelsHu";
import { loadScan } from "../../../../kernel-lib/src/dicom/loadScan";
import { segmentLungMask } from "../../../../kernel-lib/src/segmentation/segmentLungMask";
import { warningCodes } from "../../../checks/volumeProblems";
import { expectVolume, loadError, loadFiles } from "../../../drivers/loadFiles";
import { COLUMNS, ROWS, seriesFolder, storedOf } from "../../../makers/ctSeries";
import { type Elements, sequence } from "../../../makers/dicomFile";
import { AXIAL, type HuAt, huOn } from "../../../makers/latticeSlices";
import { seriesFiles } from "../../../makers/seriesFiles";

const PIXELS = ROWS * COLUMNS;

describe("pitfall 35: rescale of each slice", () => {
  test("with whole slopes and intercepts stays Int16", async () => {
    const scan = await loadFiles(
      seriesFiles(6, (i) => ({ intercept: i % 2 ? -1024 : -2047, slope: i % 3 === 0 ? 1 : -1 })),
    );
    expect(scan.values).toBeInstanceOf(Int16Array);
    expectVolume(scan, { slices: 6 });
  });

  test("of 0.0625 in one slice is exact in all", async () => {
    const hu: HuAt = (point) => Math.round(huOn(AXIAL)(point) * 2) / 16;
    const scan = await loadFiles(seriesFiles(6, () => ({ hu, slope: 0.0625, intercept: 0 })));
    expect(scan.values).toBeInstanceOf(Float32Array);
    expectVolume(scan, { slices: 6, hu });
  });
});

describe("pitfall 36: values that 16 bits do not hold", () => {
  const above: HuAt = (point) => huOn(AXIAL)(point) + 30_000;

  test("stored values from 32768 on do not turn negative", async () => {
    const scan = await loadFiles(seriesFiles(6, () => ({ hu: above, signed: false })));
    expect(scan.values).toBeInstanceOf(Float32Array);
    expectVolume(scan, { slices: 6, hu: above });
  });

  test("one slice out of range does not wrap, nor change the others", async () => {
    const hu: HuAt = (point) => huOn(AXIAL)(point) + (point[2] > 55 ? 30_000 : 0);
    const scan = await loadFiles(
      seriesFiles(6, (i) => ({ hu, signed: false, intercept: i > 4 ? 2000 : -1024 })),
    );
    expectVolume(scan, { slices: 6, hu });
  });

  test("a fractional intercept is not cut off", async () => {
    const hu: HuAt = (point) => huOn(AXIAL)(point) + 0.5;
    expectVolume(await loadFiles(seriesFiles(6, () => ({ hu, intercept: -1024.5 }))), { slices: 6, hu });
  });
});

describe("pitfall 37: bits of a stored value", () => {
  /** HU that 12 bits hold. */
  const hu: HuAt = (point) => (Math.round(huOn(AXIAL)(point) + 1024) % 3072) - 1024;
  const bits12: Elements = { "00280101": ["US", 12], "00280102": ["US", 11] };

  test.each([
    ["signed, garbage above", true, 0, bits12, (v: number, i: number) => (v & 0xfff) | ((i % 16) << 12)],
    ["signed, zeros above", true, 0, bits12, (v: number) => v & 0xfff],
    ["unsigned, garbage above", false, -1024, bits12, (v: number, i: number) => v | ((i % 16) << 12)],
    [
      "signed in the high bits, garbage below",
      true,
      0,
      { "00280101": ["US", 12], "00280102": ["US", 15] },
      (v: number, i: number) => ((v & 0xfff) << 4) | (i % 16),
    ],
    [
      "unsigned in the middle bits",
      false,
      -1024,
      { "00280101": ["US", 12], "00280102": ["US", 13] },
      (v: number, i: number) => (v << 2) | (i % 4) | ((i % 3) << 14),
    ],
  ] as const)("%s", async (_name, signed, intercept, elements, bits) => {
    const scan = await loadFiles(seriesFiles(4, () => ({ hu, signed, intercept, elements, bits })));
    expectVolume(scan, { slices: 4, hu });
  });

  test("32 bits allocated", async () => {
    const stored = storedOf(700).map((value) => value * 3 - 150_000);
    const pixels = Buffer.from(Int32Array.from(stored).buffer);
    const elements: Elements = {
      "00280100": ["US", 32],
      "00280101": ["US", 32],
      "00280102": ["US", 31],
      "7FE00010": ["OW", pixels],
    };
    const scan = await loadScan(seriesFolder([0, 1].map(() => ({ elements, intercept: 0 }))));
    expect([...scan.values]).toEqual([...stored, ...stored]);
  });
});

describe("pitfall 39: a Modality LUT instead of slope and intercept", () => {
  const table = Array.from({ length: 300 }, (_, i) => 2 * i + 7);
  const lut = (descriptor: readonly [vr: string, value: readonly number[]], type = "HU"): Elements => ({
    "00281052": ["DS", null],
    "00281053": ["DS", null],
    "00283000": [
      "SQ",
      sequence([{ "00283002": descriptor, "00283004": ["LO", type], "00283006": ["US", table] }]),
    ],
  });
  const load = (signed: boolean, stored: readonly number[], elements: Elements) =>
    loadScan(seriesFolder([0, 1].map(() => ({ signed, stored, elements }))));
  const looked = (stored: number, first: number) => table[Math.min(299, Math.max(0, stored - first))];

  test("is looked up, its ends going on below and above", async () => {
    const stored = Array.from({ length: PIXELS }, (_, i) => 25 * i);
    const scan = await load(false, stored, lut(["US", [300, 50, 16]]));
    expect([...scan.values.subarray(0, PIXELS)]).toEqual(stored.map((value) => looked(value, 50)));
    expect(scan.units).toBe("HU");
  });

  test("has a signed first value where stored values are signed", async () => {
    const stored = Array.from({ length: PIXELS }, (_, i) => 25 * i - 200);
    const scan = await load(true, stored, lut(["SS", [300, -50, 16]]));
    expect([...scan.values.subarray(0, PIXELS)]).toEqual(stored.map((value) => looked(value, -50)));
  });

  test("gives the units that it names", async () => {
    expect((await load(false, storedOf(0), lut(["US", [300, 0, 16]], "OD"))).units).toBe("OD");
  });

  test("that is shorter than it says is an error", async () => {
    const folder = seriesFolder([{ signed: false, elements: lut(["US", [4000, 0, 16]]) }, {}]);
    await expect(loadScan(folder)).rejects.toMatchObject({ tag: "DicomFileError" });
  });
});

describe("pitfall 40: photometric interpretation", () => {
  test("MONOCHROME1 is not inverted", async () => {
    const scan = await loadFiles(seriesFiles(4, () => ({ elements: { "00280004": ["CS", "MONOCHROME1"] } })));
    expectVolume(scan, { slices: 4 });
  });

  test.each([
    ["RGB", { "00280002": ["US", 3], "00280004": ["CS", "RGB"], "00280006": ["US", 0] }],
    ["YBR_FULL", { "00280002": ["US", 3], "00280004": ["CS", "YBR_FULL"], "00280006": ["US", 0] }],
    ["PALETTE COLOR", { "00280004": ["CS", "PALETTE COLOR"] }],
  ] as const)("%s is refused", async (_name, elements) => {
    const error = await loadError(seriesFiles(4, () => ({ elements })));
    expect(error.message).toMatch(/colour/);
  });

  test.each([
    ["float", 32, "7FE00008", "OF", Float32Array],
    ["double float", 64, "7FE00009", "OD", Float64Array],
  ] as const)("%s pixel data are values as they are", async (_name, bits, tag, vr, Type) => {
    const stored = storedOf(2).map((value) => value / 8 - 3.25);
    const elements: Elements = {
      ...Object.fromEntries(["00280101", "00280102", "00280103"].map((t) => [t, ["US", null] as const])),
      "00280100": ["US", bits],
      "7FE00010": ["OW", null],
      [tag]: [vr, Buffer.from(Type.from(stored).buffer)],
    };
    const scan = await loadScan(seriesFolder([0, 1].map(() => ({ elements, intercept: 0 }))));
    expect([...scan.values]).toEqual([...stored, ...stored]);
  });
});

test.each(["HU_MOD", "MGML", "ED", "EDW", "Z_EFF", "PCT"])(
  "pitfall 41: values of the type %s keep its name and are not HU",
  async (type) => {
    const scan = await loadFiles(seriesFiles(3, () => ({ elements: { "00281054": ["LO", type] } })));
    expect(scan.units).toBe(type);
    expect(() => segmentLungMask(getPixelsHu(scan))).toThrow("needs a volume in HU");
  },
);

describe("pitfall 41: units", () => {
  const unitsOf = async (elements: Elements) => {
    const scan = await loadFiles(seriesFiles(3, () => ({ elements })));
    return [scan.units, scan.slices[0]?.unitsUnknown];
  };

  test.each([
    ["BQML", "BQML", false],
    ["GML", "GML", false],
    ["NONE", "unspecified", false],
    ["Doe^Jane", "unspecified", true],
  ])("of PET are its Units (0054,1001): %s", async (term, units, unknown) => {
    const elements: Elements = { "00080060": ["CS", "PT"], "00541001": ["CS", term] };
    expect(await unitsOf(elements)).toEqual([units, unknown]);
    expect(await unitsOf({ ...elements, "00281054": ["LO", "US"] })).toEqual([units, unknown]);
  });

  test("of PET by its Rescale Type, where that names any", async () => {
    const elements: Elements = { "00080060": ["CS", "PT"], "00541001": ["CS", "CNTS"] };
    expect(await unitsOf({ ...elements, "00281054": ["LO", "BQML"] })).toEqual(["BQML", false]);
  });

  test("of another modality are not in (0054,1001)", async () => {
    expect(await unitsOf({ "00541001": ["CS", "BQML"] })).toEqual(["HU", false]);
  });

  test("that DICOM does not know are unspecified, and their text never shows", async () => {
    const elements: Elements = { "00281054": ["LO", "Doe^Jane 1962"] };
    const scan = await loadFiles(seriesFiles(3, () => ({ elements })));
    expect([scan.units, scan.slices[0]?.unitsUnknown]).toEqual(["unspecified", true]);
    expect(inspect([scan, scan.slices, scan.report, getPixelsHu(scan)], { depth: 6 })).not.toContain("Jane");
  });
});

test("pitfall 42: lossy compression in the past of the pixels is reported", async () => {
  const scan = await loadFiles(
    seriesFiles(4, (i) =>
      i === 2 ? { elements: { "00282110": ["CS", "01"], "00282112": ["DS", "8.5"] } } : {},
    ),
  );
  expectVolume(scan, { slices: 4 });
  expect(warningCodes(scan)).toEqual(["LOSSY"]);
});

describe("pitfall 43: windows of the tags", () => {
  const windows = (centres: string, widths: string, shape?: string): Elements => ({
    "00281050": ["DS", centres],
    "00281051": ["DS", widths],
    ...(shape !== undefined && { "00281056": ["CS", shape] }),
  });

  test("are those of the middle slice, of which the first shows", async () => {
    const scan = await loadFiles(
      seriesFiles(5, (i) => ({ elements: i === 2 ? windows("40\\-600", "400\\1500") : windows("1", "2") })),
    );
    expect(scan.window).toMatchObject({ centre: 40, width: 400, shape: "linear" });
    expect(scan.slices[2]?.windows).toMatchObject([
      { centre: 40, width: 400 },
      { centre: -600, width: 1500 },
    ]);
    expect(getPixelsHu(scan).window).toMatchObject({ centre: 40, width: 400 });
  });

  test.each([
    ["LINEAR", "linear"],
    ["LINEAR_EXACT", "linear-exact"],
    ["SIGMOID", "sigmoid"],
  ])("keep their function, %s", async (tag, shape) => {
    const scan = await loadFiles(seriesFiles(3, () => ({ elements: windows("40", "400", tag) })));
    expect(scan.window).toMatchObject({ centre: 40, width: 400, shape });
  });

  test("with a function that DICOM does not know are none", async () => {
    const scan = await loadFiles(seriesFiles(3, () => ({ elements: windows("40", "400", "CUBIC") })));
    expect(scan.window).toBeNull();
    expect(scan.slices[0]?.windows).toEqual([]);
  });

  test.each([
    ["a width of 0", windows("40", "0")],
    ["a linear width below 1", windows("40", "0.5")],
    ["no width", { "00281050": ["DS", "40"] } as Elements],
    ["a centre that is no number", windows("soft", "400")],
  ])("with %s are none", async (_name, elements) => {
    const scan = await loadFiles(seriesFiles(3, () => ({ elements })));
    expect(scan.window).toBeNull();
  });
});
