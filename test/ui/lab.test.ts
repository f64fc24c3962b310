import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  canvasLevels,
  drawn,
  execute,
  isDirty,
  type Lab,
  openNotebook,
  replaced,
  runAll,
  SOFTWARE_WEBGL,
  saved,
  setDirty,
  startLab,
  viewerAt,
  writeNotebook,
} from "./lab";

const SHAPE = { slices: 7, rows: 24, columns: 32 };
const valueAt = (slice: number, row: number, column: number) => -1200 + 300 * slice + 40 * row - 7 * column;

const CELLS = [
  `import * as ct from "tslab-dicom";
import ndarray from "ndarray";
const values = new Int16Array(${SHAPE.slices * SHAPE.rows * SHAPE.columns});
for (let i = 0; i < values.length; i++) {
  const [slice, row, column] = [Math.floor(i / ${SHAPE.rows * SHAPE.columns}), Math.floor(i / ${SHAPE.columns}) % ${SHAPE.rows}, i % ${SHAPE.columns}];
  values[i] = -1200 + 300 * slice + 40 * row - 7 * column;
}
const geometry = ct.createGeometry([${SHAPE.slices}, ${SHAPE.rows}, ${SHAPE.columns}], { spacing: [2.5, 0.8, 0.8], origin: [-10, -12, -31.5] });
const volume = ct.createVolume(ndarray(values, [${SHAPE.slices}, ${SHAPE.rows}, ${SHAPE.columns}]), { geometry: geometry });`,
  `ct.sliceViewer(volume, { window: "lung", title: "Known values" })`,
  `ct.interact((x) => ct.imshow(volume, { slice: x, range: [-1000, 1000] }), { x: [0, ${SHAPE.slices - 1}] }, { precompute: true })`,
  `ct.interactive3dPlot(ct.threshold(volume, { atLeast: 0 }), { title: "A surface" })`,
  `ct.sliceViewer(volume.voxels, { title: "Values without a place" })`,
  `const fractions = (top: number) => ct.createVolume(ndarray(
  Float32Array.from({ length: 600 }, (_, i) => (i / 599) * top), [1, 20, 30]), { units: "unspecified" });
ct.sliceViewer(fractions(1), { title: "0 to 1" });
ct.sliceViewer(fractions(0.0018), { title: "0 to 0.0018" });
ct.interactive3dPlot(ct.createMask(ct.createGeometry([4, 5, 6])))`,
];

/** The rule of DICOM PS3.3 C.11.2.1.2.1, written here again so that the page is not compared with itself. */
function windowed(hu: number, centre: number, width: number): number {
  const level = ((hu - (centre - 0.5)) / (width - 1) + 0.5) * 255;
  return Math.round(Math.min(255, Math.max(0, level)));
}

function expectedLevels(slice: number, centre: number, width: number): number[] {
  return Array.from({ length: SHAPE.rows * SHAPE.columns }, (_, i) =>
    windowed(valueAt(slice, Math.floor(i / SHAPE.columns), i % SHAPE.columns), centre, width),
  );
}

/** Plotly's graph, which knows from where it is looked at. */
interface PlotlyGraph extends HTMLElement {
  readonly _fullLayout: {
    readonly scene: { readonly _scene: { readonly getCamera: () => { readonly eye: object } } };
  };
}

let lab: Lab;
beforeAll(async () => {
  lab = await startLab(SOFTWARE_WEBGL);
  writeNotebook(lab, "live.ipynb", CELLS);
});
afterAll(() => lab.stop());

describe("a notebook that runs", () => {
  let opened: Awaited<ReturnType<typeof openNotebook>>;
  let page: Page;
  let viewer: Locator;
  beforeAll(async () => {
    opened = await openNotebook(lab, "live.ipynb");
    page = opened.page;
    await runAll(page);
    viewer = await viewerAt(page, 0);
  });
  afterAll(() => opened.context.close());

  test("the canvas holds exactly what the window makes of the values, in three slices", async () => {
    const slider = viewer.locator(".tsd-slider");
    for (const slice of [0, 3, 6]) {
      await slider.fill(String(slice));
      await drawn(viewer, slice);
      const { width, height, levels } = await canvasLevels(viewer);
      expect([width, height]).toEqual([SHAPE.columns, SHAPE.rows]);
      expect(levels).toEqual(expectedLevels(slice, -600, 1500));
    }
    await viewer.locator("select.tsd-window").selectOption("bone");
    await drawn(viewer, 6);
    expect((await canvasLevels(viewer)).levels).toEqual(expectedLevels(6, 400, 1800));
  });

  test("keys move through the slices and never reach the cell", async () => {
    const cells = await page.locator(".jp-CodeCell").count();
    await viewer.locator(".tsd-slider").focus();
    const steps: readonly [string, number][] = [
      ["Home", 0],
      ["ArrowRight", 1],
      ["ArrowDown", 2],
      ["ArrowLeft", 1],
      ["ArrowUp", 0],
      ["PageDown", 6],
      ["PageUp", 0],
      ["End", 6],
    ];
    for (const [key, slice] of steps) {
      await page.keyboard.press(key);
      await drawn(viewer, slice);
    }
    for (const key of ["x", "d", "d", "m", "0", "0"]) await page.keyboard.press(key);
    expect(await page.locator(".jp-CodeCell").count()).toBe(cells);
  });

  test("the slider says where it is, in slices and in mm", async () => {
    await viewer.locator(".tsd-slider").fill("2");
    await drawn(viewer, 2);
    const text = await viewer.locator(".tsd-slider").getAttribute("aria-valuetext");
    expect(text).toMatch(/^slice 3 of 7, z = .26\.5 mm$/i);
    expect(await viewer.textContent()).toMatch(/slice 3 of 7, z = .26\.5 mm/i);
  });

  test("letters and millimetres are of a volume with a place alone", async () => {
    expect(await viewer.locator(".tsd-letter").allTextContents()).toEqual(["R", "L", "A", "P"]);
    await viewer.locator("canvas.tsd-canvas").hover();
    expect(await viewer.locator(".tsd-place").textContent()).toMatch(/^x .+ y .+ z .+ mm$/);
    const bare = await viewerAt(page, 2);
    expect(await bare.locator(".tsd-letter").count()).toBe(0);
    await bare.locator("canvas.tsd-canvas").hover();
    await expect.poll(() => bare.locator(".tsd-voxel").textContent()).toMatch(/^voxel \[3, \d+, \d+\]$/);
    expect(await bare.textContent()).not.toMatch(/\bmm\b/);
    expect(await bare.locator(".tsd-slider").getAttribute("aria-valuetext")).toBe("Slice 4 of 7");
  });

  test("the wheel scrolls the page until the viewer has the focus", async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const canvas = viewer.locator("canvas.tsd-canvas");
    await canvas.hover();
    const root = page.locator("html");
    await root.evaluate((element) => {
      element.addEventListener("wheel", () => element.setAttribute("data-wheel", ""), { once: true });
    });
    await page.mouse.wheel(0, 120);
    await root.and(page.locator("[data-wheel]")).waitFor({ state: "attached" });
    expect(await viewer.getAttribute("data-slice")).toBe("2");
    await viewer.scrollIntoViewIfNeeded();
    await canvas.click();
    await page.mouse.wheel(0, 120);
    await viewer.and(page.locator(':not([data-slice="2"])[data-ready="true"]')).waitFor();
  });

  test("the slider of interact shows another picture at each value", async () => {
    const frames = await viewerAt(page, 1);
    await frames.locator(".tsd-slider").fill("0");
    await drawn(frames, 0);
    const first = await canvasLevels(frames);
    await frames.locator(".tsd-slider").fill("5");
    await drawn(frames, 5);
    expect((await canvasLevels(frames)).levels).not.toEqual(first.levels);
  });

  test("dragging the mesh turns it", async () => {
    const plot = page.locator(".tsd-plot");
    await plot.scrollIntoViewIfNeeded();
    await plot.and(page.locator('[data-state="live"]')).waitFor();
    const scene = plot.locator(".gl-container, .svg-container").first();
    await scene.waitFor();
    const eye = () =>
      plot
        .locator(".js-plotly-plot")
        .evaluate((graph: PlotlyGraph) => graph._fullLayout.scene._scene.getCamera().eye);
    const before = await eye();
    const box = await plot.boundingBox();
    if (!box) throw new Error("the plot has no box");
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + 120, middle.y + 30, { steps: 8 });
    await page.mouse.up();
    await expect.poll(eye).not.toEqual(before);
  });

  test("from inside the viewer Ctrl+S saves and Shift+Enter and Ctrl+Enter run, and single keys stay its own", async () => {
    const cells = page.locator(".jp-CodeCell");
    const count = await cells.count();
    const cell = cells.nth(1);
    const prompt = cell.locator(".jp-InputArea-prompt");
    for (const control of [".tsd-slider", "select.tsd-window", ".tsd-width"]) {
      await setDirty(page);
      await viewer.locator(control).focus();
      await saved(page, () => page.keyboard.press("Control+s"));
      for (const key of [..."xddab0123456", "Shift+M"]) await page.keyboard.press(key);
      if (control === ".tsd-width") await page.keyboard.press("Control+z");
      expect([await cells.count(), await page.locator(".jp-Cell").count()]).toEqual([count, count]);
    }
    // A field of numbers is for JupyterLab a place to write, where only Shift+Enter runs.
    const runs: readonly [string, string][] = [
      [".tsd-slider", "Shift+Enter"],
      [".tsd-slider", "Control+Enter"],
      [".tsd-width", "Shift+Enter"],
    ];
    for (const [control, key] of runs) {
      const before = await prompt.textContent();
      await viewer.locator(control).focus();
      await replaced(viewer, () => page.keyboard.press(key));
      const ran = async () =>
        /^\[\d+\]:$/.test((await prompt.textContent()) ?? "") && (await prompt.textContent()) !== before;
      await expect.poll(ran).toBe(true);
      await drawn(viewer);
      expect(await cells.count()).toBe(count);
    }
  });

  test("a width that no window has is marked and says why, and the picture stays", async () => {
    const width = viewer.locator(".tsd-width");
    await viewer.locator("select.tsd-window").selectOption("lung");
    await expect.poll(() => width.inputValue()).toBe("1500");
    await drawn(viewer);
    const { levels } = await canvasLevels(viewer);
    for (const typed of ["0", "-5", ""]) {
      await width.fill(typed);
      expect(await width.getAttribute("aria-invalid")).toBe("true");
      expect(await width.getAttribute("title")).toBe("The width must be at least 1.");
      expect(await viewer.locator(".tsd-problem").textContent()).toBe("The width must be at least 1.");
      expect((await canvasLevels(viewer)).levels).toEqual(levels);
    }
    await width.focus();
    for (const key of ["Control+a", "0", "Enter"]) await page.keyboard.press(key);
    expect(await width.inputValue()).toBe("1500");
    expect(await viewer.locator(".tsd-problem").textContent()).toMatch(
      /at least 1\. The last numbers are back\.$/,
    );
    await width.fill("-5");
    await viewer.locator(".tsd-slider").focus();
    expect([await width.inputValue(), await width.getAttribute("aria-invalid")]).toEqual(["1500", null]);
    await width.fill("1400");
    await drawn(viewer);
    expect(await width.getAttribute("aria-invalid")).toBeNull();
    expect(await viewer.locator(".tsd-problem").textContent()).toBe("");
    expect((await canvasLevels(viewer)).levels).not.toEqual(levels);
  });

  test("typed numbers make a ramp of values from 0 to 1: black up to 0.1, white from 0.9", async () => {
    const small = await viewerAt(page, 3);
    await small.locator(".tsd-centre").fill("0.5");
    await small.locator(".tsd-width").fill("0.8");
    await drawn(small);
    const { levels } = await canvasLevels(small);
    const ramp = levels.map((_, i) => Math.round(255 * Math.min(1, Math.max(0, (i / 599 - 0.1) / 0.8))));
    expect(Math.max(...levels.map((level, i) => Math.abs(level - ramp[i])))).toBeLessThanOrEqual(1);
    await small.locator(".tsd-width").press("ArrowUp");
    expect(await small.locator(".tsd-width").inputValue()).toBe("0.81");
  });

  test("a drag of 10 pixels down makes values from 0 to 0.0018 a bit darker", async () => {
    const tiny = await viewerAt(page, 4);
    const before = (await canvasLevels(tiny)).levels;
    const box = await tiny.locator("canvas.tsd-canvas").boundingBox();
    if (!box) throw new Error("the canvas has no box");
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x, middle.y + 10, { steps: 5 });
    await page.mouse.up();
    await drawn(tiny);
    const after = (await canvasLevels(tiny)).levels;
    // A thirtieth of the greys, rounded.
    for (const pixel of [300, 450, 599]) expect([8, 9]).toContain(before[pixel] - after[pixel]);
    expect(new Set(after).size).toBeGreaterThan(240);
  });

  test("an empty mesh is its picture with words, not a live box", async () => {
    const output = page.locator(".jp-CodeCell").nth(5).locator(".jp-OutputArea-output").last();
    expect(await output.getAttribute("data-mime-type")).toBe("image/png");
    expect(await page.locator(".tsd-plot").count()).toBe(1);
  });

  test("moving controls does not touch the document", async () => {
    await saved(page, () => execute(page, "docmanager:save"));
    await viewer.locator(".tsd-slider").fill("4");
    await viewer.locator("select.tsd-window").selectOption("lung");
    await drawn(viewer, 4);
    expect(await isDirty(page)).toBe(false);
  });

  test("no cell printed anything, no page error happened, and no request left the machine", async () => {
    expect(
      await page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stdout']").count(),
    ).toBe(0);
    expect(
      await page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count(),
    ).toBe(0);
    expect(opened.problems).toEqual([]);
    const hosts = new Set(
      opened.addresses.filter((url) => /^(https?|wss?):/.test(url)).map((url) => new URL(url).hostname),
    );
    expect([...hosts]).toEqual(["127.0.0.1"]);
  });
});

describe("the saved notebook, opened without a kernel", () => {
  test.each(["light", "dark"] as const)(
    "shows its pictures and moves its slider in the %s theme",
    async (theme) => {
      const notebook = JSON.parse(readFileSync(join(lab.folder, "live.ipynb"), "utf8"));
      expect(notebook.cells[1].outputs).toHaveLength(1);
      // A kernel that does not exist: Lab asks for one, and the pictures must be there all the same.
      notebook.metadata.kernelspec.name = "no-such-kernel";
      writeFileSync(join(lab.folder, `saved-${theme}.ipynb`), JSON.stringify(notebook));
      const { page, context, problems } = await openNotebook(lab, `saved-${theme}.ipynb`, { theme });
      await page.keyboard.press("Escape");
      const dialog = page.locator(".jp-Dialog");
      if (await dialog.isVisible())
        await dialog
          .getByRole("button", { name: /no kernel|cancel/i })
          .first()
          .click();
      const viewer = await viewerAt(page, 0);
      await viewer.locator(".tsd-slider").fill("1");
      await drawn(viewer, 1);
      expect((await canvasLevels(viewer)).levels).toEqual(expectedLevels(1, -600, 1500));

      const colors = await viewer.evaluate((element) => {
        const behind = element.closest(".jp-Notebook") ?? document.body;
        return [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor];
      });
      const [ink, paper] = colors.map((color) => Number(/\d+/.exec(color)?.[0]));
      expect(Math.abs(ink - paper)).toBeGreaterThan(120);
      expect(paper < 128).toBe(theme === "dark");
      expect(problems).toEqual([]);
      await context.close();
    },
  );
});
