import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { describeVolume, describeVolumes } from "../../../../kernel-lib/src/dicom/series/describeVolumes";
import { splitVolumes } from "../../../../kernel-lib/src/dicom/series/splitVolumes";
import { CORONAL, ctFrame, ctFrames, pixelDigest, type Values } from "../../../makers/frames";

const series = (number: number, elements: Values = {}) => ({
  x0020000e: `1.2.826.${number}`,
  x00200011: String(number),
  ...elements,
});

const folder = await splitVolumes(
  [
    ...ctFrames(12, (i) => ({
      file: 1 + i,
      elements: series(1, { x00200012: String(1 + Math.floor(i / 6)) }),
      position: [0, 0, 2.5 * (i % 6)],
    })),
    ...ctFrames(4, (i) => ({
      file: 21 + i,
      orientation: CORONAL,
      position: [0, 2 * i, 0],
      elements: series(2, { x00080008: "DERIVED\\SECONDARY\\MPR", x00181210: "B70f\\3" }),
    })),
    ctFrame(0, {
      file: 31,
      elements: series(3, { x00080008: "ORIGINAL\\PRIMARY\\LOCALIZER", x00080060: "" }),
    }),
    ctFrame(0, { file: 32, position: null, orientation: null, elements: series(4, { x00280030: "" }) }),
  ],
  { pixelDigest },
);

test("a folder is a table with aligned columns", () => {
  expect(describeVolumes(folder).split("\n")).toEqual([
    "#  series no.  slices  matrix   spacing mm       orientation  modality  kernel  phase                 remark",
    "0           1       6  40 x 32  2.5 x 0.8 x 0.7  axial        CT        B30f    1 of 2 (acquisition)  differs in Acquisition Number (1)",
    "1           1       6  40 x 32  2.5 x 0.8 x 0.7  axial        CT        B30f    2 of 2 (acquisition)  differs in Acquisition Number (2)",
    "2           2       4  40 x 32  2 x 0.8 x 0.7    coronal      CT        B70f 3                        derived, mpr",
    "3           3       1  40 x 32  ? x 0.8 x 0.7    axial                  B30f                          localizer",
    "4           4       1  40 x 32  ? x ? x ?        unknown      CT        B30f                          picture, no place in the patient",
  ]);
});

test("a candidate is a line, which is also how it prints", () => {
  expect(folder.map(describeVolume)).toEqual([
    "6 slices of 40 x 32, 2.5 x 0.8 x 0.7 mm, axial, CT, kernel B30f, phase 1 of 2 (acquisition), series no. 1, differs in Acquisition Number (1)",
    "6 slices of 40 x 32, 2.5 x 0.8 x 0.7 mm, axial, CT, kernel B30f, phase 2 of 2 (acquisition), series no. 1, differs in Acquisition Number (2)",
    "4 slices of 40 x 32, 2 x 0.8 x 0.7 mm, coronal, CT, kernel B70f 3, series no. 2, derived, mpr",
    "1 slice of 40 x 32, ? x 0.8 x 0.7 mm, axial, unknown modality, kernel B30f, series no. 3, localizer",
    "1 slice of 40 x 32, ? x ? x ? mm, CT, kernel B30f, series no. 4, picture, no place in the patient",
  ]);
  expect(inspect(folder[0])).toBe(describeVolume(folder[0]));
});

test("no volumes are said to be none", () => {
  expect(describeVolumes([])).toBe("no volume");
});

describe("privacy", () => {
  test("nothing printed names the patient, a UID, a path or a description", () => {
    const printed = [describeVolumes(folder), ...folder.map((volume) => inspect(volume, { depth: 9 }))].join(
      "\n",
    );
    expect(printed).not.toMatch(/Doe|Jane|1\.2\.|ward|Thorax/);
  });

  const lineOf = async (elements: Values) => {
    const [volume] = await splitVolumes([ctFrame(0, { elements })], { pixelDigest });
    return `${describeVolume(volume)}\n${describeVolumes([volume])}`;
  };

  test.each(["B30f", "B70f 3", "STANDARD", "FC51", "I50f/3", "YB", "Br40d_3", "QR44+2"])(
    "the kernel %s is printed",
    async (kernel) => {
      expect(await lineOf({ x00181210: kernel })).toContain(kernel);
    },
  );

  test.each([
    "Doe^Jane",
    "Doe, Jane",
    "19620323",
    "id=4711",
    "Jane Doe of Elsewhere",
    "\u001b[31mB30f",
    "M\u00fcller",
  ])("the kernel '%s' is another one", async (kernel) => {
    const printed = await lineOf({ x00181210: kernel });
    expect(printed).toContain("kernel other");
    expect(printed).not.toContain(kernel);
  });

  test.each([
    ["MPR", "mpr"],
    ["MIP", "mip"],
    ["AVERAGE", "average"],
    ["REFORMATTED", "reformatted"],
    ["PERFUSION", "perfusion"],
    ["CSA MPR", "csa mpr"],
  ])("the image type %s is printed", async (term, shown) => {
    expect(await lineOf({ x00080008: `DERIVED\\PRIMARY\\${term}` })).toContain(`derived, ${shown}`);
  });

  test.each(["DOE", "JANE DOE", "4711"])("the image type %s is not", async (term) => {
    const printed = await lineOf({ x00080008: `DERIVED\\PRIMARY\\${term}` });
    expect(printed.toUpperCase()).not.toContain(term);
  });

  test.each(["19620323", "114733", "1.5", "1e300", "-123456"])(
    "a series number of %s, which may be a date, is not printed",
    async (number) => {
      const printed = await lineOf({ x00200011: number });
      expect(printed).not.toContain(number);
      expect(printed).not.toContain("series no. 1");
    },
  );
});
