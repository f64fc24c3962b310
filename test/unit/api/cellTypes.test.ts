import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
// The compiler that checks a notebook's cells: tslab's own, TypeScript 5.0.4.
import ts from "@tslab/typescript-for-tslab";
import { beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What a cell would say, and lines that must not compile: they do when a type has decayed to `any`. */
const CELL = `
import * as ct from "tslab-dicom";
import { applyWindow, CT_WINDOWS, readViewerPayload, VIEWER_MIME } from "tslab-dicom/contract";

export async function cell(path: string) {
  const scan = await ct.loadScan(path, { signal: new AbortController().signal });
  const volume: ct.Volume = ct.getPixelsHu(scan, { padding: "tutorial" });
  const value: number = volume.voxels.get(0, 1, 2);
  const lungs = ct.segmentLungMask(volume);
  const byte: number = lungs.voxels.data[0];
  const { positions } = ct.makeMesh(ct.andNot(lungs, ct.not(lungs)), { stepSize: 2 });
  const first: number = positions[0];
  const { slices } = ct.gkSegment(ct.sliceOf(volume, 3));
  const counts: readonly number[] = slices[0].counts;
  const { faces } = ct.interactive3dPlot(lungs, { colorMap: "RdBu" });
  const viewer = ct.sliceViewer(volume, { plane: "three", slab: { mode: "max", thickness: 10 }, window: "auto" });
  viewer.slice = 3;
  viewer.window = "lung";
  const centre: number = viewer.window.centre;
  const stop: () => void = viewer.onChange(({ slice }) => console.log(slice + 1));
  const { marks, plane } = await viewer.state();
  const nodule: ct.Volume = ct.cropImage(volume, marks[0]);
  ct.linkViews(viewer, ct.sliceViewer(nodule));
  // @ts-expect-error a plane has a name
  const wrongPlane: number = plane;
  console.log(centre, stop, wrongPlane);
  ct.interact((x) => ct.imshow(volume, { slice: x, colorMap: "bone" }), { x: [0, 10] }, { precompute: true });
  const range: ct.SliderRange = [0, 10];
  ct.interact((x) => ct.imshow(volume, { slice: x }), { x: range }, { start: 5 });
  const moved = ct.interact(
    ({ slice, window, mask, part, on, name, size, level }) => {
      const sizes: number[] = [slice, size, level.high];
      ct.imshow(volume, { slice, window, title: name, overlays: on ? [{ image: mask }] : [] });
      return [...sizes, mask.geometry.shape[0], part].length;
    },
    {
      slice: [0, 10, 2],
      window: ["lung", "bone"],
      mask: { lungs: lungs, others: ct.not(lungs) },
      part: { min: 0, max: 1, step: 0.25 },
      on: true,
      name: "lungs",
      size: { choices: [64, 128, 256] },
      level: [{ high: 1 }, { high: 2 }],
    },
    { start: { window: "bone", size: 128 }, title: "Everything" },
  );
  const counted: number = moved.result + (await moved.set({ slice: 3, window: "lung" }));
  const chosen: "lung" | "bone" = moved.values.window;
  ct.interactManual(async (clusters) => ct.gkSegment(volume, { clusters }).slices, { clusters: 5 }).ready;
  console.log(counted, chosen);
  // @ts-expect-error one control gives its value, not a record
  ct.interact(({ x }) => ct.imshow(volume, { slice: x }), { x: [0, 10] });
  // @ts-expect-error several controls give one record
  ct.interact((x, y) => ct.imshow(volume, { slice: x + y }), { x: [0, 10], y: [0, 5] });
  // @ts-expect-error there is no such control
  ct.interact(({ z }) => ct.imshow(volume, { slice: z }), { x: [0, 10], y: [0, 5] });
  // @ts-expect-error the choices are texts
  ct.interact((name) => ct.imshow(volume, { slice: name }), { name: ["lung", "bone"] });
  // @ts-expect-error there is no such choice
  moved.set({ window: "liver" });

  const { below, percentiles } = ct.histogramOf(volume, { mask: lungs, thresholds: [-950], percentiles: [15] });
  const laa: number = below[0].share;
  const { left, airway, report } = ct.segmentLungs(volume, { recipe: { closing: 5 }, show: false });
  const litres: number = report.litres.left + (report.recipe.closing ?? 0);
  const found = ct.lungPhenotypes(volume, { left, right: lungs, airway, report }, { percentile: "cip" });
  const perc15: number = found.rows[0].percentiles[0].value;
  const kernel: string | null | undefined = volume.acquisition?.kernel;
  const long: number = ct.measureNodule(volume, [1, 2, 3]).longAxis.mm;
  // @ts-expect-error there is no such rule
  ct.histogramOf(volume, { percentiles: [15], percentile: "nearest" });
  // @ts-expect-error a kernel is a name
  const wrongKernel: number = volume.acquisition.kernel;
  const shown = ct.histogram(volume, { mask: [lungs, { mask: lungs, name: "lungs" }], counts: "percent" });
  const first15: number = shown.histograms[0].percentiles[0].value;
  const along: Float64Array = ct.profile(volume, [0, 0, 0], [0, 0, 9]).profile.distances;
  ct.curve([{ y: ct.areaPerSlice(lungs), name: "lungs" }, ct.meanPerSlice(volume)], { along: volume });
  ct.plot(Int16Array.of(1, 2));
  ct.scatter([1, 2], along, { xTitle: "age" });
  const csv: string = ct.table(ct.labelStatistics(ct.createLabelMap(lungs.voxels), { volume }), {
    columns: { name: "label", mean: { unit: "HU", digits: 1 } },
  }).csv();
  ct.table(scan.report, { title: csv });
  ct.table(await ct.scanFolder(path));
  // @ts-expect-error rows are records
  ct.table("rows");
  // @ts-expect-error edges are a Float64Array
  const wrongEdges: string = shown.histograms[0].edges;
  // @ts-expect-error voxels or percent
  ct.histogram(volume, { counts: "share" });
  console.log(laa, percentiles, first15, wrongEdges);

  const light: number = applyWindow(value, CT_WINDOWS.lung);
  const reading = readViewerPayload(ct.sliceViewer(volume).bundle.data[VIEWER_MIME]);
  if ("payload" in reading && reading.payload.kind === "slices") {
    const affine: readonly number[] = reading.payload.affine;
    // @ts-expect-error the affine is a list of numbers
    const wrongAffine: string = reading.payload.affine;
    console.log(affine, wrongAffine);
  }

  // @ts-expect-error a window has a centre and a width
  applyWindow(value, "lung");
  // @ts-expect-error a scan is no volume
  ct.segmentLungMask(scan);
  // @ts-expect-error there is no such colour map
  ct.imshow(volume, { colorMap: "hot" });
  // @ts-expect-error values are numbers
  const text: string = volume.voxels.get(0, 1, 2);
  // @ts-expect-error the voxels of a mask are bytes in an NdArray
  const wrongData: string = lungs.voxels.data;
  // @ts-expect-error positions are a Float32Array
  const wrongPositions: string = positions;
  // @ts-expect-error faces are a Uint32Array
  const wrongFaces: string = faces;
  // @ts-expect-error a connectivity is 6, 18 or 26
  ct.label(lungs, { connectivity: 8 });
  return [value, light, byte, first, counts, text, wrongData, wrongPositions, wrongFaces, litres, perc15, kernel, long, wrongKernel];
}
`;

let program: ts.Program;
beforeAll(() => {
  const file = join(root, "notebooks", "cell.ts");
  // As tslab sets them: src/converter.ts.
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? CELL : readFile(name));
  host.getSourceFile = (name, language) =>
    name === file ? ts.createSourceFile(name, CELL, language) : getSourceFile(name, language);
  program = ts.createProgram([file], options, host);
});

test("a cell sees the built library's types, under the notebook's own compiler", () => {
  expect(ts.version).toMatch(/^5\.0\./);
  const problems = ts.getPreEmitDiagnostics(program).map(({ messageText, start = 0 }) => {
    const line = CELL.slice(0, start).split("\n").length;
    return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
  expect(problems).toEqual([]);
});

test("a cell finds the paths of the package at work as their types say", () => {
  const require = createRequire(join(root, "notebooks", "cell.js"));
  const contract = require("tslab-dicom/contract");
  expect(contract.applyWindow(-600, contract.CT_WINDOWS.lung)).toBeCloseTo(0.5, 3);
  // Built code is open for whoever looks into it; package.json for tools.
  expect(require("tslab-dicom/lib/contract/index")).toBe(contract);
  expect(require("tslab-dicom/package.json").name).toBe("tslab-dicom");
});

test("every public function, class and type has words that Shift-Tab can show", () => {
  const entry = join(root, "kernel-lib", "lib", "index.d.ts");
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error("the library is not built");
  const exported = checker.getExportsOfModule(module);
  expect(exported.length).toBeGreaterThan(80);
  const silent = exported
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
    .filter((symbol) => symbol.getDocumentationComment(checker).length === 0)
    .map((symbol) => symbol.name)
    .filter((name) => !name.endsWith("Options")); // their fields have the words
  expect(silent).toEqual([]);
});
