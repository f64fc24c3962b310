import type { Mark, SlicesPayload } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { inEnglish } from "../../../../lab-extension/src/dom/translate";
import { MarkResults } from "../../../../lab-extension/src/measure/markResults";
import { nameMark, writeNumber, writeReading } from "../../../../lab-extension/src/measure/markText";
import { readPlaneImage } from "../../../../lab-extension/src/measure/measuredPlane";
import { writeMarksTable } from "../../../../lab-extension/src/measure/writeMarksTable";
import type { PlaneImage } from "../../../../lab-extension/src/source/planeSource";
import { slicesPayload } from "../payloads";

const ellipse: Mark = {
  id: "e",
  kind: "ellipse",
  axis: 0,
  points: [
    [1, 0, 0],
    [1, 2, 2],
  ],
};
const distance: Mark = {
  id: "d",
  kind: "distance",
  axis: 0,
  points: [
    [1, 0, 0],
    [1, 3, 4],
  ],
};
const angle: Mark = {
  id: "a",
  kind: "angle",
  axis: 0,
  points: [
    [1, 0, 3],
    [1, 0, 0],
    [1, 3, 0],
  ],
};
const payload: SlicesPayload = slicesPayload({
  shape: [3, 10, 12],
  affine: [0, 0, 0.5, 0, 0, 0.5, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1],
  spacing: [2, 0.5, 0.5],
});
const plane = (value: number, exact = true) => ({ exact, read: () => value });
const words = { units: "HU", translate: inEnglish };

describe("MarkResults", () => {
  test("measures lengths and angles without any picture", () => {
    const results = new MarkResults(payload, () => null);
    expect(results.read(distance)).toEqual({
      result: { kind: "distance", length: 2.5 },
      about: false,
      lengthUnit: "mm",
    });
    expect(results.read(angle)).toMatchObject({ result: { degrees: 90 } });
    expect(results.read(ellipse)).toBeNull();
  });

  test("reads no plane for lengths and angles, and one for each ellipse that is not known", () => {
    const planes: (readonly [axis: number, index: number])[] = [];
    const results = new MarkResults(payload, (axis, index) => {
      planes.push([axis, index]);
      return plane(1);
    });
    const other: Mark = {
      ...ellipse,
      axis: 2,
      points: [
        [0, 0, 5],
        [2, 2, 5],
      ],
    };
    results.collect([distance, angle]);
    expect(planes).toEqual([]);
    results.collect([distance, ellipse, other]);
    results.collect([ellipse, other]);
    expect(planes).toEqual([
      [0, 1],
      [2, 5],
    ]);
  });

  test("wants the plane of an ellipse until it has its values exactly", () => {
    let exact = false;
    const results = new MarkResults(payload, () => plane(1, exact));
    results.read(ellipse);
    expect([ellipse, distance, angle].map((mark) => results.needsPlane(mark))).toEqual([true, false, false]);
    exact = true;
    results.read(ellipse);
    expect(results.needsPlane(ellipse)).toBe(false);
  });

  test("counts voxels where nobody knows their size", () => {
    const unplaced = new MarkResults({ ...payload, placed: false }, () => plane(1));
    expect(unplaced.read(distance)).toMatchObject({ result: { length: 5 }, lengthUnit: "voxels" });
    const measured = new MarkResults({ ...payload, placed: false, measured: true }, () => plane(1));
    expect(measured.read(distance)).toMatchObject({ result: { length: 2.5 }, lengthUnit: "mm" });
    const alone = new MarkResults({ ...payload, spacing: [null, 0.5, 0.5] }, () => plane(1));
    expect(alone.read(distance)).toMatchObject({ lengthUnit: "mm" });
    const coronal: Mark = {
      ...distance,
      axis: 1,
      points: [
        [0, 1, 0],
        [2, 1, 0],
      ],
    };
    expect(alone.read(coronal)).toMatchObject({ result: { length: 2 }, lengthUnit: "voxels" });
  });

  test("takes the exact values when they come, and keeps what they gave when they go", () => {
    let there: ReturnType<typeof plane> | null = plane(5, false);
    const results = new MarkResults(payload, () => there);
    expect(results.read(ellipse)).toMatchObject({ result: { mean: 5 }, about: true });
    expect(results.collect([ellipse, distance])).toEqual([null, { kind: "distance", length: 2.5 }]);
    there = plane(7);
    expect(results.read(ellipse)).toMatchObject({ result: { mean: 7 }, about: false });
    there = null;
    expect(results.read(ellipse)).toMatchObject({ result: { mean: 7 }, about: false });
    expect(
      results.read({
        ...ellipse,
        points: [
          [1, 0, 0],
          [1, 2, 3],
        ],
      }),
    ).toBeNull();
    expect(results.collect([ellipse])).toMatchObject([{ mean: 7 }]);
    results.keepOnly([distance]);
    expect(results.read(ellipse)).toBeNull();
  });

  test("has what the output says of its own marks, and of those alone", () => {
    const saved = {
      ...payload,
      state: { marks: [distance, ellipse] },
      results: [
        null,
        { kind: "ellipse" as const, area: 1, pixels: 5, mean: -800, sd: 3, min: -810, max: -790 },
      ],
    };
    const results = new MarkResults(saved, () => plane(5, false));
    expect(results.read({ ...ellipse, id: "other" })).toMatchObject({ result: { mean: -800 }, about: false });
    expect(
      results.read({
        ...ellipse,
        points: [
          [2, 0, 0],
          [2, 2, 2],
        ],
      }),
    ).toMatchObject({ about: true });
    const crossed = new MarkResults({ ...saved, results: [...saved.results].reverse() }, () => null);
    expect(crossed.read(ellipse)).toBeNull();
  });
});

describe("readPlaneImage", () => {
  const image: PlaneImage = {
    key: { layer: 0, axis: 0, first: 1, last: 1, mode: "max" },
    quality: "exact",
    rows: 10,
    columns: 12,
    values: Int16Array.from({ length: 120 }, (_, i) => i),
    padding: Uint8Array.from({ length: 120 }, (_, i) => Number(i === 13)),
    overlays: null,
  };

  test("reads each voxel, and nothing outside the scan", () => {
    const { exact, read } = readPlaneImage(image, payload);
    expect(exact).toBe(true);
    expect([read(0, 0), read(1, 0), read(9, 11), read(1, 1)]).toEqual([0, 12, 119, Number.NaN]);
  });

  test("reads a preview's levels as values, each voxel from the pixel over it", () => {
    const preview = { rows: 5, columns: 6, low: -1000, high: 1550, mime: "image/jpeg" as const, slices: [] };
    const values = Uint8Array.from({ length: 30 }, (_, i) => i * 5);
    const { exact, read } = readPlaneImage(
      { ...image, quality: "preview", rows: 5, columns: 6, values, padding: null },
      { ...payload, preview },
    );
    expect(exact).toBe(false);
    expect([read(0, 0), read(1, 1), read(0, 2), read(2, 0), read(9, 11)]).toEqual([
      -1000, -1000, -950, -700, 450,
    ]);
  });
});

describe("words", () => {
  const results = new MarkResults(payload, () => ({
    exact: true,
    read: (row, column) => row * 12.3 - column,
  }));

  test("are short lines with units", () => {
    expect(writeReading(results.read(distance), words)).toEqual(["2.5 mm"]);
    expect(writeReading(results.read(angle), words)).toEqual(["90.0°"]);
    expect(writeReading(results.read(ellipse), words)).toEqual([
      "mean 11.3 HU",
      "SD 7.8 HU",
      "min -1, max 23.6",
      "5 pixels",
      "area 0.8 mm²",
    ]);
    expect(writeReading(null, words)).toEqual(["values not here yet"]);
  });

  test("name a mark for who does not see it", () => {
    expect(nameMark("distance", results.read(distance), words)).toBe("Distance 2.5 mm");
    expect(nameMark("ellipse", results.read(ellipse), { ...words, units: "" })).toMatch(
      /^Ellipse mean 11.3, SD 7.8, /,
    );
  });

  test("say voxels where nobody knows millimetres, about of a preview, and that there is no pixel", () => {
    const unplaced = new MarkResults({ ...payload, placed: false }, () => plane(0.00123, false));
    expect(writeReading(unplaced.read(distance), words)).toEqual(["5.0 voxels"]);
    expect(writeReading(unplaced.read(ellipse), words)).toEqual([
      "about (preview)",
      "mean 0.00123 HU",
      "SD 0 HU",
      "min 0.00123, max 0.00123",
      "5 pixels",
      "area 3.1 voxels²",
    ]);
    const nothing = new MarkResults(payload, () => plane(Number.NaN));
    expect(writeReading(nothing.read(ellipse), words)).toEqual(["no pixel inside", "area 0.8 mm²"]);
  });

  test.each([
    [-853.24, "-853.2"],
    [-3024, "-3024"],
    [9.996, "10"],
    [0.000123456, "0.000123"],
    [-0, "0"],
    [123456.78, "123456.8"],
  ])("writes %d as %s", (value, text) => {
    expect(writeNumber(value)).toBe(text);
  });

  test("are a table with a field a column, whatever the units are called", () => {
    const table = writeMarksTable(
      [distance, angle, ellipse],
      results,
      ["axial", "coronal", "sagittal"],
      "a\tb",
    );
    const [header, ...rows] = table.split("\n").map((line) => line.split("\t"));
    expect(rows.map((row) => Object.fromEntries(row.map((field, i) => [header[i], field])))).toMatchObject([
      { kind: "distance", plane: "axial", index: "1", length: "2.5", "length in": "mm", values: "exact" },
      { kind: "angle", degrees: "90", length: "", values: "exact" },
      { kind: "ellipse", pixels: "5", max: "23.6", units: "a b", "length in": "mm", values: "exact" },
    ]);
    expect(rows.every((row) => row.length === header.length)).toBe(true);
    const unknown = writeMarksTable([ellipse], { read: () => null }, ["axial", "coronal", "sagittal"], "HU");
    expect(unknown.split("\n")[1].split("\t")).toHaveLength(header.length);
  });
});
