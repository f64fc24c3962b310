import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { parseDicom } from "dicom-parser";
import { PNG } from "pngjs";
import { MESH_MIME, PLOTLY_MIME, readViewerPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Notebook,
  type NotebookOutput,
  outputsOf,
  printedBy,
  readNotebook,
  root,
  runTutorialBeside,
  type TutorialRun,
  textOf,
} from "./executedNotebook";

const committed = join(root, "notebooks/tutorial.ipynb");
/** Each notebook, with how many of its outputs are viewers, Plotly figures, and show anything at all. */
const NOTEBOOKS = [
  { name: "tutorial.ipynb", viewers: 3, meshes: 3, shown: 9 },
  { name: "loading.ipynb", viewers: 0, meshes: 0, shown: 3 },
  { name: "viewer.ipynb", viewers: 11, meshes: 0, shown: 11 },
  // And three tables.
  { name: "plots.ipynb", viewers: 1, meshes: 8, shown: 12 },
  // And four tables.
  { name: "lungs.ipynb", viewers: 0, meshes: 3, shown: 10 },
];
const out = mkdtempSync(join(tmpdir(), "tutorial-"));

const lidc = join(root, "../shared/data/lidc-idri-0002");
const goldenFile = join(root, "../shared/data/golden-lidc-idri-0002.json");
const hasLidc = existsSync(goldenFile);
const executedLidc = join(out, "lidc.ipynb");
const lidcArguments = ["--dicom", lidc, "--slice", "152", "--centroid", "250,150", "--out", executedLidc];
/** Takes as long as all the others, beside which it runs. */
let lidcRun: Promise<TutorialRun> | undefined;

beforeAll(() => {
  if (!hasLidc) return;
  lidcRun = runTutorialBeside(lidcArguments);
  // Its own tests come last and say why; until then nobody listens.
  lidcRun.catch(() => undefined);
});
afterAll(async () => {
  await lidcRun?.catch(() => undefined);
  rmSync(out, { recursive: true });
});

/** An output as what a person gets: the pixels of a picture, the values of a payload, not how they were packed. */
function unpacked(output: NotebookOutput): unknown {
  const { data = {}, metadata } = output;
  const seen = Object.entries(data).map(([mime, value]) => {
    if (mime === "image/png") return [mime, pixelsOf(textOf(value))];
    if (mime !== VIEWER_MIME && mime !== MESH_MIME) return [mime, value];
    return [mime, JSON.parse(JSON.stringify(value), unpackField)];
  });
  // A load report says how long it took.
  const text = textOf(output.text).replace(/ in \d+\.\d s$/gm, " in a while");
  return { type: output.output_type, text, seen, metadata };
}

/** Fields of payloads that are deflated where they are texts; "data" is also what a function showed. */
const DEFLATED: ReadonlySet<string> = new Set(["data", "positions", "indices"]);

/** A field of a payload of ours. */
function unpackField(key: string, field: unknown): unknown {
  // The ids of live outputs are others in every kernel.
  if (key === "live") return undefined;
  if (typeof field !== "string") return field;
  return DEFLATED.has(key) ? inflated(field) : key === "image/png" ? pixelsOf(field) : field;
}

function pixelsOf(png: string): readonly unknown[] {
  const { width, height, data } = PNG.sync.read(Buffer.from(png, "base64"));
  return [width, height, data.toString("base64")];
}

/** The bar of a load that failed; it is there only when the load took half a second. */
function isStoppedBar({ output_type, data = {} }: NotebookOutput): boolean {
  const forms = Object.keys(data);
  const text = textOf(data["text/plain"]);
  return output_type === "display_data" && forms.join() === "text/plain" && /^\w+ stopped\b/.test(text);
}

function inflated(base64: string): string {
  return inflateSync(Buffer.from(base64, "base64")).toString("base64");
}

describe.each(NOTEBOOKS)("the committed $name", ({ name, viewers, meshes, shown: all }) => {
  const committed = join(root, "notebooks", name);
  const fresh = join(out, `fresh-${name}`);
  let run: TutorialRun;
  beforeAll(async () => {
    run = await runTutorialBeside(["--notebook", committed, "--out", fresh]);
  });

  test("runs in the kernel from the first cell to the last", () => {
    expect(run.output).not.toMatch(/failed after/);
    expect(run.status).toBe(0);
  });

  test("equals a fresh execution: text, MIME types, pixels, embedded data", () => {
    const [saved, executed] = [readNotebook(committed), readNotebook(fresh)];
    expect(executed.cells.map(({ source }) => textOf(source))).toEqual(
      saved.cells.map(({ source }) => textOf(source)),
    );
    const lasting = (outputs: readonly NotebookOutput[] = []) =>
      outputs.filter((output) => !isStoppedBar(output)).map(unpacked);
    const outputs = executed.cells.map((cell) => lasting(cell.outputs));
    for (const [i, cell] of saved.cells.entries()) {
      const expected = lasting(cell.outputs);
      // Compared as a whole: a failing picture of a megabyte is not worth printing.
      expect(JSON.stringify(outputs[i]) === JSON.stringify(expected), `outputs of cell ${i}`).toBe(true);
    }
  });

  test("is small, and holds no script, no widget state, no path of a machine", () => {
    expect(statSync(committed).size).toBeLessThan(5_000_000);
    const notebook = readNotebook(committed);
    expect(notebook.metadata).not.toHaveProperty("widgets");
    for (const { data = {} } of outputsOf(notebook)) {
      expect(textOf(data["text/html"])).not.toMatch(
        /<(?!\/?(?:table|caption|thead|tbody|tr|th|td|p|br)\b)|\son\w+=/i,
      );
    }
    const text = JSON.stringify(notebook, (_key, value) =>
      typeof value === "string" && value.length > 2000 ? "" : value,
    );
    expect(text).not.toMatch(/\/home\/|\/Users\/|\/root|\/tmp\/|[A-Z]:\\\\/);
  });

  test("shows viewers, figures and pictures, each with a PNG and words beside it, and tables with words", () => {
    const shown = outputsOf(readNotebook(committed)).filter(({ data }) => data);
    const count = (mime: string) => shown.filter(({ data = {} }) => mime in data).length;
    expect([count(VIEWER_MIME), count(PLOTLY_MIME), shown.length]).toEqual([viewers, meshes, all]);
    for (const { data = {}, metadata = {} } of shown) {
      expect(textOf(data["text/plain"])).not.toBe("");
      if ("text/html" in data) continue;
      expect(data).toHaveProperty(["image/png"]);
      expect(metadata["image/png"]).toMatchObject({ alt: expect.stringMatching(/\w/) });
      if (VIEWER_MIME in data) expect(readViewerPayload(data[VIEWER_MIME])).toHaveProperty("payload");
    }
  });
});

test("the notebook on loading shows each trouble in words, and what was done about it", () => {
  const text = printedBy(readNotebook(join(root, "notebooks/loading.ipynb")));
  for (const words of [
    "MultipleVolumesError",
    "1 missing slice: the gap between slices 24 and 25 is 10.000 mm",
    "its axis is 15.0 degrees off the slices' normal",
    "file 25 of 60 (by name): the file is cut",
    "SLICES_SYNTHETIC",
    "TILT_CORRECTED",
    "DAMAGED_LEFT_OUT",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).not.toMatch(/\.cache|IM00|Phantom\^Thorax/);
});

test("the notebook on reviewing is small, and measures when nobody has", () => {
  const path = join(root, "notebooks/viewer.ipynb");
  expect(statSync(path).size).toBeLessThan(3_000_000);
  const text = printedBy(readNotebook(path));
  for (const words of ["distance: 9.0 mm", "ellipse: mean -872 HU", "slice 40, 3 measurements", "mm³"]) {
    expect(text).toContain(words);
  }
});

test("the notebook on lungs measures, finds none in what is no chest, and has cases of which no flag tells", () => {
  const notebook = readNotebook(join(root, "notebooks/lungs.ipynb"));
  const tables = outputsOf(notebook).map(({ data = {} }) => textOf(data["text/plain"]));
  const text = [printedBy(notebook), ...tables].join("\n");
  for (const words of [
    "Flags: none",
    "Nodule: solid",
    "Lung phenotypes",
    "CUT_AT_BOTTOM",
    "LUNG_CUT_BY_FIELD_OF_VIEW",
    "TRACHEA_HU",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).toMatch(/^a head +0\.00 +0\.00 +0\.00 +0\.00 +\D.* \d/m);
  expect(text).toMatch(/^pneumonia in the right lung +(\d\.\d\d +){4}nothing$/m);
  expect(text).toMatch(/^air beside the right lung +(\d\.\d\d +){4}PLEURAL_AIR$/m);
});

test("the tutorial's check of its own mask believes it on the synthetic chest", () => {
  expect(printedBy(readNotebook(committed))).toContain("On this scan the tutorial's mask may be believed\n");
});

describe("a cell that throws", () => {
  test("ends the run with exit code 1 and the cell's error", async () => {
    const notebook = readNotebook(committed);
    const cells = notebook.cells.slice(0, 4).map((cell, i) =>
      i === 3
        ? {
            ...cell,
            source:
              'import * as ct from "tslab-dicom";\nct.label(ct.createMask(ct.createGeometry([1, 1, 1])), { connectivity: 7 as 6 });',
          }
        : cell,
    );
    const broken = join(root, "notebooks", `.broken-${process.pid}.ipynb`);
    try {
      writeFileSync(broken, JSON.stringify({ ...notebook, cells }));
      const run = await runTutorialBeside([
        "--notebook",
        broken,
        "--out",
        join(out, "broken-executed.ipynb"),
      ]);
      expect(run.status).toBe(1);
      expect(run.output).toContain("connectivity must be 6, 18 or 26; received 7");
    } finally {
      rmSync(broken, { force: true });
    }
  });
});

describe.skipIf(!hasLidc)("the tutorial on lidc-idri-0002", () => {
  let run: TutorialRun | undefined;
  let notebook: Notebook;
  beforeAll(async () => {
    run = await lidcRun;
    if (run?.status === 0) notebook = readNotebook(executedLidc);
  });

  test("prints what the tutorial's Python counts", () => {
    expect(run?.output).not.toMatch(/failed/);
    const golden = JSON.parse(readFileSync(goldenFile, "utf8"));
    const count = (n: number) => n.toLocaleString("en-US");
    const text = printedBy(notebook);
    expect(text).toContain(`unfilled  Mask: ${count(golden.masks.unfilled.voxels)} voxels`);
    expect(text).toContain(`filled    Mask: ${count(golden.masks.filled.voxels)} voxels`);
    expect(text).toContain(`internal  Mask: ${count(golden.masks.internal.plus)} voxels`);
    for (const { slice, values, counts, smallest } of golden.gk) {
      const list = values.map((hu: number, i: number) => `${hu} HU: ${counts[i]}`).join(", ");
      expect(text).toContain(`slice ${slice}: ${list}; smallest at ${smallest} HU`);
    }
    const whole = golden.mesh["internal, make_mesh order transpose(2,1,0)[:,:,::-1]"];
    expect(text).toContain(`Mesh: ${count(whole.vertices)} vertices, ${count(whole.faces)} triangles`);
    const crop = golden.mesh["gk crop, make_mesh order"];
    expect(text).toContain(`${golden.crop.voxels} voxels`);
    expect(text).toContain(`${crop.vertices} vertices, ${crop.faces} triangles`);
  });

  test("says that the tutorial's mask may be believed there, and how well it agrees", () => {
    const text = printedBy(notebook);
    expect(text).toMatch(/Dice 0\.9[67]\d$/m);
    expect(text).toContain("On this scan the tutorial's mask may be believed\n");
  });

  test("holds nothing that names the patient, the study or the folder", () => {
    const header = parseDicom(readFileSync(join(lidc, "000001.dcm")), { untilTag: "x7fe00010" });
    // Patient's name and ID, accession number, the UIDs of study, series, instance and frame of reference.
    const tags = ["x00100010", "x00100020", "x00080050", "x0020000d", "x0020000e", "x00080018", "x00200052"];
    const secrets = tags.map((tag) => header.string(tag) ?? "").filter((value) => value.length > 3);
    expect(secrets.length).toBeGreaterThan(3);
    const text = readFileSync(executedLidc, "utf8");
    for (const secret of [...secrets, lidc, "lidc-idri-0002", "shared/data"])
      expect(text.includes(secret)).toBe(false);
  });

  test("keeps every output within its budget", () => {
    for (const output of outputsOf(notebook))
      expect(JSON.stringify(output.data ?? "").length).toBeLessThan(4_000_000);
  });
});
