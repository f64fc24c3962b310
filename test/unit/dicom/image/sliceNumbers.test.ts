import { describe, expect, test } from "vitest";
import { SLICE_NUMBERS } from "../../../../kernel-lib/src/dicom/image/sliceNumbers";
import { warningOf } from "../../../checks/volumeProblems";
import { headerOfFile } from "../../../drivers/headerOfFile";
import { dispositions, expectVolume, loadError, loadFiles } from "../../../drivers/loadFiles";
import type { Elements } from "../../../makers/dicomFile";
import { AXIAL, latticeSlice, sliceOrigin } from "../../../makers/latticeSlices";
import { seriesFiles } from "../../../makers/seriesFiles";

const SLICES = 6;
/** A series whose third slice has these elements. */
const withOdd = (elements: Elements) => seriesFiles(SLICES, (i) => (i === 2 ? { elements } : {}));
const comma = (number: number) => number.toFixed(1).replace(".", ",");

/** A text that is no number, by the tag's place in the table. */
const ODD: Readonly<Record<keyof typeof SLICE_NUMBERS, Elements>> = {
  position: { "00200032": ["DS", "a\\b\\c"] },
  orientation: { "00200037": ["DS", "1\\0\\0\\0\\one\\0"] },
  pixelSpacing: { "00280030": ["DS", "0.8 mm"] },
  slope: { "00281053": ["DS", "one"] },
  intercept: { "00281052": ["DS", "1,024.0"] },
  instanceNumber: { "00200013": ["IS", "NA"] },
  sliceLocation: { "00201041": ["DS", "n/a"] },
  sliceThickness: { "00180050": ["DS", "3 mm"] },
  spacingBetweenSlices: { "00180088": ["DS", "?"] },
  gantryTilt: { "00181120": ["DS", "-"] },
  windowCentre: { "00281050": ["DS", "LUNG"] },
  windowWidth: { "00281051": ["DS", "1e999"] },
  frames: { "00280008": ["IS", "one"] },
};
const names = Object.keys(SLICE_NUMBERS) as (keyof typeof SLICE_NUMBERS)[];
const optional = names.filter((name) => ["never", "tutorial"].includes(SLICE_NUMBERS[name].need));
const needed = names.filter((name) => !optional.includes(name));

describe("pitfall 21: a tag that holds no number", () => {
  test.each(optional)("%s costs no slice, and a warning names it and its file", async (name) => {
    for (const options of [{}, { geometry: "repair" }] as const) {
      const scan = await loadFiles(withOdd(ODD[name]), options);
      expectVolume(scan, { slices: SLICES, synthetic: [] });
      expect(dispositions(scan)).toEqual({ loaded: SLICES });
      expect(warningOf(scan, "TAG_UNREADABLE").message).toBe(
        `${SLICE_NUMBERS[name].tag.name} ${Object.keys(ODD[name])[0].replace(/(....)(....)/, "($1,$2)")} is not a number and is taken to be absent (file 4 of 6 (by name))`,
      );
    }
  });

  test.each(needed)("%s is an error", async (name) => {
    const error = await loadError(withOdd(ODD[name]));
    expect(error).toMatchObject({ tag: "DicomFileError", file: "file 4 of 6 (by name)" });
    expect(error.message).toContain(SLICE_NUMBERS[name].tag.name);
  });

  test.each(["instanceNumber", "sliceLocation"] as const)(
    "%s is needed for the tutorial's order",
    async (name) => {
      const error = await loadError(withOdd(ODD[name]), { tutorial: true });
      expect(error).toMatchObject({ tag: "DicomFileError", file: "file 4 of 6 (by name)" });
      const left = await loadFiles(withOdd(ODD[name]), { tutorial: true, damaged: "leave out" });
      expect(left.shape[0]).toBe(SLICES - 1);
    },
  );
});

describe("pitfall 21: decimal commas", () => {
  test("are read in all numbers of a slice, each tag with a warning", async () => {
    const files = seriesFiles(SLICES, (i) => ({
      elements: {
        "00180050": ["DS", "3,0"],
        "00200032": [
          "DS",
          sliceOrigin(AXIAL, 3 * i)
            .map(comma)
            .join("\\"),
        ],
        "00200037": ["DS", "1,0\\0,0\\0,0\\0,0\\1,0\\0,0"],
        "00201041": ["DS", comma(3 * i)],
        "00280030": ["DS", "0,8\\0,7"],
        "00281050": ["DS", "40,5"],
        "00281051": ["DS", "350,5"],
        "00281052": ["DS", "-1024,0"],
        "00281053": ["DS", "1,0"],
      },
    }));
    const scan = await loadFiles(files);
    expectVolume(scan, { slices: SLICES });
    expect(scan.window).toMatchObject({ centre: 40.5, width: 350.5 });
    const messages = scan.report.warnings.map(({ code, message }) => `${code}: ${message}`);
    expect(messages).toHaveLength(9);
    expect(messages).toContainEqual(
      expect.stringMatching(
        /^DECIMAL_COMMA: Pixel Spacing \(0028,0030\) is written with decimal commas: "0,8" is read as 0\.8 \(.* and 3 more\)$/,
      ),
    );
  });

  test("never part thousands: the warning says what was read", async () => {
    const scan = await loadFiles(withOdd({ "00281052": ["DS", "-1,024"] }));
    expect(warningOf(scan, "DECIMAL_COMMA").message).toContain('"-1,024" is read as -1.024');
  });
});

test.each<readonly [text: string, vr: "DS" | "IS", values: readonly number[] | undefined]>([
  [" 1.5 ", "DS", [1.5]],
  ["+1.5\\-.5\\2.", "DS", [1.5, -0.5, 2]],
  ["1E2\\-2.5e-1", "DS", [100, -0.25]],
  ["0.7\0\\0.8\0\0\0", "DS", [0.7, 0.8]],
  ["\t7\r\n", "DS", [7]],
  ["0,7\\,8\\1,", "DS", [0.7, 0.8, 1]],
  ["1,234", "DS", [1.234]],
  ["1,5e3", "DS", [1500]],
  ["1,234.5", "DS", [Number.NaN]],
  ["1.234,5", "DS", [Number.NaN]],
  ["1,234,567", "DS", [Number.NaN]],
  ["1e999", "DS", [Number.NaN]],
  ["0x10\\Infinity\\1 2\\--1\\", "DS", [NaN, NaN, NaN, NaN, NaN]],
  ["1,5", "IS", [Number.NaN]],
  ["1,234", "IS", [Number.NaN]],
  ["\0\0", "DS", undefined],
  ["  ", "IS", undefined],
])("%j of %s is %j", (text, vr, values) => {
  const tag = vr === "DS" ? "00281053" : "00200013";
  const header = headerOfFile(latticeSlice(0, { elements: { [tag]: [vr, Buffer.from(text)] } }));
  const number = vr === "DS" ? SLICE_NUMBERS.slope.tag : SLICE_NUMBERS.instanceNumber.tag;
  expect(header.decimals(number)).toEqual(values);
});
