import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { PLOTLY_MIME, VIEWER_MIME } from "tslab-dicom/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VENV_PYTHON } from "../../notebooks/.setup/paths.mjs";
import { type Notebook, outputsOf, runTutorial, textOf } from "../notebook/executedNotebook";
import {
  canvasLevels,
  drawn,
  type Lab,
  openNotebook,
  SOFTWARE_WEBGL,
  startLab,
  viewerAt,
  writeNotebook,
} from "./lab";

const CELLS = [
  `import * as ct from "tslab-dicom";
import ndarray from "ndarray";
const values = Int16Array.from({ length: 5 * 12 * 16 }, (_, i) => -1000 + 2 * i);
const geometry = ct.createGeometry([5, 12, 16], { spacing: [2.5, 0.8, 0.8] });
const volume = ct.createVolume(ndarray(values, [5, 12, 16]), { geometry: geometry });`,
  `ct.sliceViewer(volume, { window: "bone", title: "Known values" })`,
  `ct.interactive3dPlot(ct.threshold(volume, { atLeast: 0 }), { title: "A surface" })`,
  `ct.imshow(volume, { slice: 2, title: "A slice" })`,
];
const ATTACK = `<img src=x onerror="document.title='run'"><script>document.title='run'</script>`;

/** DICOM PS3.3 C.11.2.1.2.1 for the bone window, centre 400 and width 1800. */
const expectedLevels = (slice: number) =>
  Array.from({ length: 12 * 16 }, (_, i) => {
    const level = ((-1000 + 2 * (slice * 12 * 16 + i) - 399.5) / 1799 + 0.5) * 255;
    return Math.round(Math.min(255, Math.max(0, level)));
  });

let lab: Lab;
let executed: Notebook;
const at = (name: string) => join(lab.folder, name);
beforeAll(async () => {
  lab = await startLab(SOFTWARE_WEBGL);
  writeNotebook(lab, "plain.ipynb", CELLS);
  const run = runTutorial(["--notebook", at("plain.ipynb"), "--out", at("executed.ipynb")]);
  expect(run.status, run.output).toBe(0);
  executed = JSON.parse(readFileSync(at("executed.ipynb"), "utf8"));
});
afterAll(() => lab.stop());

async function expectSlices(viewer: Locator, slices: readonly number[]): Promise<void> {
  for (const slice of slices) {
    await viewer.locator(".tsd-slider").fill(String(slice));
    await drawn(viewer, slice);
    expect((await canvasLevels(viewer)).levels).toEqual(expectedLevels(slice));
  }
}

const local = (addresses: readonly string[]) =>
  addresses.every((url) => !/^(https?|wss?):/.test(url) || new URL(url).hostname === "127.0.0.1");

describe("Notebook 7", () => {
  let opened: Awaited<ReturnType<typeof openNotebook>>;
  let page: Page;
  beforeAll(async () => {
    opened = await openNotebook(lab, "executed.ipynb", { path: "notebooks" });
    page = opened.page;
  });
  afterAll(() => opened.context.close());

  test("moves the slider of a saved viewer and draws its exact slices", async () => {
    await expectSlices(await viewerAt(page, 0), [0, 4]);
  });

  test("keeps the viewer's keys from the notebook", async () => {
    const cells = await page.locator(".jp-CodeCell").count();
    const viewer = await viewerAt(page, 0);
    await viewer.locator(".tsd-slider").focus();
    await page.keyboard.press("Home");
    await drawn(viewer, 0);
    for (const key of [..."xddm"]) await page.keyboard.press(key);
    expect(await page.locator(".jp-CodeCell").count()).toBe(cells);
  });

  test("turns a figure", async () => {
    const plot = page.locator(".tsd-plot");
    await plot.scrollIntoViewIfNeeded();
    await plot.and(page.locator('[data-state="live"]')).waitFor();
  });

  test("runs cells, and shows what they show", async () => {
    const cell = page.locator(".jp-CodeCell").first();
    await cell.locator(".cm-content").click();
    for (let i = 0; i < 2; i++) await page.keyboard.press("Shift+Enter");
    const prompt = page.locator(".jp-CodeCell").nth(1).locator(".jp-InputArea-prompt");
    await expect.poll(() => prompt.textContent()).toMatch(/^\[[1-9]\d*\]:$/);
    await expectSlices(await viewerAt(page, 0), [1]);
  });

  test("asked for nothing from elsewhere, and nothing went wrong", () => {
    expect(local(opened.addresses)).toBe(true);
    expect(opened.problems).toEqual([]);
  });
});

describe("a notebook from somebody else", () => {
  let opened: Awaited<ReturnType<typeof openNotebook>>;
  let page: Page;
  beforeAll(async () => {
    const [good] = executed.cells[1].outputs ?? [];
    const payload = Object(good.data?.[VIEWER_MIME]);
    const odd = [
      { ...payload, title: ATTACK, note: ATTACK, alt: ATTACK },
      { ...payload, exact: [] },
      { ...payload, version: 2 },
    ].map((value) => ({ ...good, data: { ...good.data, [VIEWER_MIME]: value } }));
    const html = {
      output_type: "display_data",
      data: { "text/html": ATTACK, "application/javascript": "document.title = 'run'", "text/plain": "7" },
      metadata: {},
    };
    const cells = executed.cells.map((cell, i) =>
      i === 1 ? { ...cell, outputs: [good, ...odd, html] } : cell,
    );
    writeFileSync(at("stranger.ipynb"), JSON.stringify({ ...executed, cells }));
    opened = await openNotebook(lab, "stranger.ipynb");
    page = opened.page;
  });
  afterAll(() => opened.context.close());

  test("is not trusted", async () => {
    const trusted = await page.evaluate(() => {
      const panel = Object(window).jupyterapp.shell.currentWidget;
      const cells: readonly { model: { type: string; trusted: boolean } }[] = panel.content.widgets;
      return cells.filter(({ model }) => model.type === "code" && model.trusted).length;
    });
    expect(trusted).toBeLessThan(CELLS.length);
  });

  test("shows its pictures, and its viewer moves", async () => {
    await expectSlices(await viewerAt(page, 0), [3]);
    const plot = page.locator(".tsd-plot");
    await plot.scrollIntoViewIfNeeded();
    await plot.and(page.locator('[data-state="live"]')).waitFor();
    await page.locator('.jp-CodeCell img[alt*="slice" i]').last().waitFor();
  });

  test("runs nothing: a script in a title is text", async () => {
    const viewer = await viewerAt(page, 1);
    expect(await viewer.locator(".tsd-title").textContent()).toBe(ATTACK);
    expect(await viewer.locator("script, img[src=x]").count()).toBe(0);
    expect(await page.title()).not.toBe("run");
  });

  test("says in a line what it cannot show, with the picture: a cut payload, and one of a newer version", async () => {
    const lines = page.locator(".tsd-fallback");
    expect(await lines.locator(".tsd-sentence").allTextContents()).toEqual([
      expect.stringMatching(/expected 5 exact slices without a preview, found 0\.$/),
      expect.stringMatching(/made by another version of tslab-dicom .*update jupyterlab-tslab-dicom\.$/),
    ]);
    for (const line of await lines.all()) {
      const picture = line.locator("img");
      expect(
        await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.alt)),
      ).not.toBe("");
    }
  });

  test("asked for nothing from elsewhere, and nothing went wrong", () => {
    expect(local(opened.addresses)).toBe(true);
    expect(opened.problems).toEqual([]);
  });
});

describe("nbconvert --to html", () => {
  const shown = () => outputsOf(executed).filter(({ data = {} }) => "image/png" in data);
  const convert = (template: string) => {
    const options = ["--to", "html", "--log-level", "WARN", "--template", template, "--output", template];
    const run = spawnSync(VENV_PYTHON, ["-m", "nbconvert", ...options, at("executed.ipynb")], {
      encoding: "utf8",
    });
    expect(run.status, run.stderr).toBe(0);
    return { html: readFileSync(at(`${template}.html`), "utf8"), warnings: run.stderr.trim() };
  };

  test("has the picture of each output", () => {
    const { html, warnings } = convert("lab");
    expect(shown().map(({ data = {} }) => VIEWER_MIME in data || PLOTLY_MIME in data)).toEqual([
      true,
      true,
      false,
    ]);
    for (const { data = {} } of shown()) expect(html).toContain(textOf(data["image/png"]).trim());
    // This template of nbconvert's writes the words of no picture, whatever metadata has them.
    expect(warnings).toMatch(
      /^(\[NbConvertApp\] WARNING \| Alternative text is missing on 3 image\(s\)\.)?$/,
    );
  });

  test("has the words of each picture where the template asks for them, and warns of nothing", () => {
    const { html, warnings } = convert("classic");
    expect(warnings).toBe("");
    const alts = [...html.matchAll(/<img [^>]*>/gs)].map(([image]) => /alt="([^"]*)"/.exec(image)?.[1]);
    const words = shown().map(({ metadata = {} }) => String(Object(metadata["image/png"]).alt));
    expect(words.filter((text) => text.length < 10)).toEqual([]);
    expect(alts).toEqual(words);
  });
});
