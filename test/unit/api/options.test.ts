import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "@tslab/typescript-for-tslab";
import * as ct from "tslab-dicom";
import { beforeAll, describe, expect, test } from "vitest";
import { maskOf, volumeOf } from "../../makers/volumes";

/** What a cell writes whose types are wrong. */
type Wrong = never;
const wrong = (value: unknown): Wrong => value as Wrong;

const volume = volumeOf([3, 12, 14], (s, r, c) => 100 * s + r - c);
const ball = maskOf(volume, (_, r, c) => (r - 6) ** 2 + (c - 7) ** 2 < 16);
const mesh = ct.maskSurface(ball);
const values = Int16Array.of(0, 1, 2, 10, 11, 12);
const show = (slice: number) => ct.imshow(volume, { slice });

/** Every public function with options, and how to call it with these; one option of each, mistyped, and one of another kind. */
const DOORS: Readonly<Record<string, readonly [(options: Wrong) => unknown, string, string, object]>> = {
  loadScan: [(o) => ct.loadScan([], o), "geometri", "geometry", { geometry: 1 }],
  scanFolder: [(o) => ct.scanFolder([], o), "onprogress", "onProgress", { onProgress: true }],
  getPixelsHu: [(o) => ct.getPixelsHu(wrong({}), o), "pading", "padding", { padding: true }],
  createThorax: [(o) => ct.createThorax(o), "slice", "slices", { slices: "60" }],
  thoraxSeries: [(o) => ct.thoraxSeries(o), "cashe", "cache", { cache: 5 }],
  practiceFolders: [(o) => ct.practiceFolders(o), "cahce", "cache", { signal: {} }],
  createGeometry: [(o) => ct.createGeometry([1, 2, 3], o), "orgin", "origin", { origin: 0 }],
  createVolume: [(o) => ct.createVolume(volume.voxels, o), "unit", "units", { units: 1 }],
  cropImage: [(o) => ct.cropImage(volume, [5, 5], o), "raduis", "radius", { radius: "3" }],
  segmentLungMask: [(o) => ct.segmentLungMask(volume, o), "treshold", "threshold", { threshold: "-700" }],
  threshold: [(o) => ct.threshold(volume, o), "atleast", "atLeast", { atLeast: "1" }],
  label: [(o) => ct.label(ball, o), "conectivity", "connectivity", { connectivity: "6" }],
  largestComponent: [
    (o) => ct.largestComponent(ball, o),
    "conectivity",
    "connectivity",
    { connectivity: "6" },
  ],
  applyMask: [(o) => ct.applyMask(volume, ball, o), "outsde", "outside", { outside: null }],
  GK: [(o) => new ct.GK(o), "clusters", "nClusters", { m: "2" }],
  gkSegment: [(o) => ct.gkSegment(volume, o), "nClusters", "clusters", { clusters: [5] }],
  gustafsonKessel: [(o) => ct.gustafsonKessel(values, o), "cluster", "clusters", { seed: "1" }],
  gustafsonKesselSteps: [(o) => ct.gustafsonKesselSteps(values, o), "cluster", "clusters", { seed: "1" }],
  fuzzyCMeans: [(o) => ct.fuzzyCMeans(values, o), "maxIteration", "maxIterations", { init: 1 }],
  fuzzyCMeansSteps: [(o) => ct.fuzzyCMeansSteps(values, o), "maxIteration", "maxIterations", { init: 1 }],
  makeMesh: [(o) => ct.makeMesh(ball, o), "stepsize", "stepSize", { stepSize: "2" }],
  maskSurface: [(o) => ct.maskSurface(ball, o), "boarder", "border", { border: true }],
  isoSurface: [(o) => ct.isoSurface(volume, o), "treshold", "threshold", { threshold: "x" }],
  simplifyMesh: [(o) => ct.simplifyMesh(mesh, o), "face", "faces", { faces: "9" }],
  figure: [(o) => ct.figure([{ image: volume }], o), "colums", "columns", { columns: "2" }],
  imshow: [(o) => ct.imshow(volume, o), "colormap", "colorMap", { colorBar: "yes" }],
  sliceViewer: [(o) => ct.sliceViewer(volume, o), "overlay", "overlays", { overlays: ball }],
  interact: [(o) => ct.interact(show, { x: [0, 2] }, o), "Start", "start", { start: "1" }],
  plot3d: [(o) => ct.plot3d(ball, o), "colour", "color", { color: "red" }],
  interactive3dPlot: [(o) => ct.interactive3dPlot(ball, o), "plotedges", "plotEdges", { faces: true }],
  plotlyTrisurf: [(o) => ct.plotlyTrisurf(mesh, o), "colourMap", "colorMap", { singleColor: [1, 2, 3] }],
};

/** What is said of options within lists and options, of one within what is said of a slice, a mask or a view. */
const WITHIN: Readonly<Record<string, readonly [(options: Wrong) => unknown, string, string, object]>> = {
  limits: [(limits) => ct.loadScan([], { limits }), "voxel", "voxels", { voxels: "9" }],
  view: [(view) => ct.plot3d(ball, { view }), "azimut", "azimuth", { azimuth: "90" }],
  "slices[0]": [(slice) => ct.figure([slice]), "imgae", "image", { image: volume, title: 5 }],
  "overlays[0]": [
    (overlay) => ct.imshow(volume, { overlays: [overlay] }),
    "opaque",
    "image",
    { image: ball, alpha: "1" },
  ],
  "overlays[0] of the viewer": [
    (overlay) => ct.sliceViewer(volume, { overlays: [overlay] }),
    "colour",
    "color",
    { mask: ball, name: 3 },
  ],
};

/** What the call throws, or its promise. */
async function thrownBy(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return null;
}

beforeAll(() => ct.ready);

describe.each([...Object.entries(DOORS), ...Object.entries(WITHIN)])(
  "%s",
  (name, [call, typo, meant, kind]) => {
    test("a name that is none of its options is refused, and the one that was meant is named", async () => {
      const error = await thrownBy(() => call(wrong({ [typo]: 1 })));
      expect(error).toBeInstanceOf(ct.InvalidArgumentError);
      expect(String(error)).toContain(`received "${typo}"`);
      if (typo !== "opaque") expect(String(error)).toContain(`did you mean "${meant}"?`);
      expect(String(error)).toContain(`${meant}`);
    });

    test("a value of another kind is refused, by the option's name", async () => {
      const error = await thrownBy(() => call(wrong(kind)));
      expect(error).toBeInstanceOf(ct.InvalidArgumentError);
      const wrongName = Object.keys(kind)[Object.keys(kind).length - 1];
      expect((error as ct.InvalidArgumentError).argument.split(".").pop()).toBe(wrongName);
      expect(String(error)).toMatch(/must be (a|an|true|null|"|one) ?.*; received /);
    });

    test("what is no object is refused", async () => {
      const argument = name in DOORS ? "options" : name.split(" ")[0];
      for (const given of [-300, "lung", null, [1, 2], () => 1, new Map()]) {
        const error = await thrownBy(() => call(wrong(given)));
        expect(error).toBeInstanceOf(ct.InvalidArgumentError);
        const kind = argument === "limits" || argument === "view" ? "an object" : "an object such as { ";
        expect(String(error)).toContain(`${argument} must be ${kind}`);
      }
    });
  },
);

test("a threshold in the place of the options says so, and what options look like", () => {
  expect(() => ct.isoSurface(volume, wrong(-300))).toThrow(
    "options must be an object such as { threshold: ... }; received -300",
  );
  expect(() => ct.isoSurface(volume, wrong({ treshold: -300 }))).toThrow(
    'options must be made of threshold, stepSize, coordinates, axes, border; received "treshold"; did you mean "threshold"?',
  );
  expect(() => ct.isoSurface(volume, wrong({ threshold: "x" }))).toThrow(
    'threshold must be a number; received "x"',
  );
});

test("a name far from all is refused without a guess", () => {
  expect(() => ct.label(ball, wrong({ everything: true }))).toThrow(/received "everything"$/);
});

test("an option that is undefined counts as not given, under any name", () => {
  const undefinedOptions = wrong({ threshold: undefined, treshold: undefined });
  expect(ct.isoSurface(volume, undefinedOptions)).toEqual(ct.isoSurface(volume));
});

test("the record of a volume says what another one is to be like", () => {
  expect(ct.createVolume(volume.voxels, { ...volume, units: "HU" }).units).toBe("HU");
});

test.each([
  ["init", () => ct.gustafsonKessel(values, wrong({ init: "quantiles" }))],
  ["volumeExponent", () => ct.gkSegment(volume, wrong({ volumeExponent: "tutorail" }))],
  ["clusterOrder", () => ct.fuzzyCMeans(values, wrong({ clusterOrder: "random" }))],
  ["padding", () => ct.gkSegment(volume, wrong({ padding: "excluded" }))],
  ["border", () => ct.maskSurface(ball, wrong({ border: "close" }))],
  ["axes", () => ct.isoSurface(volume, wrong({ axes: "zyx" }))],
  ["coordinates", () => ct.makeMesh(ball, wrong({ coordinates: "voxels" }))],
  ["connectivity", () => ct.label(ball, wrong({ connectivity: 8 }))],
  ["cover", () => ct.imshow(volume, { overlays: [wrong({ image: ball, cover: "none" })] })],
  ["precompute", () => ct.interact(show, { x: [0, 2] }, wrong({ precompute: false }))],
])("a choice of %s that there is not is refused", (name, call) => {
  expect(call).toThrow(`${name} must be`);
});

test("the table has every public function that takes options", () => {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const entry = join(root, "kernel-lib", "lib", "index.d.ts");
  const program = ts.createProgram([entry], { skipLibCheck: true, types: [], noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error("the library is not built");
  const takers = checker.getExportsOfModule(module).flatMap((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const type = checker.getTypeOfSymbolAtLocation(target, source);
    const signatures = [...type.getCallSignatures(), ...type.getConstructSignatures()];
    const takes = signatures.some(({ parameters }) =>
      parameters.some(
        (parameter) =>
          parameter.name === "options" &&
          !target.name.endsWith("Error") &&
          checker.typeToString(checker.getTypeOfSymbolAtLocation(parameter, source)) !== "ErrorOptions",
      ),
    );
    return takes ? [target.name] : [];
  });
  expect(takers.length).toBeGreaterThan(25);
  expect(takers.sort()).toEqual(Object.keys(DOORS).sort());
});
