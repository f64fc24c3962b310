import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import ndarray from "ndarray";
import * as ct from "tslab-dicom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ball, PUBLIC_DOORS, placed, show, values, volume, wrong } from "../../checks/publicDoors";
import { PUBLIC_TYPES, thrownBy } from "../../checks/publicTypes";
import { ctSlice } from "../../makers/ctSeries";

const bothLungs = { left: ball, right: ct.not(ball) };

/** Below, between and beyond what anything takes. */
const NUMBERS = [
  ...[0, -0, 1, -1, 0.5, -0.5, 255.5, 1e6, 2 ** 31, 2 ** 32, 2 ** 53, 1e38, -1e300],
  ...[
    Number.MAX_VALUE,
    Number.MIN_VALUE,
    1e-9,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ],
];
const anyNumber = fc.oneof(fc.constantFrom(...NUMBERS), fc.double(), fc.integer());

const cache = mkdtempSync(join(tmpdir(), "ranges-"));
afterAll(() => rmSync(cache, { recursive: true, force: true }));
const small = { slices: 3, rows: 8, columns: 8 };
let scan: ct.Scan;
const files = [0, 1, 2, 3].map((i) => ({ name: `slice-${i}`, bytes: ctSlice(i) }));
async function* series() {
  yield* files;
}

beforeAll(async () => {
  scan = await ct.loadScan(series());
});

/** A small picture: what a number does to it does not depend on its size, which takes nearly all of the time. */
const picture = (options: object, image: ct.Volume = volume) => ct.imshow(image, { width: 100, ...options });

/** What a function takes beside the option that is tried, so that it gets as far as it can; else as the table calls it. */
const CALLS: Readonly<Record<string, (option: object) => unknown>> = {
  loadScan: (o) => ct.loadScan(series(), { geometry: "repair", ...o }),
  getPixelsHu: (o) => ct.getPixelsHu(scan, o),
  createThorax: (o) => ct.createThorax({ ...small, ...o }),
  thoraxSeries: (o) => ct.thoraxSeries({ ...small, cache, ...o }),
  simplifyMesh: (o) => ct.simplifyMesh(ct.maskSurface(ball), { faces: 20, ...o }),
  gustafsonKessel: (o) => ct.gustafsonKessel(values, { init: "dirichlet", ...o }),
  plot3d: (o) => ct.plot3d(ball, { size: 20, ...o }),
  gkSegment: (o) => ct.gkSegment(ct.sliceOf(volume, 1), o),
  imshow: (o) => picture(o),
  figure: (o) => ct.figure([{ image: volume }, { image: volume }], { width: 200, ...o }),
  histogram: (o) => ct.histogram(volume, { bins: 3, width: 240, height: 160, ...o }),
  profile: (o) => ct.profile(volume, [0, 0, 0], [2, 9, 9], { width: 240, height: 160, ...o }),
  curve: (o) => ct.curve([1, 2, 3], { width: 240, height: 160, ...o }),
  scatter: (o) => ct.scatter([1, 2], [2, 1], { width: 240, height: 160, ...o }),
  plot: (o) => ct.plot([1, 2], { width: 240, height: 160, ...o }),
  isoSurface: (o) => ct.isoSurface(volume, { border: "closed", ...o }),
};

/** The functions with options that are numbers, and those options. */
const NUMERIC = PUBLIC_TYPES.flatMap(({ name, options }) =>
  Object.entries(options ?? {})
    .filter(([, type]) => /\bnumber\b/.test(type) && !/\[|=>|\{/.test(type))
    .map(([option]) => [name, option] as const),
);

/** Lists, numbers within records and numbers that are arguments. */
const PLACES: Readonly<Record<string, (n: number) => unknown>> = {
  "createGeometry shape": (n) => ct.createGeometry([n, 2, 3]),
  "createGeometry spacing": (n) => ct.createGeometry([1, 2, 3], { spacing: [1, n, 1] }),
  "createGeometry origin": (n) => ct.createGeometry([1, 2, 3], { origin: [0, 0, n] }),
  "createGeometry rowDirection": (n) => ct.createGeometry([1, 2, 3], { rowDirection: [n, 0, 0] }),
  "createGeometry columnDirection": (n) => ct.createGeometry([1, 2, 3], { columnDirection: [0, n, 0] }),
  "createGeometry sliceStep": (n) => ct.createGeometry([1, 2, 3], { sliceStep: [0, 0, n] }),
  "createMask shape": (n) => ct.createMask(ct.createGeometry([n, 2 ** 20, 2 ** 20])),
  patientPoint: (n) => ct.patientPoint(volume.geometry, 0, n, 0),
  slicePosition: (n) => ct.slicePosition(volume.geometry, n),
  sliceOf: (n) => ct.sliceOf(volume, n),
  "slicesOf start": (n) => ct.slicesOf(volume, n, 2),
  "slicesOf end": (n) => ct.slicesOf(ball, 0, n),
  "cropImage box": (n) =>
    ct.cropImage(volume, {
      box: [
        [0, n],
        [0, 3],
        [1, 4],
      ],
    }),
  "cropImage mark": (n) =>
    ct.cropImage(volume, {
      points: [
        [0, n, 2],
        [0, 3, n],
      ],
    }),
  "sliceViewer voxel": (n) => ct.sliceViewer(volume, { voxel: [n, 3, 4] }),
  "sliceViewer slab": (n) => ct.sliceViewer(volume, { slab: { mode: "max", thickness: n } }),
  "sliceViewer percentiles": (n) => ct.sliceViewer(volume, { window: { percentiles: [1, n] } }),
  "sliceViewer marks": (n) =>
    ct.sliceViewer(volume, {
      marks: [
        {
          kind: "distance",
          axis: 0,
          points: [
            [1, 2, 3],
            [1, n, 4],
          ],
        },
      ],
    }),
  "createLabelMap names": (n) => ct.createLabelMap(ball.voxels, { names: { [n]: "left" } }),
  "cropImage centre": (n) => ct.cropImage(volume, [n, 5]),
  "label component": (n) => ct.label(ball).component(n),
  largestLabelVolume: (n) => ct.largestLabelVolume(ndarray(values, [6]), n),
  minLabelVolume: (n) => ct.minLabelVolume(ndarray(values, [6]), n),
  storedPixels: (n) => ct.storedPixels(scan, n),
  "mapZ2Color value": (n) => ct.mapZ2Color([n], "bone", 0, 1),
  "mapZ2Color min": (n) => ct.mapZ2Color([0, 1], "bone", n, 1),
  "mapZ2Color max": (n) => ct.mapZ2Color([0, 1], "bone", -1, n),
  "progress done": (n) => ct.progress("Work").update(n, 5),
  "progress total": (n) => ct.progress("Work").update(2, n),
  "interact min": (n) => ct.interact(show, { x: [n, 2] }),
  "interact max": (n) => ct.interact(() => show(0), { x: [0, n, 200] }),
  "interact step": (n) => ct.interact(() => show(0), { x: [0, 2, n] }),
  "interact number": (n) => ct.interact(() => show(0), { x: n }),
  "interact value": (n) => ct.interact(() => show(0), { x: { min: -1, max: 1, step: 0.5, value: n } }),
  "interact choice": (n) => ct.interact(() => show(0), { x: { choices: [0, 1] } }, { start: n }),
  "imshow range min": (n) => picture({ range: [n, 500], colorBar: true }),
  "imshow range max": (n) => picture({ range: [-500, n], colorBar: true }),
  "imshow range far from 0": (n) => picture({ range: [n, n + 1], colorBar: true }),
  "imshow centre": (n) => picture({ window: { centre: n, width: 100 }, colorBar: true }),
  "imshow width of a sigmoid": (n) =>
    picture({ window: { centre: 0, width: n, shape: "sigmoid" }, colorBar: true }),
  "imshow alpha": (n) => picture({ overlays: [{ image: ball, alpha: n }] }),
  "imshow color": (n) => picture({ overlays: [{ image: ball, color: [n, 0, 0] }] }),
  "sliceViewer alpha": (n) => ct.sliceViewer(volume, { overlays: [{ mask: ball, alpha: n }] }),
  "sliceViewer color": (n) => ct.sliceViewer(volume, { overlays: [{ mask: ball, color: [0, n, 0] }] }),
  "sliceViewer width": (n) => ct.sliceViewer(volume, { window: { centre: 0, width: n } }),
  "segmentLungs recipe": (n) => {
    for (const [constant, value] of Object.entries(ct.LUNG_RECIPE)) {
      const recipe = { [constant]: typeof value === "number" ? n : [n, n] };
      // Each constant gives a result or an error; the first error would hide those after it.
      try {
        ct.segmentLungs(placed, { recipe, show: false });
      } catch (error) {
        if (!ct.isTslabDicomError(error)) throw error;
      }
    }
  },
  "lungPhenotypes percentiles": (n) => ct.lungPhenotypes(placed, bothLungs, { percentiles: [n] }),
  "lungPhenotypes thresholds": (n) => ct.lungPhenotypes(placed, bothLungs, { thresholds: [n] }),
  "lungPhenotypes highAttenuation": (n) => ct.lungPhenotypes(placed, bothLungs, { highAttenuation: [n, 5] }),
  "lungPhenotypes range": (n) => ct.lungPhenotypes(placed, bothLungs, { range: [-5, n] }),
  "measureNodule seed": (n) => ct.measureNodule(placed, [1, n, 5]),
  "componentStatistics percentiles": (n) => ct.componentStatistics(ball, { volume, percentiles: [n] }),
  "histogramOf range": (n) => ct.histogramOf(volume, { range: [0, n] }),
  "histogramOf percentiles": (n) => ct.histogramOf(volume, { percentiles: [n] }),
  "histogram thresholds": (n) => ct.histogram(volume, { thresholds: [n] }),
  "profileOf from": (n) => ct.profileOf(volume, [n, 0, 0], [1, 2, 3]),
  "profileOf patient": (n) => ct.profileOf(volume, [0, 0, n], [1, 2, 3], { coordinates: "patient" }),
  "plot value": (n) => ct.plot([n, 1]),
  "plot x": (n) => ct.plot({ x: [n, 1], y: [2, 3] }),
  "plot range": (n) => ct.plot([1, 2], { xRange: [0, n], yRange: [n, 1] }),
  "scatter value": (n) => ct.scatter([1, n], [n, 0]),
  "table cell": (n) => ct.table([{ n }, { n: 1 }]),
  "table digits": (n) => ct.table([{ a: 1.5 }], { columns: { a: { digits: n } } }),
  "plot3d azimuth": (n) => ct.plot3d(ball, { size: 20, view: { azimuth: n } }),
  "plot3d elevation": (n) => ct.plot3d(ball, { size: 20, view: { elevation: n } }),
  "plot3d color": (n) => ct.plot3d(ball, { size: 20, color: [n, 0, 0] }),
  "a picture of a spacing": (n) =>
    picture(
      {},
      ct.createVolume(ndarray(Int16Array.of(1, 2), [1, 1, 2]), {
        geometry: ct.createGeometry([1, 1, 2], { spacing: [1, n, 1] }),
      }),
    ),
  ...Object.fromEntries(
    Object.keys(ct.DEFAULT_LIMITS).map((limit) => [
      `limits.${limit}`,
      (n: number) => ct.loadScan(series(), { limits: { [limit]: n } }),
    ]),
  ),
};

async function requireAnswer(call: () => unknown): Promise<void> {
  const error = await thrownBy(call);
  if (error !== null && !ct.isTslabDicomError(error)) throw error;
}

test("the table finds options that are numbers", () => {
  expect(NUMERIC.length).toBeGreaterThan(60);
});

describe("a number as an option gives a result or an error of the library's own", () => {
  test.each(NUMERIC)("%s %s", async (name, option) => {
    const call = CALLS[name] ?? ((o: object) => PUBLIC_DOORS[name][0](wrong(o)));
    for (const n of NUMBERS) await requireAnswer(() => call({ [option]: n }));
    await fc.assert(
      fc.asyncProperty(anyNumber, (n) => requireAnswer(() => call({ [option]: n }))),
      { numRuns: 3, seed: 13 },
    );
  });
});

describe("a number elsewhere gives a result or an error of the library's own", () => {
  test.each(Object.entries(PLACES))("%s", async (_name, call) => {
    for (const n of NUMBERS) await requireAnswer(() => call(n));
    await fc.assert(
      fc.asyncProperty(anyNumber, (n) => requireAnswer(() => call(n))),
      { numRuns: 3, seed: 13 },
    );
  });
});

describe("the largest there is", () => {
  test.each([
    [
      "width must be a whole number from 1 to 4096; received 1000000",
      () => ct.imshow(volume, { width: 1e6 }),
    ],
    [
      "width must be a whole number from 1 to 4096; received 4097",
      () => ct.figure([{ image: volume }], { width: 4097 }),
    ],
    [
      "size must be a whole number of pixels from 1 to 2048; received 2049",
      () => ct.plot3d(ball, { size: 2049 }),
    ],
    [
      "the figure must be at most 33554432 pixels in all (fewer pictures, or a smaller width); received ",
      () =>
        ct.figure(
          Array.from({ length: 9 }, () => ({ image: volume })),
          { columns: 1, width: 4096 },
        ),
    ],
    [
      "slices x rows x columns must be at most 134217728 voxels; received 1024 x 1024 x 1024",
      () => ct.createThorax({ slices: 1024, rows: 1024, columns: 1024 }),
    ],
    [
      "clusters must be a whole number from 1 to 256; received 257",
      () => ct.fuzzyCMeans(values, { clusters: 257 }),
    ],
  ])("%s", (message, call) => {
    expect(call).toThrow(ct.InvalidArgumentError);
    expect(call).toThrow(message);
  });
});

describe("a slider's values", () => {
  const valuesOf = (range: ct.SliderRange) => {
    const seen: number[] = [];
    ct.interact(
      (x) => {
        seen.push(x);
        return ct.plot3d(ball, { size: 20 });
      },
      { x: range },
      { precompute: true },
    );
    return seen;
  };

  test.each<[ct.SliderRange, number[]]>([
    [
      [-0.3, 0.3, 0.1],
      [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3],
    ],
    [
      [0.1, 0.7, 0.2],
      [0.1, 0.3, 0.5, 0.7],
    ],
    [
      [-1, 1, 0.25],
      [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1],
    ],
    [
      [-3e-7, 0, 1e-7],
      [-3e-7, -2e-7, -1e-7, 0],
    ],
    [
      [1e21, 3e21, 1e21],
      [1e21, 2e21, 3e21],
    ],
    [
      [0, 1, 1 / 3],
      [0, 0.333333333333, 0.666666666667, 1],
    ],
    [
      [-1, 1, 2 / 6],
      [-1, -0.666666666667, -0.333333333333, 0, 0.333333333333, 0.666666666667, 1],
    ],
    [[5, 5], [5]],
  ])("of %j", (range, wanted) => {
    const seen = valuesOf(range);
    expect(seen).toEqual(wanted);
    expect(seen.some((value) => Object.is(value, -0))).toBe(false);
  });
});
