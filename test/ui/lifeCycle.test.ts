import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ndarray from "ndarray";
import type { Locator, Page } from "playwright-core";
import { createVolume, sliceViewer } from "tslab-dicom";
import { type SlicesPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { pythonLiveCell } from "../makers/pythonLiveKernel";
import {
  canvasLevels,
  drawn,
  execute,
  kernelAnswers,
  type Lab,
  openNotebook,
  replaced,
  runAll,
  startLab,
  writeNotebook,
} from "./lab";
import {
  bringForward,
  close,
  closeNotebook,
  goToLast,
  isExact,
  isInFront,
  kernelId,
  LAST,
  type LabPage,
  openComms,
  openNotebookIn,
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
let waits = 0;
let opened: Awaited<ReturnType<typeof openNotebook>>;
let page: Page;
let name = "";

/** A new notebook of the cells, open and run, with its viewers live. */
async function openLive(
  sources: readonly string[] = [VOLUME_CELL, VIEWER_CELL],
  path?: "notebooks",
): Promise<void> {
  name = `life${notebooks++}.ipynb`;
  writeNotebook(lab, name, sources);
  opened = await openNotebook(lab, name, path && { path });
  page = opened.page;
  await runAll(page);
  await withLink(page, "live").first().waitFor();
}

/** Runs the viewer's cell of the notebook on top; gives its viewer, live and at its first slice. */
async function showAgain(): Promise<Locator> {
  const top = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
  await replaced(top.locator(".tsd-viewer"), () => runCell(page, 1));
  const live = top.locator(".tsd-viewer[data-link=live]");
  await drawn(live, 0);
  return live;
}

/** Runs a notebook that was opened: JupyterLab gives the focus back to the one before, whose cell has just run. */
async function runAllOf(path: string): Promise<void> {
  await kernelAnswers(page);
  await bringForward(page, path);
  await runAll(page);
}

const restart = () =>
  page.evaluate(() =>
    (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.restartKernel(),
  );

beforeAll(async () => {
  lab = await startLab();
});

afterAll(() => lab?.stop());

/** Ends all kernels and closes the page. */
async function leave(): Promise<void> {
  await page.evaluate(() => (window as unknown as LabPage).jupyterapp.serviceManager.sessions.shutdownAll());
  await opened.context.close();
}

function expectNoProblems(): void {
  // Lab's own, for a kernel with a debugger that is restarted.
  expect(opened.problems.filter((problem) => !problem.includes("debug_request"))).toEqual([]);
}

describe("a live output", () => {
  // One kernel through all that leaves it running; each test begins with the viewer's cell run anew.
  beforeAll(() => openLive());
  afterAll(() => leave());
  afterEach(() => expectNoProblems());

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

  test("of a cell that runs twice is one, with one comm", async () => {
    const live = await showAgain();
    expect(await page.locator(".tsd-viewer").count()).toBe(1);
    await expect.poll(() => openComms(page)).toBe(1);
    await goToLast(live);
    await isExact(live);
  });

  test("has a comm for each of its views, and none when it is cleared", async () => {
    await showAgain();
    await execute(page, "notebook:create-output-view");
    await expect.poll(() => withLink(page, "live").count()).toBe(2);
    const view = page.locator(".jp-LinkedOutputView .tsd-viewer");
    await goToLast(view);
    await isExact(view);
    await close(page, ".jp-LinkedOutputView");
    await bringForward(page, name);
    await expect.poll(() => openComms(page)).toBe(1);
    await execute(page, "notebook:clear-all-cell-outputs");
    await expect.poll(() => openComms(page)).toBe(0);
  });

  test("is live in a console of its notebook", async () => {
    const id = await kernelId(page);
    await execute(page, "console:create", { path: "talk", kernelPreference: { id }, activate: true });
    const panel = page.locator(".jp-ConsolePanel");
    await isInFront(page, ".jp-ConsolePanel");
    await kernelAnswers(page);
    await execute(page, "console:inject", { path: "talk", code: VIEWER_CELL, activate: true });
    const live = panel.locator(".tsd-viewer[data-link=live]");
    await live.waitFor();
    await goToLast(live);
    await isExact(live);
    await close(page, ".jp-ConsolePanel");
    await bringForward(page, name);
    await expect.poll(() => openComms(page)).toBe(0);
  });

  test("is live in a second notebook on the same kernel, also when the first is closed", async () => {
    await showAgain();
    const second = `life${notebooks++}.ipynb`;
    writeNotebook(lab, second, [VIEWER_CELL]);
    await openNotebookIn(page, second, { id: await kernelId(page) });
    await runAllOf(second);
    const live = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .tsd-viewer[data-link=live]");
    await live.waitFor();
    await goToLast(live);
    await isExact(live);
    await expect.poll(() => openComms(page)).toBe(2);
    await bringForward(page, name);
    await closeNotebook(page);
    await bringForward(page, second);
    await expect.poll(() => openComms(page)).toBe(1);
    await runCell(page, 0);
    await live.and(page.locator('[data-slice="0"]')).waitFor();
    await goToLast(live);
    await isExact(live);
    await closeNotebook(page);
    await openNotebookIn(page, name);
  });

  test("is live again when its notebook is closed and opened", async () => {
    await showAgain();
    await closeNotebook(page);
    await openNotebookIn(page, name);
    await withLink(page, "live").waitFor();
    await expect.poll(() => openComms(page)).toBe(1);
  });

  test("is live again after a save and a reload, at the place that the kernel knows", async () => {
    const live = await showAgain();
    await goToLast(live);
    await isExact(live);
    await save(page);
    await page.reload();
    const again = withLink(page, "live");
    await again.waitFor();
    await drawn(again, LAST);
    await isExact(again);
  });

  test("stays live when the kernel of another notebook is restarted", async () => {
    await showAgain();
    const second = `life${notebooks++}.ipynb`;
    writeNotebook(lab, second, [VOLUME_CELL, VIEWER_CELL]);
    await openNotebookIn(page, second);
    await runAllOf(second);
    await expect.poll(() => withLink(page, "live").count()).toBe(2);
    await restart();
    await withLink(page, "gone").waitFor();
    await closeNotebook(page);
    await bringForward(page, name);
    const live = withLink(page, "live");
    await live.waitFor();
    await goToLast(live);
    await isExact(live);
  });

  test("keeps its picture and its slices when the kernel is restarted, says so, and comes back with its cell", async () => {
    const before = await showAgain();
    await goToLast(before);
    await isExact(before);
    await restart();
    const gone = withLink(page, "gone");
    await gone.waitFor();
    await drawn(gone, LAST);
    expect(await gone.locator(".tsd-gone").textContent()).toMatch(/gone: run the notebook again/);
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
    await showAgain();
    await page.evaluate(() =>
      (window as unknown as LabPage).jupyterapp.shell.currentWidget.sessionContext.shutdown(),
    );
    await withLink(page, "gone").waitFor();
    await goToLast(withLink(page, "gone"));
  });
});

describe("alone", () => {
  afterEach(async () => {
    expectNoProblems();
    await leave();
  });

  test("a live output is live in Notebook 7", async () => {
    await openLive(undefined, "notebooks");
    await goToLast(withLink(page, "live"));
    await isExact(withLink(page, "live"));
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
});

describe("while a cell runs", () => {
  beforeAll(() => openLive([VOLUME_CELL, VIEWER_CELL, ""]));
  afterAll(() => leave());
  afterEach(() => expectNoProblems());

  /** A cell of the open notebook begins and goes on until a file is there; gives what ends it. */
  async function begin(wait: string): Promise<() => void> {
    const [begun, end] = ["begun", "end"].map((what) => join(lab.folder, `${waits++}.${what}`));
    const cell = `fs.writeFileSync(${JSON.stringify(begun)}, ""); ${wait.replace("END", JSON.stringify(end))}`;
    await showAgain();
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
