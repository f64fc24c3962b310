import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { describeVolume, describeVolumes } from "../../../../kernel-lib/src/dicom/frames/describeVolumes";
import { splitVolumes } from "../../../../kernel-lib/src/dicom/frames/splitVolumes";
import { CORONAL, ctFrame, ctFrames, samePixels, type Values } from "../../../builders/frames";

const series = (number: number, elements: Values = {}) => ({
  x0020000e: `1.2.826.${number}`,
  x00200011: String(number),
  ...elements,
});

const folder = splitVolumes(
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
  { samePixels },
);

test("a folder is a table with aligned columns", () => {
  expect(describeVolumes(folder).split("\n")).toEqual([
    "#  slices  matrix   spacing mm       orientation  modality  kernel  phase                 remark",
    "0       6  40 x 32  2.5 x 0.8 x 0.7  axial        CT        B30f    1 of 2 (acquisition)",
    "1       6  40 x 32  2.5 x 0.8 x 0.7  axial        CT        B30f    2 of 2 (acquisition)",
    "2       4  40 x 32  2 x 0.8 x 0.7    coronal      CT        B70f 3                        derived, mpr",
    "3       1  40 x 32  ? x 0.8 x 0.7    axial                  B30f                          localizer",
    "4       1  40 x 32  ? x ? x ?        unknown      CT        B30f                          picture, no place in the patient",
  ]);
});

test("a candidate is a line, which is also how it prints", () => {
  expect(folder.map(describeVolume)).toEqual([
    "6 slices of 40 x 32, 2.5 x 0.8 x 0.7 mm, axial, CT, kernel B30f, phase 1 of 2 (acquisition)",
    "6 slices of 40 x 32, 2.5 x 0.8 x 0.7 mm, axial, CT, kernel B30f, phase 2 of 2 (acquisition)",
    "4 slices of 40 x 32, 2 x 0.8 x 0.7 mm, coronal, CT, kernel B70f 3, derived, mpr",
    "1 slice of 40 x 32, ? x 0.8 x 0.7 mm, axial, unknown modality, kernel B30f, localizer",
    "1 slice of 40 x 32, ? x ? x ? mm, CT, kernel B30f, picture, no place in the patient",
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

  test("a kernel is printed as one short word without control characters", () => {
    const [volume] = splitVolumes(
      [ctFrame(0, { elements: { x00181210: `\u001b[31mB30f\n${"x".repeat(99)}` } })],
      {
        samePixels,
      },
    );
    expect(describeVolume(volume)).toMatch(/kernel \[31mB30fx{16}$/);
  });
});
