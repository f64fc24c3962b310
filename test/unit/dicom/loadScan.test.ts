import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { getPixelsHu } from "../../../kernel-lib/src/dicom/getPixelsHu";
import { loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import type { Scan } from "../../../kernel-lib/src/dicom/scan";
import { storedPixels } from "../../../kernel-lib/src/dicom/storedPixels";
import { patientPoint } from "../../../kernel-lib/src/volume/geometry";
import {
  COLUMNS,
  ctSlice,
  folderOf,
  ROWS,
  SECRETS,
  type SliceSpec,
  seriesFolder,
  storedOf,
} from "../../makers/ctSeries";
import { DEFLATED, EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from "../../makers/dicomFile";

/** Comprehensive 3D SR. */
const REPORT = "1.2.840.10008.5.1.4.1.1.88.34";
const PIXELS = ROWS * COLUMNS;
const series = (count: number, spec: (i: number) => SliceSpec = () => ({})) =>
  seriesFolder(Array.from({ length: count }, (_, i) => spec(i)));
const sliceValues = (scan: Scan, slice: number) => [
  ...scan.values.subarray(slice * PIXELS, (slice + 1) * PIXELS),
];
const others = (scan: Scan) =>
  scan.report.files.filter(({ disposition }) => disposition !== "loaded").map((record) => inspect(record));
const hu = (number: number, slope = 1, intercept = -1024) =>
  storedOf(number).map((v) => v * slope + intercept);

describe("order and geometry", () => {
  test("slices ascend along the normal, whatever names and instance numbers say", async () => {
    const heights = [7.5, 0, 5, 2.5];
    const folder = series(4, (i) => ({
      position: [-10, -20, heights[i]],
      elements: { "00200013": ["IS", String(9 - i)] },
    }));
    const scan = await loadScan(folder);
    expect([1, 3, 2, 0].map((number, slice) => [number, sliceValues(scan, slice)])).toEqual(
      [1, 3, 2, 0].map((number) => [number, hu(number)]),
    );
    expect(scan.spacing).toEqual([2.5, 0.8, 0.7]);
  });

  test.each([
    ["axial", [1, 0, 0, 0, 1, 0], [0, 0, 1]],
    ["coronal", [1, 0, 0, 0, 0, -1], [0, 1, 0]],
    ["sagittal", [0, 1, 0, 0, 0, -1], [-1, 0, 0]],
    ["prone axial", [-1, 0, 0, 0, -1, 0], [0, 0, 1]],
  ])("a %s series keeps its place in the patient", async (_name, orientation, normal) => {
    const folder = series(3, (i) => ({
      position: [5 + normal[0] * i * 3, 6 + normal[1] * i * 3, 7 + normal[2] * i * 3],
      orientation,
    }));
    const { geometry } = getPixelsHu(await loadScan(folder));
    const expected = [0, 1, 2].map(
      (axis) => 5 + axis + normal[axis] * 6 + orientation[3 + axis] * 3 * 0.8 + orientation[axis] * 2 * 0.7,
    );
    for (const [axis, mm] of patientPoint(geometry, 2, 3, 2).entries())
      expect(mm).toBeCloseTo(expected[axis], 9);
    expect(geometry.spacing).toEqual([3, 0.8, 0.7]);
  });

  test("jitter of 0.01 mm is no gap", async () => {
    const folder = series(6, (i) => ({ position: [-10, -20, 2.5 * i + (i % 2 ? 0.005 : -0.005)] }));
    expect((await loadScan(folder)).spacing[0]).toBeCloseTo(2.5, 2);
  });

  test("one slice has no slice spacing", async () => {
    const scan = await loadScan(series(1));
    expect(scan.spacing).toEqual([null, 0.8, 0.7]);
    expect(getPixelsHu(scan).geometry.shape).toEqual([1, ROWS, COLUMNS]);
  });

  test("the tutorial's order follows instance numbers and drops slices without a location", async () => {
    const folder = series(4, (i) => ({
      elements: { "00200013": ["IS", String(9 - i)], ...(i === 2 && { "00201041": ["DS", null] as const }) },
    }));
    const scan = await loadScan(folder, { tutorial: true });
    expect([0, 1, 2].map((slice) => sliceValues(scan, slice))).toEqual([hu(3), hu(1), hu(0)]);
    expect(scan.sliceStep).toEqual([0, 0, -5]);
    expect(others(scan)).toEqual([
      "file 3 of 4 (by name): left out, it has no Slice Location, which the tutorial asks for",
    ]);
  });
});

test("nothing of a scan prints where its files are", async () => {
  const folder = series(2);
  const scan = await loadScan(folder);
  for (const shown of [scan, scan.slices, { ...scan.slices[0] }, scan.report, scan.report.files, scan.tags]) {
    expect(inspect(shown, { depth: 6 })).not.toContain(folder);
  }
  expect(scan.slices[0]?.file.path).toContain(folder);
});

describe("values", () => {
  test("each slice is rescaled by its own slope and intercept", async () => {
    const folder = series(3, (i) => ({ slope: i + 1, intercept: -1000 * i }));
    const scan = await loadScan(folder);
    expect(scan.values).toBeInstanceOf(Int16Array);
    expect([0, 1, 2].map((i) => sliceValues(scan, i))).toEqual([0, 1, 2].map((i) => hu(i, i + 1, -1000 * i)));
  });

  test("a fractional slope in a later slice makes the whole volume Float32, exactly", async () => {
    const scan = await loadScan(series(3, (i) => ({ slope: i === 2 ? 0.5 : 1 })));
    expect(scan.values).toBeInstanceOf(Float32Array);
    expect([0, 1, 2].map((i) => sliceValues(scan, i))).toEqual([hu(0), hu(1), hu(2, 0.5)]);
  });

  test("values beyond 16 bits do not wrap", async () => {
    const stored = storedOf(0).map((v) => 65_000 + v);
    const scan = await loadScan(series(2, () => ({ signed: false, stored, intercept: 2000 })));
    expect(sliceValues(scan, 0)).toEqual(stored.map((v) => v + 2000));
  });

  test("unused high bits are dropped and the sign is extended from the stored ones", async () => {
    const stored = storedOf(0).map((v) => ((v - 10) & 0x0fff) | 0x7000);
    const elements = { "00280101": ["US", 12], "00280102": ["US", 11] } as const;
    const scan = await loadScan(series(2, () => ({ stored, elements, intercept: 0 })));
    expect(sliceValues(scan, 0)).toEqual(storedOf(0).map((v) => v - 10));
  });

  test.each([
    ["explicit little endian", EXPLICIT_LITTLE],
    ["implicit little endian", IMPLICIT_LITTLE],
    ["explicit big endian", EXPLICIT_BIG],
    ["deflated", DEFLATED],
  ])("%s is read", async (_name, transferSyntax) => {
    const scan = await loadScan(series(3, () => ({ transferSyntax })));
    expect(sliceValues(scan, 2)).toEqual(hu(2));
    expect([...storedPixels(scan, 1)]).toEqual(storedOf(1));
  });

  test.each([
    ["a value, signed", true, { "00280120": ["SS", -5] }, [7]],
    ["a value, unsigned", false, { "00280120": ["US", 65_531] }, [7]],
    ["an inverted range", true, { "00280120": ["SS", 3], "00280121": ["SS", -5] }, [0, 1, 2, 3, 7]],
  ] as const)(
    "padding by %s is marked in stored values and keeps its value",
    async (_name, signed, elements, padded) => {
      const stored = Array.from({ length: PIXELS }, (_, i) => (i === 7 ? -5 : i));
      const scan = await loadScan(series(2, () => ({ signed, stored, elements })));
      const { padding, voxels } = getPixelsHu(scan);
      const marked = [...padding.voxels.data.subarray(0, PIXELS)].flatMap((bit, i) => (bit ? [i] : []));
      expect(marked).toEqual(padded);
      expect(voxels.get(0, 1, 2)).toBe((signed ? -5 : 65_531) - 1024);
    },
  );
});

describe("what is not a slice", () => {
  test("files that are not DICOM, empty, or without an image are left out and listed", async () => {
    const folder = folderOf({
      a: ctSlice(0),
      b: ctSlice(1),
      "notes.txt": "not a DICOM file",
      nothing: "",
      report: ctSlice(2, { elements: { "00080016": ["UI", REPORT], "7FE00010": ["OW", null] } }),
    });
    const scan = await loadScan(folder);
    expect(others(scan)).toEqual([
      "file 3 of 5 (by name): not DICOM",
      "file 4 of 5 (by name): empty",
      "file 5 of 5 (by name): related, structured report",
    ]);
  });

  test("a folder without DICOM says what was there instead", async () => {
    await expect(loadScan(folderOf({ a: "text", b: "" }))).rejects.toMatchObject({
      tag: "NoDicomError",
      message: expect.stringContaining("found no image among 1 not DICOM, 1 empty"),
    });
    await expect(loadScan(folderOf({}))).rejects.toMatchObject({ tag: "NoDicomError" });
    await expect(loadScan("no/such/folder")).rejects.toMatchObject({
      tag: "NoDicomError",
      path: "no/such/folder",
    });
  });
});

describe("what must not become a wrong picture", () => {
  const broken: readonly [name: string, specs: SliceSpec[], tag: string, message: RegExp][] = [
    [
      "a missing position",
      [{}, { elements: { "00200032": ["DS", null] } }],
      "DicomFileError",
      /file 2 of 2 \(by name\): Image Position/,
    ],
    [
      "a missing orientation",
      [{ elements: { "00200037": ["DS", null] } }, {}],
      "DicomFileError",
      /file 1 of 2 .*Image Orientation/,
    ],
    [
      "a missing pixel spacing",
      [{}, { elements: { "00280030": ["DS", ""] } }],
      "DicomFileError",
      /Pixel Spacing/,
    ],
    [
      "a cut slice",
      [{}, { elements: { "7FE00010": ["OW", Buffer.alloc(20)] } }],
      "DicomFileError",
      /1 frame of 4 x 5 must have 40 bytes of pixel data; found 20/,
    ],
    [
      "an intercept that is no number",
      [{}, { elements: { "00281052": ["DS", "-1,024.0"] } }],
      "DicomFileError",
      /file 2 of 2 .*Rescale Intercept \(0028,1052\) is not a number/,
    ],
    [
      "a missing pixel representation",
      [{ elements: { "00280103": ["US", null] } }],
      "DicomFileError",
      /Pixel Representation/,
    ],
    [
      "a slice shifted sideways",
      [0, 1, 2, 3].map((n) => ({ position: [n === 2 ? 40 : -10, -20, 2.5 * n] }) as const),
      "GeometryError",
      /1 slice shifted sideways, by up to 50\.0 mm/,
    ],
    [
      "a rescale that only some slices have",
      [{}, { elements: { "00281053": ["DS", null] } }],
      "GeometryError",
      /different units: HU, unspecified/,
    ],
    [
      "a colour image",
      [{ elements: { "00280002": ["US", 3], "00280004": ["CS", "RGB"] } }],
      "DicomFileError",
      /colour/,
    ],
    [
      "a multi-frame image",
      [{ elements: { "00280008": ["IS", "4"] } }],
      "DicomFileError",
      /it holds 4 frames/,
    ],
    ["a video", [{ transferSyntax: "1.2.840.10008.1.2.4.100" }], "UnsupportedTransferSyntaxError", /MPEG/],
    [
      "compressed pixels that are none",
      [{ transferSyntax: "1.2.840.10008.1.2.4.90", elements: { "7FE00010": ["OW", Buffer.alloc(38)] } }],
      "DicomFileError",
      /compressed pixel data must begin with an item/,
    ],
    [
      "two series",
      [{}, { elements: { "0020000E": ["UI", "1.2.3"] } }],
      "MultipleVolumesError",
      /found 2 volumes: \[0\] 1 slice of 4 x 5, \? x 0.8 x 0.7 mm, axial, CT, differs in Series Instance UID; \[1\]/,
    ],
    [
      "a missing slice",
      [0, 1, 2, 4, 5].map((n) => ({ position: [-10, -20, 2.5 * n] }) as const),
      "GeometryError",
      /1 missing slice: the gap between slices 3 and 4 is 5\.000 mm/,
    ],
    [
      "uneven spacing",
      [0, 2.5, 5, 9, 11.5].map((z) => ({ position: [-10, -20, z] }) as const),
      "GeometryError",
      /uneven slice spacing/,
    ],
    [
      "a doubled slice",
      [0, 1, 1, 2].map((n) => ({ position: [-10, -20, 2.5 * n] }) as const),
      "GeometryError",
      /1 slice at the position of another/,
    ],
    [
      "a tilted gantry",
      [0, 1, 2].map((n) => ({ position: [-10, -20 + n, 2.5 * n] }) as const),
      "GeometryError",
      /21\.8 degrees/,
    ],
    ["unequal matrices", [{}, { rows: 3 }], "GeometryError", /matrix/],
    [
      "unequal pixel spacings",
      [{}, { elements: { "00280030": ["DS", "0.8\\0.8"] } }],
      "GeometryError",
      /different pixel spacings/,
    ],
    [
      "a localizer among the slices",
      [{}, {}, { orientation: [1, 0, 0, 0, 0, -1] }],
      "GeometryError",
      /another orientation/,
    ],
  ];
  test.each(broken)("%s is a typed error that names no patient", async (_name, specs, tag, message) => {
    const folder = seriesFolder(specs);
    const error = await loadScan(folder).then(
      () => new Error("loaded"),
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({ tag, message: expect.stringMatching(message) });
    // What a notebook saves of a failed cell is what the error prints.
    for (const secret of [...SECRETS, folder, "slice-0"]) {
      expect(error.message).not.toContain(secret);
      expect(inspect(error)).not.toContain(secret);
      expect(inspect({ error }, { depth: 5 })).not.toContain(secret);
    }
  });

  test("a file cut within its header is damaged, not something else", async () => {
    const folder = folderOf({ a: ctSlice(0), b: ctSlice(1).subarray(0, 300) });
    await expect(loadScan(folder)).rejects.toMatchObject({
      tag: "DicomFileError",
      file: "file 2 of 2 (by name)",
    });
  });

  test("a series is chosen by its number", async () => {
    const other = { elements: { "0020000E": ["UI", "1.2.3"] } } as const;
    const folder = seriesFolder([{}, other, {}, other]);
    const scan = await loadScan(folder, { volume: 1 });
    expect(sliceValues(scan, 0)).toEqual(hu(1));
    expect(others(scan)).toEqual([
      "file 1 of 4 (by name): other volume",
      "file 3 of 4 (by name): other volume",
    ]);
    await expect(loadScan(folder, { volume: 2 })).rejects.toMatchObject({ tag: "InvalidArgumentError" });
  });
});

describe("files that are named as the slices are and hold nothing of one", () => {
  const files = (third: Uint8Array | string) => ({
    IM1: ctSlice(0),
    IM2: ctSlice(1),
    IM3: third,
    "x.txt": "",
  });

  test.each([
    ["empty", "", "it is empty, and is named as the slices are"],
    ["cut at its start", ctSlice(2).subarray(0, 100), "it does not begin as DICOM does"],
  ])("are refused when %s, at an end of the stack where no gap would tell", async (_name, third, problem) => {
    await expect(loadScan(folderOf(files(third)))).rejects.toMatchObject({
      tag: "DicomFileError",
      file: "file 3 of 4 (by name)",
      problem: expect.stringContaining(problem),
    });
    const { shape, report } = await loadScan(folderOf(files(third)), { damaged: "leave out" });
    expect(shape[0]).toBe(2);
    expect(report.warnings.map(({ code }) => code)).toEqual(["FILES_UNREADABLE"]);
  });
});

test("a lone damaged file is not told to be left out for others", async () => {
  await expect(loadScan(folderOf({ a: ctSlice(0).subarray(0, 300) }))).rejects.toThrow(
    /Copy or export it again$/,
  );
});

test("files without a series UID are one series, with a warning", async () => {
  const scan = await loadScan(series(3, () => ({ elements: { "0020000E": ["UI", null] } })));
  expect(scan.shape[0]).toBe(3);
  expect(scan.report.warnings.map(({ code }) => code)).toEqual(["SERIES_UID_MISSING"]);
});

test("a broken file of another series does not stop the one that was chosen", async () => {
  const color = {
    elements: { "0020000E": ["UI", "1.2.3"], "00280002": ["US", 3], "00280004": ["CS", "RGB"] },
  } as const;
  const folder = seriesFolder([{}, {}, color]);
  expect((await loadScan(folder, { volume: 0 })).shape).toEqual([2, ROWS, COLUMNS]);
  await expect(loadScan(folder, { volume: 1 })).rejects.toThrow("it is a colour image");
});

test("the tutorial's values take the first slice's rescale and wrap in 16 bits", async () => {
  const stored = Array.from({ length: PIXELS }, (_, i) => [-2000, 7, -7, 32_000][i % 4]);
  const folder = series(2, (i) => ({ stored, slope: i === 0 ? 1.5 : 3, intercept: i === 0 ? -1024 : 0 }));
  const scan = await loadScan(folder);
  const { voxels } = getPixelsHu(scan, { tutorial: true });
  // int16(1.5 x stored), padding taken for 0 first, plus -1024, in 16 bits.
  const wrapped = ((48_000 + 32_768) % 65_536) - 32_768 - 1024;
  expect([...voxels.data.subarray(PIXELS, PIXELS + 4)]).toEqual([-1024, 10 - 1024, -10 - 1024, wrapped]);
  expect(() => getPixelsHu(scan, { tutorial: true, padding: 0 })).toThrow("padding must be left out");
});

describe("a long load", () => {
  test("reports each file and stops at the signal", async () => {
    const folder = series(5);
    const steps: string[] = [];
    await loadScan(folder, { onProgress: ({ step, done, total }) => steps.push(`${step} ${done}/${total}`) });
    expect(steps).toEqual(
      [1, 2, 3, 4, 5].map((n) => `headers ${n}/5`).concat([1, 2, 3, 4, 5].map((n) => `pixels ${n}/5`)),
    );

    const controller = new AbortController();
    const stopped = loadScan(folder, {
      signal: controller.signal,
      onProgress: ({ step, done }) =>
        step === "pixels" && done === 2 && controller.abort(new Error("enough")),
    });
    await expect(stopped).rejects.toThrow("enough");
  });
});
