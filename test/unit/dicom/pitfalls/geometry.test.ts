import { describe, expect, test } from "vitest";
import { findSliceNormal } from "../../../../kernel-lib/src/contract";
import { getPixelsHu } from "../../../../kernel-lib/src/dicom/getPixelsHu";
import { patientPoint, voxelVolume } from "../../../../kernel-lib/src/volume/geometry";
import { REPAIRED } from "../../../checks/expectedVolume";
import { warningCodes, warningOf } from "../../../checks/volumeProblems";
import { dispositions, expectVolume, loadError, loadFiles } from "../../../drivers/loadFiles";
import { OBLIQUE } from "../../../makers/ball";
import type { Elements } from "../../../makers/dicomFile";
import { AXIAL, CORONAL, huOn, type Lattice, MATRIX, STEP, sliceOrigin } from "../../../makers/latticeSlices";
import { SLICES, seriesFiles, TILT_DEGREES, TILTED_SPACING, tiltedFiles } from "../../../makers/seriesFiles";

const instanceNumber = (number: number): Elements => ({ "00200013": ["IS", String(number)] });

test("pitfall 22: slices lie where their positions say, not where Instance Number does", async () => {
  const scan = await loadFiles(
    seriesFiles(8, (i) => ({ elements: instanceNumber([3, 1, 4, 8, 5, 2, 6, 7][i]) })),
  );
  expectVolume(scan, { slices: 8 });
  expect(warningCodes(scan)).toEqual(["INSTANCE_ORDER"]);
});

const LATTICES: readonly (readonly [name: string, lattice: Lattice])[] = [
  ["axial", AXIAL],
  ["prone axial", { ...AXIAL, rowDirection: [-1, 0, 0], columnDirection: [0, -1, 0] }],
  ["axial seen from above", { ...AXIAL, rowDirection: [-1, 0, 0] }],
  ["coronal", CORONAL],
  ["sagittal", { ...AXIAL, rowDirection: [0, 1, 0], columnDirection: [0, 0, -1] }],
  ["oblique", { ...AXIAL, ...OBLIQUE }],
];

test.each(LATTICES)("pitfall 23: a stack of %s slices is sorted along its normal", async (_name, lattice) => {
  const scan = await loadFiles(seriesFiles(6, () => ({ lattice })));
  expectVolume(scan, { slices: 6, hu: huOn(lattice) });
});

test.each(LATTICES)(
  "pitfall 24: the frame of a stack of %s slices is right-handed",
  async (_name, lattice) => {
    // Written from the last to the first.
    const files = seriesFiles(6, (i) => ({ lattice, position: sliceOrigin(lattice, STEP.slices * (5 - i)) }));
    const scan = await loadFiles(files);
    const { geometry } = getPixelsHu(scan);
    const [first, second] = [patientPoint(geometry, 0, 0, 0), patientPoint(geometry, 1, 0, 0)];
    const normal = findSliceNormal(geometry.affine);
    const ahead = normal.reduce((sum, cosine, axis) => sum + cosine * (second[axis] - first[axis]), 0);
    expect(ahead).toBeCloseTo(STEP.slices, 6);
    for (const [i, slice] of scan.slices.entries()) {
      for (const [axis, mm] of patientPoint(geometry, i, 0, 0).entries())
        expect(slice?.position[axis]).toBeCloseTo(mm, 5);
    }
  },
);

test("pitfall 25: the first pixel spacing is between rows, the second between columns", async () => {
  const scan = await loadFiles(seriesFiles(3));
  const { geometry } = getPixelsHu(scan);
  const [origin, row, column] = [
    patientPoint(geometry, 0, 0, 0),
    patientPoint(geometry, 0, 1, 0),
    patientPoint(geometry, 0, 0, 1),
  ];
  expect(scan.spacing.map((mm) => mm?.toFixed(6))).toEqual(["3.000000", "0.800000", "0.700000"]);
  expect(row[1] - origin[1]).toBeCloseTo(0.8, 9);
  expect(column[0] - origin[0]).toBeCloseTo(0.7, 9);
});

describe("pitfall 26: tags that speak of spacing", () => {
  test.each([
    ["Slice Thickness of overlapping slices", { "00180050": ["DS", "5"] }, "SliceThickness", 5],
    ["Slice Thickness of slices with gaps", { "00180050": ["DS", "1"] }, "SliceThickness", 1],
    ["Spacing Between Slices", { "00180088": ["DS", "16"] }, "SpacingBetweenSlices", 16],
  ] as const)("%s does not make the spacing and is kept", async (_name, elements, tag, value) => {
    const scan = await loadFiles(seriesFiles(4, () => ({ elements })));
    expectVolume(scan, { slices: 4 });
    expect(scan.tags.get(tag)).toBe(value);
  });

  test.each(["3", "3.0005", "-3"])("a Spacing Between Slices of %s agrees with 3 mm", async (mm) => {
    const scan = await loadFiles(seriesFiles(4, () => ({ elements: { "00180088": ["DS", mm] } })));
    expect(scan.report.warnings).toEqual([]);
  });
});

describe("pitfall 27: missing slices", () => {
  /** Slices 2, 6 and 7 are not there. */
  const there = [0, 1, 3, 4, 5, 8, 9];
  const files = () =>
    seriesFiles(there.length, (i) => ({
      position: sliceOrigin(AXIAL, STEP.slices * there[i]),
      instance: there[i],
    }));

  test("are counted, each gap with its numbers", async () => {
    const error = await loadError(files());
    expect(error.tag).toBe("GeometryError");
    expect(error.message).toMatch(/\b3 (slices )?(are )?missing|missing.*\b3\b/);
    expect(error.message).toMatch(/\b6(\.0+)? mm/);
    expect(error.message).toMatch(/\b9(\.0+)? mm/);
  });

  test("are interpolated under repair and marked, and the others stay as they are", async () => {
    const scan = await loadFiles(files(), { geometry: "repair" });
    expectVolume(scan, { slices: 10, tolerance: REPAIRED, synthetic: [2, 6, 7] });
    expect(scan.slices.map((slice) => slice === null)).toEqual(
      Array.from({ length: 10 }, (_, i) => !there.includes(i)),
    );
    const whole = await loadFiles(seriesFiles(10));
    const voxels = MATRIX.rows * MATRIX.columns;
    for (const i of there) {
      const part = (values: ArrayLike<number> & { slice: (from: number, to: number) => ArrayLike<number> }) =>
        values.slice(i * voxels, (i + 1) * voxels);
      expect(part(scan.values)).toEqual(part(whole.values));
    }
  });

  test("keep their neighbours' true positions when loose", async () => {
    const scan = await loadFiles(files(), { geometry: "loose" });
    expect(warningCodes(scan)).toEqual([expect.stringMatching(/^GEOMETRY_/)]);
    expect(scan.shape[0]).toBe(there.length);
    for (const [i, slice] of scan.slices.entries()) {
      expect(slice?.position[2]).toBeCloseTo(AXIAL.origin[2] + STEP.slices * there[i], 6);
    }
    const { geometry } = getPixelsHu(scan);
    expect(patientPoint(geometry, there.length - 1, 0, 0)[2]).toBeCloseTo(AXIAL.origin[2] + 27, 6);
  });

  test("are told of when every second slice is missing, which the positions cannot tell", async () => {
    const everySecond = seriesFiles(12, (i) => ({
      position: sliceOrigin(AXIAL, 2 * STEP.slices * i),
      elements: { ...instanceNumber(2 * i + 1), "00180088": ["DS", "3"] },
    }));
    const scan = await loadFiles(everySecond);
    expectVolume(scan, { slices: 12, sliceSpacing: 2 * STEP.slices });
    expect(warningCodes(scan)).toContain("SLICES_PROBABLY_MISSING");
  });

  test("are no gap in a stack of two slices", async () => {
    const scan = await loadFiles(seriesFiles(2, (i) => ({ position: sliceOrigin(AXIAL, 39 * i) })));
    expectVolume(scan, { slices: 2, sliceSpacing: 39 });
  });
});

describe("pitfall 28: uneven spacing", () => {
  /** 10 mm below, 5 mm above, one gap of 7 mm between. */
  const along = [0, 10, 20, 30, 37, 42, 47, 52, 57, 62];
  const files = () => seriesFiles(along.length, (i) => ({ position: sliceOrigin(AXIAL, along[i]) }));
  const repaired = { tolerance: REPAIRED };

  test("is an error with the gaps in it", async () => {
    const { message } = await loadError(files());
    for (const gap of [/\b5(\.0+)? mm/, /\b7(\.0+)? mm/, /\b10(\.0+)? mm/]) expect(message).toMatch(gap);
  });

  test.each([
    [2, 32],
    [1, 63],
    [31, 3],
  ])("is resampled to a spacing of %d mm, first and last slice in their places", async (spacing, slices) => {
    const scan = await loadFiles(files(), { geometry: "repair", spacing });
    expectVolume(scan, { ...repaired, slices, sliceSpacing: spacing });
    const { geometry } = getPixelsHu(scan);
    expect(patientPoint(geometry, 0, 0, 0)[2]).toBeCloseTo(AXIAL.origin[2], 6);
    expect(patientPoint(geometry, slices - 1, 0, 0)[2]).toBeCloseTo(AXIAL.origin[2] + 62, 6);
  });

  test("is resampled with a warning where the spacing asked for does not divide the extent", async () => {
    const scan = await loadFiles(files(), { geometry: "repair", spacing: 2.9 });
    expectVolume(scan, { ...repaired, slices: 22, sliceSpacing: 62 / 21 });
    const { message } = warningOf(scan, "SPACING_ADJUSTED");
    expect(message).toMatch(/2\.9 mm.* 2\.952 mm.* 62\.000 mm/);
    const exact = await loadFiles(files(), { geometry: "repair", spacing: 2 });
    expect(warningCodes(exact)).not.toContain("SPACING_ADJUSTED");
    const one = await loadFiles(seriesFiles(1), { geometry: "repair", spacing: 2 });
    expect(warningOf(one, "SPACING_ADJUSTED").message).toContain("there is one slice");
  });

  test("is not resampled to a spacing that there is no room for", async () => {
    const error = await loadError(files(), { geometry: "repair", spacing: 1000 });
    expect(error).toMatchObject({ tag: "InvalidArgumentError", argument: "spacing" });
  });

  test("is resampled to a spacing that does not divide the extent without leaving it by a slice", async () => {
    const scan = await loadFiles(files(), { geometry: "repair" });
    expectVolume(scan, { ...repaired, slices: scan.shape[0], sliceSpacing: scan.spacing[0] ?? 0 });
    const { geometry } = getPixelsHu(scan);
    const length = patientPoint(geometry, scan.shape[0] - 1, 0, 0)[2] - patientPoint(geometry, 0, 0, 0)[2];
    expect(Math.abs(length - 62)).toBeLessThan(5);
    expect(scan.spacing[0]).toBeGreaterThan(4.5);
    expect(scan.spacing[0]).toBeLessThan(5.5);
  });
});

describe("pitfall 29: gantry tilt", () => {
  test("is measured from the vectors: a stale tag tilts nothing", async () => {
    const scan = await loadFiles(seriesFiles(6, () => ({ elements: { "00181120": ["DS", "15"] } })));
    expectVolume(scan, { slices: 6 });
    expect(warningCodes(scan)).toEqual(["TILT_TAG_DISAGREES"]);
  });

  test("keeps the sheared frame when loose, in which each voxel's place and volume are right", async () => {
    const scan = await loadFiles(tiltedFiles(), { geometry: "loose" });
    const { geometry, voxels } = getPixelsHu(scan);
    expect(warningCodes(scan)).toEqual([expect.stringMatching(/^GEOMETRY_/)]);
    const hu = huOn(AXIAL);
    for (const [slice, row, column] of [
      [0, 0, 0],
      [5, 20, 11],
      [11, 39, 31],
    ]) {
      const expected = Math.round(hu(patientPoint(geometry, slice, row, column)));
      expect(voxels.get(slice, row, column)).toBe(expected);
    }
    expect(voxelVolume(geometry)).toBeCloseTo(TILTED_SPACING * STEP.rows * STEP.columns, 6);
  });

  test("is sheared back under repair: the stack is perpendicular, and padding marks what it does not cover", async () => {
    const scan = await loadFiles(tiltedFiles(), { geometry: "repair" });
    const { geometry, padding } = getPixelsHu(scan);
    const normal = findSliceNormal(geometry.affine);
    const step = scan.sliceStep ?? [0, 0, 0];
    for (const [axis, mm] of step.entries()) expect(mm).toBeCloseTo(TILTED_SPACING * normal[axis], 4);
    expect(normal[2]).toBeCloseTo(Math.cos((TILT_DEGREES * Math.PI) / 180), 6);
    expect(padding.voxels.data.some((padded) => padded === 1)).toBe(true);
  });

  test("of less than 0.05 degrees is none", async () => {
    const files = seriesFiles(SLICES, (i) => {
      const [x, y, z] = sliceOrigin(AXIAL, STEP.slices * i);
      return { taggedPosition: [x, y + 0.002 * i, z] };
    });
    expect((await loadFiles(files)).shape[0]).toBe(SLICES);
  });
});

describe("pitfall 30: numbers that are almost the same", () => {
  test("noise of 0.00001 in the orientation is no other orientation", async () => {
    const files = seriesFiles(6, (i) => ({
      elements: {
        "00200037": ["DS", i % 2 ? "1\\0.00001\\0\\-0.00001\\1\\0" : "1\\0\\-0.00001\\0\\1\\0.00001"],
      },
    }));
    const scan = await loadFiles(files);
    expect([scan.shape[0], scan.report.warnings]).toEqual([6, []]);
    expect(scan.spacing[0]).toBeCloseTo(3, 3);
  });

  test("positions in tenths of a millimetre are even spacing, with a warning, under every policy", async () => {
    const files = seriesFiles(20, (i) => {
      const [x, y, z] = sliceOrigin(AXIAL, 0.625 * i);
      return { position: [x, y, z], taggedPosition: [x, y, Number(z.toFixed(1))] };
    });
    for (const geometry of ["strict", "repair", "loose"] as const) {
      const scan = await loadFiles(files, { geometry });
      expect([scan.shape[0], scan.syntheticSlices, warningCodes(scan)]).toEqual([
        20,
        [],
        ["POSITIONS_ROUNDED"],
      ]);
      expect(scan.spacing[0]).toBeCloseTo(0.625, 2);
    }
  });

  test("jitter of 0.02 mm does not make slices synthetic beside one that is missing", async () => {
    const jitter = [0.02, -0.02, 0.01, -0.01, 0.02, 0, -0.02, 0.01, -0.02, 0.02, -0.01, -0.02];
    const there = jitter.flatMap((_, i) => (i === 5 ? [] : [i]));
    const files = seriesFiles(there.length, (i) => ({
      position: sliceOrigin(AXIAL, STEP.slices * there[i] + jitter[there[i]]),
    }));
    const scan = await loadFiles(files, { geometry: "repair" });
    expect(scan.syntheticSlices).toEqual([5]);
    expect(warningOf(scan, "SLICES_SYNTHETIC").message).toContain("1 of 12 slices");
  });

  test("-0, a plus sign, blanks and scientific notation are numbers", async () => {
    const files = seriesFiles(4, (i) => ({
      elements: {
        "00200032": ["DS", `-1.137E+02\\ -85.2 \\+${(41.5 + 3 * i).toExponential(4)}`],
        "00200037": ["DS", "1.0e0\\-0\\-0.000000e+00\\ 0\\+1\\0"],
        "00280030": ["DS", "8e-1\\.7"],
      },
    }));
    expectVolume(await loadFiles(files), { slices: 4 });
  });
});

describe("pitfall 31: slices that do not fit together", () => {
  const mixed: readonly (readonly [name: string, files: Record<string, Uint8Array>])[] = [
    ["matrix", seriesFiles(8, (i) => (i < 4 ? {} : { rows: 20 }))],
    [
      "pixel spacing",
      seriesFiles(8, (i) => (i < 4 ? {} : { elements: { "00280030": ["DS", "0.4\\0.35"] } })),
    ],
    [
      "frame of reference",
      seriesFiles(8, (i) => (i < 4 ? {} : { elements: { "00200052": ["UI", "1.2.3"] } })),
    ],
  ];
  test.each(mixed)("by their %s are refused or split, never resized or moved", async (_name, files) => {
    const error = await loadError(files);
    expect(["GeometryError", "MultipleVolumesError"]).toContain(error.tag);
    if (error.tag === "MultipleVolumesError") {
      const first = await loadFiles(files, { volume: 0 });
      expect(dispositions(first)).toEqual({ loaded: 4, "other volume": 4 });
    }
  });
});

test("pitfall 31: one slice without its rescale is refused, also when loose", async () => {
  const files = seriesFiles(8, (i) =>
    i === 3 ? { elements: { "00281052": ["DS", ""], "00281053": ["DS", ""] } } : {},
  );
  for (const geometry of ["strict", "loose", "repair"] as const) {
    const error = await loadError(files, { geometry });
    expect(error.message).toContain("2 different units: HU, unspecified");
  }
});

test("pitfall 33: a table that moved sideways between two slices is an error", async () => {
  const [x, y, z] = AXIAL.origin;
  const files = seriesFiles(8, (i) => ({ position: [x + (i < 4 ? 0 : 25), y, z + STEP.slices * i] }));
  const error = await loadError(files);
  expect(error).toMatchObject({ tag: "GeometryError" });
  expect(error.message).toMatch(/shift|sideways/i);
});
