import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { histogram, table } from "tslab-dicom";
import { PLOTLY_MIME } from "tslab-dicom/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noisyVolume } from "../makers/volumes";
import { findViolations } from "./findViolations";
import { type Lab, openNotebook, startLab } from "./lab";

const volume = noisyVolume([4, 30, 40]);
const organs = [
  { name: "<b>lungs</b>", mean: -848.4 },
  { name: "heart", mean: 40 },
];
const figureOf = (type: string) => ({
  data: [{ type, x: ["a", "b"], y: [1, 2], z: [[1, 2]] }],
  layout: { title: { text: type }, width: 400, height: 300 },
});
const SAVED = {
  "small.ipynb": [
    histogram(volume, { thresholds: [-500], title: "A histogram" }).bundle.data,
    table(organs).bundle.data,
  ],
  "whole.ipynb": ["bar", "histogram", "heatmap", "scattermap"].map((type) => ({
    [PLOTLY_MIME]: figureOf(type),
    "text/plain": `a figure of ${type}`,
  })),
};

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
  for (const [name, outputs] of Object.entries(SAVED)) {
    const cells = outputs.map((data, i) => ({
      cell_type: "code",
      id: `cell-${i}`,
      metadata: {},
      source: "",
      execution_count: null,
      outputs: [{ output_type: "display_data", metadata: {}, data }],
    }));
    const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
    const notebook = { cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 };
    writeFileSync(join(lab.folder, name), JSON.stringify(notebook));
  }
});
afterAll(() => lab.stop());

type Opened = Awaited<ReturnType<typeof openNotebook>>;
/** Sizes in the page of the scripts of ours that have Plotly in them: only these are larger than a megabyte. */
async function largeScripts({ addresses, context }: Opened): Promise<number[]> {
  const urls = new Set(addresses.filter((url) => url.includes("extensions/jupyterlab-tslab-dicom/")));
  const sizes = await Promise.all(
    [...urls].map(async (url) => (await (await context.request.get(url)).body()).length),
  );
  return sizes.filter((size) => size > 1e6);
}

describe.each(["light", "dark"] as const)("a saved plot and a table in the %s theme", (theme) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await openNotebook(lab, "small.ipynb", { theme });
    await opened.page.locator('.tsd-plot[data-state="live"]').waitFor();
  });
  afterAll(() => opened.context.close());

  test("the plot is live without WebGL, of the picture's size, in the page's own colour, with the small Plotly", async () => {
    const { page } = opened;
    const plot = page.locator(".tsd-plot .main-svg").first();
    expect(await plot.evaluate((svg) => [svg.clientWidth, svg.clientHeight])).toEqual([720, 420]);
    const title = page.locator(".tsd-plot .gtitle").first();
    expect(await title.textContent()).toBe("A histogram");
    const [ink, words] = await Promise.all([
      title.evaluate((text) => getComputedStyle(text).fill),
      page.locator(".tsd-plot").evaluate((root) => getComputedStyle(root).color),
    ]);
    // Of one that is a little transparent Plotly makes two attributes.
    expect(ink.match(/\d+/g)).toEqual(words.match(/\d+/g)?.slice(0, 3));
    expect(await largeScripts(opened)).toEqual([expect.closeTo(1.75e6, -6)]);
  });

  test("the table is a table of the page: words as they are, numbers to the right", async () => {
    const rows = opened.page.locator(".jp-RenderedHTML table tbody tr");
    expect(await rows.count()).toBe(2);
    expect(await rows.first().locator("td").allTextContents()).toEqual(["<b>lungs</b>", "\u2212848.4"]);
    const ends = await rows
      .first()
      .locator("td")
      .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).textAlign));
    expect(ends).toEqual(["left", "right"]);
  });

  test("axe finds nothing to mend", async () => {
    const { page } = opened;
    expect(await findViolations(page, ".jp-OutputArea")).toEqual([]);
  });
});

test("figures of any kind are drawn, by the whole of Plotly, and those over maps are refused in words", async () => {
  const opened = await openNotebook(lab, "whole.ipynb");
  const { page, context } = opened;
  for (let i = 0; i < 3; i++) {
    const plot = page.locator(".tsd-plot").nth(i);
    await plot.scrollIntoViewIfNeeded();
    await page.locator('.tsd-plot[data-state="live"]').nth(i).waitFor();
  }
  expect(await page.locator(".tsd-plot .barlayer .bars").count()).toBe(2);
  expect(await page.locator(".tsd-plot .heatmaplayer image").count()).toBe(1);
  expect(await page.getByText('a trace of type "scattermap" is drawn over a map').count()).toBe(1);
  expect(await largeScripts(opened)).toEqual([expect.closeTo(4.8e6, -6)]);
  expect(opened.problems).toEqual([]);
  await context.close();
});
