import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { VIEWER_MIME } from "tslab-dicom/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Notebook, root, runTutorial } from "../notebook/executedNotebook";
import { canvasLevels, drawn, launchBrowser, SOFTWARE_WEBGL, writeNotebook } from "./lab";

const CELLS = [
  `import * as ct from "tslab-dicom";
import ndarray from "ndarray";
const values = Int16Array.from({ length: 5 * 12 * 16 }, (_, i) => -1000 + 2 * i);
const geometry = ct.createGeometry([5, 12, 16], { spacing: [2.5, 0.8, 0.8] });
const volume = ct.createVolume(ndarray(values, [5, 12, 16]), { geometry: geometry });`,
  `ct.sliceViewer(volume, { window: "bone", title: "Known values" })`,
  `ct.interactive3dPlot(ct.threshold(volume, { atLeast: 0 }), { title: "A surface" })`,
];
const CONTROLS_CELLS = [
  CELLS[0],
  `ct.interact(({ slice, name }) => {
  ct.imshow(volume, { slice: slice, title: name });
  ct.sliceViewer(volume, { slice: slice, window: "bone" });
}, { slice: [0, 4], name: "lungs" }, { title: "Live" })`,
  `ct.interact((x) => ct.imshow(volume, { slice: x }), { x: [0, 4] }, { precompute: true, title: "Precomputed" })`,
];

/** DICOM PS3.3 C.11.2.1.2.1 for the bone window, centre 400 and width 1800. */
const expectedLevels = (slice: number) =>
  Array.from({ length: 12 * 16 }, (_, i) => {
    const level = ((-1000 + 2 * (slice * 12 * 16 + i) - 399.5) / 1799 + 0.5) * 255;
    return Math.round(Math.min(255, Math.max(0, level)));
  });

const ATTACK = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`;

let folder = "";
/** The package as it is installed beside nothing else. */
let installed = "";
let browser: Browser;
const at = (name: string) => join(folder, name);
const npm = (...args: readonly string[]) =>
  execFileSync("npm", [...args, "--silent"], { encoding: "utf8", shell: process.platform === "win32" });

beforeAll(async () => {
  const outputs = join(root, "test", ".output");
  mkdirSync(outputs, { recursive: true });
  // Inside the working copy: a cell resolves the library from the notebook's folder upwards.
  folder = mkdtempSync(join(outputs, "export-"));
  writeNotebook({ folder }, "plain.ipynb", CELLS);
  const run = runTutorial(["--notebook", at("plain.ipynb"), "--out", at("small.ipynb")]);
  expect(run.status, run.output).toBe(0);
  installed = mkdtempSync(join(tmpdir(), "tslab-dicom-installed-"));
  const [{ filename }] = JSON.parse(
    npm("pack", join(root, "lab-extension"), "--pack-destination", installed, "--json", "--ignore-scripts"),
  );
  npm("install", "--prefix", installed, "--offline", "--no-audit", "--no-fund", join(installed, filename));
  browser = await launchBrowser(SOFTWARE_WEBGL);
});
afterAll(async () => {
  await browser?.close();
  for (const made of [folder, installed]) rmSync(made, { recursive: true, force: true });
});

/** Exports with the command of the installed package. */
function exportPage(notebook: string, page: string): string {
  const main = join(installed, "node_modules", "jupyterlab-tslab-dicom", "bin", "main.js");
  return execFileSync(process.execPath, [main, "export", notebook, page], { encoding: "utf8" });
}

/** Opens a page from disk, without a network, and notes what it asks for and what goes wrong. */
async function openFile(file: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    offline: true,
    ...options,
  });
  const page = await context.newPage();
  const addresses: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url())) addresses.push(request.url());
  });
  page.on("pageerror", ({ message }) => problems.push(message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(pathToFileURL(file).href);
  return { page, context, addresses, problems };
}

/** An output of the page once it moves, or says why it does not. */
async function settledOutput(page: Page, index: number): Promise<Locator> {
  const output = page.locator(".tsp-live").nth(index);
  await output.scrollIntoViewIfNeeded();
  await output.and(page.locator(".tsp-alive, :has(.tsp-problem)")).waitFor();
  return output;
}

describe("a page, opened from disk", () => {
  let opened: Awaited<ReturnType<typeof openFile>>;
  beforeAll(async () => {
    expect(exportPage(at("small.ipynb"), at("small.html"))).toMatch(
      / with 1 viewers and 1 figures that move/,
    );
    opened = await openFile(at("small.html"));
  });
  afterAll(() => opened.context.close());

  test("has a slider that moves through exact slices", async () => {
    const output = await settledOutput(opened.page, 0);
    const viewer = output.locator(".tsd-viewer");
    for (const slice of [0, 4]) {
      await viewer.locator(".tsd-slider").fill(String(slice));
      await drawn(viewer, slice);
      expect((await canvasLevels(viewer)).levels).toEqual(expectedLevels(slice));
    }
    expect(await output.locator(".tsp-still").isVisible()).toBe(false);
  });

  test("has a figure that is live, alone in its place", async () => {
    const output = await settledOutput(opened.page, 1);
    await output.locator('.tsd-plot[data-state="live"] canvas').first().waitFor();
    expect(await output.locator("img:visible").count()).toBe(0);
  });

  test("prints the pictures", async () => {
    await opened.page.emulateMedia({ media: "print" });
    expect(await opened.page.locator(".tsp-still img:visible").count()).toBe(2);
    expect(await opened.page.locator(".tsp-host:visible").count()).toBe(0);
    await opened.page.emulateMedia({ media: "screen" });
  });

  test("asked for nothing but itself, and nothing went wrong", () => {
    expect(opened.addresses).toEqual([pathToFileURL(at("small.html")).href]);
    expect(opened.problems).toEqual([]);
  });
});

test("a page without scripts shows its pictures", async () => {
  exportPage(at("small.ipynb"), at("still.html"));
  const { page, context } = await openFile(at("still.html"), { javaScriptEnabled: false });
  expect(await page.locator(".tsp-still img:visible").count()).toBe(2);
  await context.close();
});

test("a script in a title is text; what cannot be read is a line and the picture", async () => {
  const notebook: Notebook = JSON.parse(readFileSync(at("small.ipynb"), "utf8"));
  const [good] = notebook.cells[1].outputs ?? [];
  const payload = Object(good.data?.[VIEWER_MIME]);
  const outputs = [
    { ...payload, title: ATTACK, note: ATTACK },
    { ...payload, exact: [] },
    { ...payload, version: 2 },
    { ...payload, exact: payload.exact.map((slice: object) => ({ ...slice, data: "AAAA" })) },
  ].map((value) => ({ ...good, data: { ...good.data, [VIEWER_MIME]: value } }));
  const cells = [{ ...notebook.cells[1], outputs }];
  writeFileSync(at("odd.ipynb"), JSON.stringify({ ...notebook, cells }));
  exportPage(at("odd.ipynb"), at("odd.html"));
  const { page, context, addresses } = await openFile(at("odd.html"));
  const titled = await settledOutput(page, 0);
  expect(await titled.locator(".tsd-title").textContent()).toBe(ATTACK);
  const lines = [
    /expected 5 exact slices without a preview, found 0/,
    /another version of tslab-dicom/,
    /damaged/,
  ];
  for (const [i, line] of lines.entries()) {
    const output = await settledOutput(page, i + 1);
    expect(await output.locator(".tsp-problem").textContent()).toMatch(line);
    expect(await output.locator(".tsp-still img").isVisible()).toBe(true);
  }
  expect(await page.title()).not.toBe("run");
  expect(addresses).toHaveLength(1);
  await context.close();
});

test("controls show what they showed, say why they do not move; precomputed ones move", async () => {
  writeNotebook({ folder }, "controls-plain.ipynb", CONTROLS_CELLS);
  const run = runTutorial(["--notebook", at("controls-plain.ipynb"), "--out", at("controls.ipynb")]);
  expect(run.status, run.output).toBe(0);
  exportPage(at("controls.ipynb"), at("controls.html"));
  const { page, context, addresses, problems } = await openFile(at("controls.html"));
  const output = await settledOutput(page, 0);
  const view = output.locator(".tsd-interact");
  expect(await view.locator(".tsd-link-line").textContent()).toMatch(/do not move on this page/);
  for (const name of ["slice", "name"]) {
    expect(await view.getByLabel(name, { exact: true }).isDisabled()).toBe(true);
  }
  const picture = view.locator(".tsd-shown > img");
  expect(await picture.getAttribute("alt")).toMatch(/^lungs\. .*slice 3 of 5/);
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  const viewer = view.locator(".tsd-viewer");
  await drawn(viewer, 2);
  expect((await canvasLevels(viewer)).levels).toEqual(expectedLevels(2));
  expect(await output.locator("img:visible").count()).toBe(1);
  const frames = (await settledOutput(page, 1)).locator(".tsd-frames");
  await frames.locator(".tsd-slider").fill("4");
  await drawn(frames, 4);
  expect([addresses.length, problems]).toEqual([1, []]);
  await context.close();
});

test("a figure that cannot be drawn is its picture, once", async () => {
  exportPage(at("small.ipynb"), at("blind.html"));
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      kind: string,
      ...rest: never[]
    ) {
      return kind.startsWith("webgl") ? null : getContext.call(this, kind, ...rest);
    } as typeof getContext;
  });
  await page.goto(pathToFileURL(at("blind.html")).href);
  const output = await settledOutput(page, 1);
  await output.getByText("WebGL is not available").waitFor();
  expect(await output.locator("img:visible").count()).toBe(1);
  await context.close();
});

test("the tutorial, as it is saved, is a page whose every output comes alive", async () => {
  exportPage(join(root, "notebooks", "tutorial.ipynb"), at("tutorial.html"));
  // The notebook, Plotly, and a few kilobytes of viewer.
  expect(statSync(at("tutorial.html")).size).toBeLessThan(7_000_000);
  const { page, context, addresses, problems } = await openFile(at("tutorial.html"));
  const count = await page.locator(".tsp-live").count();
  expect(count).toBeGreaterThan(3);
  for (let i = 0; i < count; i++) {
    const output = await settledOutput(page, i);
    expect(await output.locator(".tsp-problem").count()).toBe(0);
  }
  expect([addresses.length, problems]).toEqual([1, []]);
  await context.close();
});

test("the library is found as it is installed, with its types", () => {
  const script = `const { exportHtml, ExportError } = require("jupyterlab-tslab-dicom/export");
try { exportHtml({ notebook: "none.ipynb", file: "none.html" }); } catch (error) { console.log(error instanceof ExportError, error.message); }`;
  const said = execFileSync(process.execPath, ["-e", script], { cwd: installed, encoding: "utf8" });
  expect(said).toMatch(/^true Expected a notebook at none\.ipynb; found no such file\. Check the path\.$/m);
  const types = join(installed, "node_modules/jupyterlab-tslab-dicom/dist/types/index.d.ts");
  expect(readFileSync(types, "utf8")).toContain("exportHtml");
});
