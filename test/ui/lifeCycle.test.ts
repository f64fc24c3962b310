import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ndarray from "ndarray";
import type { Page } from "playwright-core";
import { createVolume, sliceViewer } from "tslab-dicom";
import { type SlicesPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pythonLiveCell } from "../makers/pythonLiveKernel";
import { canvasLevels, drawn, type Lab, openNotebook, runAll, startLab, writeNotebook } from "./lab";
import {
  execute,
  goToLast,
  isExact,
  LAST,
  type LabPage,
  openComms,
  runCell,
  SHAPE,
  save,
  VIEWER_CELL,
  VOLUME_CELL,
  valueAt,
  withLink,
} from "./liveNotebook";

let lab: Lab;
let notebooks = 0;
let opened: Awaited<ReturnType<typeof openNotebook>>;
let page: Page;
let name = "";

/** A new notebook of the cells, open and run, with its viewers live. */
async function openLive(
  cells: readonly string[] = [VOLUME_CELL, VIEWER_CELL],
  path?: "notebooks",
): Promise<void> {
  name = `life${notebooks++}.ipynb`;
  writeNotebook(lab, name, cells);
  opened = await openNotebook(lab, name, path && { path });
  page = opened.page;
  await runAll(page);
  await withLink(page, "live").first().waitFor();
}

const restart = () =>
  page.evaluate(() =>
    (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.restartKernel(),
  );

beforeAll(async () => {
  lab = await startLab();
});

afterAll(() => lab?.stop());

afterEach(async () => {
  // Lab's own, for a kernel with a debugger that is restarted.
  const others = opened.problems.filter((problem) => !problem.includes("debug_request"));
  expect(others).toEqual([]);
  await page.evaluate(() => (window as unknown as LabPage).jupyterapp.serviceManager.sessions.shutdownAll());
  await opened.context.close();
});

describe("a live output", () => {
  beforeEach(() => openLive());

  test("shows the kernel's own values, where the output holds a preview", async () => {
    const live = withLink(page, "live");
    await goToLast(live);
    await isExact(live);
    // DICOM PS3.3 C.11.2.1.2.1, LINEAR, centre -600 and width 1500.
    const first = LAST * SHAPE[1] * SHAPE[2];
    const expected = Array.from({ length: SHAPE[1] * SHAPE[2] }, (_, i) => {
      const level = ((valueAt(first + i) + 600.5) / 1499 + 0.5) * 255;
      return Math.round(Math.min(255, Math.max(0, level)));
    });
    const { levels } = await canvasLevels(live);
    expect(levels).toHaveLength(expected.length);
    expect(expected.filter((level, i) => level !== levels[i])).toEqual([]);
  });

  test("is live again after a save and a reload, at the place that the kernel knows", async () => {
    await goToLast(withLink(page, "live"));
    await isExact(withLink(page, "live"));
    await save(page);
    await page.reload();
    const again = withLink(page, "live");
    await again.waitFor();
    await drawn(again, LAST);
    await isExact(again);
  });

  test("keeps its picture and its slices when the kernel is restarted, says so, and comes back with its cell", async () => {
    await goToLast(withLink(page, "live"));
    await isExact(withLink(page, "live"));
    await restart();
    const gone = withLink(page, "gone");
    await gone.waitFor();
    await drawn(gone, LAST);
    expect(await gone.locator(".tsd-gone").textContent()).toMatch(/gone: run the cell again/);
    expect(await gone.locator(".tsd-gone:visible").count()).toBe(1);
    await gone.locator("input[type=range]").first().focus();
    for (const [key, slice] of [
      ["ArrowUp", LAST - 1],
      ["Home", 0],
    ] as const) {
      await page.keyboard.press(key);
      await drawn(gone, slice);
    }
    await runAll(page);
    const live = withLink(page, "live");
    await live.waitFor();
    await goToLast(live);
    await isExact(live);
    await expect.poll(() => openComms(page)).toBe(1);
  });

  test("keeps its picture when the kernel is shut down", async () => {
    await page.evaluate(() =>
      (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.shutdown(),
    );
    await withLink(page, "gone").waitFor();
    await goToLast(withLink(page, "gone"));
  });

  test("of a cell that runs twice is one, with one comm", async () => {
    await runCell(page, 1);
    await withLink(page, "live").waitFor();
    expect(await page.locator(".tsd-viewer").count()).toBe(1);
    await expect.poll(() => openComms(page)).toBe(1);
    await goToLast(withLink(page, "live"));
    await isExact(withLink(page, "live"));
  });

  test("stays live when the kernel of another notebook is restarted", async () => {
    const second = `life${notebooks++}.ipynb`;
    writeNotebook(lab, second, [VOLUME_CELL, VIEWER_CELL]);
    await execute(page, "docmanager:open", { path: second });
    await expect.poll(() => page.locator(".jp-Notebook").count()).toBe(2);
    await runAll(page);
    await expect.poll(() => withLink(page, "live").count()).toBe(2);
    await restart();
    await withLink(page, "gone").waitFor();
    await execute(page, "docmanager:open", { path: name });
    const live = withLink(page, "live");
    await live.waitFor();
    await goToLast(live);
    await isExact(live);
  });
});

test("a kernel in another language, which knows nothing of this library, is as good", async () => {
  const values = Int16Array.from({ length: SHAPE[0] * SHAPE[1] * SHAPE[2] }, (_, voxel) => valueAt(voxel));
  const shown = sliceViewer(createVolume(ndarray(values, [...SHAPE])), { slice: 0, budget: 300_000 });
  const payload = shown.bundle.data[VIEWER_MIME] as SlicesPayload;
  const source = pythonLiveCell(payload, "life-cycle");
  name = "python.ipynb";
  writeNotebook(lab, name, [source], { name: "python3", display_name: "Python 3", language: "python" });
  opened = await openNotebook(lab, name);
  page = opened.page;
  await runAll(page);
  await goToLast(withLink(page, "live"));
  await isExact(withLink(page, "live"));
  await save(page);
  await page.reload();
  await withLink(page, "live").waitFor();
  await goToLast(withLink(page, "live"));
  await isExact(withLink(page, "live"));
  await restart();
  await withLink(page, "gone").waitFor();
});

describe("while a cell runs", () => {
  /** A cell of the open notebook begins and goes on until a file is there; gives what ends it. */
  async function begin(wait: string): Promise<() => void> {
    const [begun, end] = ["begun", "end"].map((what) => join(lab.folder, `${name}.${what}`));
    const cell = `fs.writeFileSync(${JSON.stringify(begun)}, ""); ${wait.replace("END", JSON.stringify(end))}`;
    await openLive([VOLUME_CELL, VIEWER_CELL, "await new Promise((resolve) => setTimeout(resolve, 0))"]);
    await page.evaluate((source) => {
      const panel = Object(window).jupyterapp.shell.currentWidget;
      panel.content.widgets[2].model.sharedModel.setSource(source);
    }, cell);
    await page.evaluate(() => {
      const { shell, commands } = (window as unknown as LabPage).jupyterapp;
      shell.currentWidget.content.activeCellIndex = 2;
      void commands.execute("notebook:run-cell");
    });
    await expect.poll(() => existsSync(begun)).toBe(true);
    return () => writeFileSync(end, "");
  }

  const prompt = () => page.locator(".jp-CodeCell").nth(2).locator(".jp-InputArea-prompt");

  test("the viewer gets its planes where the cell awaits", async () => {
    const end = await begin(
      "while (!fs.existsSync(END)) await new Promise((resolve) => setTimeout(resolve, 5));",
    );
    const live = withLink(page, "live");
    await goToLast(live);
    await isExact(live);
    expect(await prompt().textContent()).toBe("[*]:");
    end();
    await expect.poll(() => prompt().textContent()).toMatch(/^\[\d+\]:$/);
  });

  test("the viewer shows its preview where the cell computes, marks that the kernel is busy, and catches up", async () => {
    const end = await begin("while (!fs.existsSync(END));");
    await goToLast(page.locator(".tsd-viewer"));
    const busy = withLink(page, "busy");
    await busy.waitFor();
    expect(await busy.getAttribute("data-kind")).toBe("preview");
    expect(await busy.locator(".tsd-busy").textContent()).toBe("kernel busy");
    await page.keyboard.press("ArrowUp");
    await drawn(busy, LAST - 1);
    await page.keyboard.press("ArrowDown");
    await drawn(busy, LAST);
    end();
    const live = withLink(page, "live");
    await live.waitFor();
    await isExact(live);
    expect(await live.locator(".tsd-busy").textContent()).toBe("");
  });
});
