import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { type ControlsPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { NotebookOutput } from "../notebook/executedNotebook";
import { findViolations } from "./findViolations";
import {
  execute,
  isDirty,
  type Lab,
  openNotebook,
  runAll,
  saved,
  setDirty,
  startLab,
  writeNotebook,
} from "./lab";

const CELLS = [
  `import * as ct from "tslab-dicom";
import ndarray from "ndarray";
const shape: [number, number, number] = [60, 24, 32];
const volume = ct.createVolume(ndarray(Int16Array.from({ length: 60 * 24 * 32 }, (_, i) => 20 * Math.floor(i / 768) + (i % 32)), shape));
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));`,
  `const seen = ct.interact(({ slice, part }) => {
  if (slice === 13) throw new RangeError("nobody lives on 13");
  console.log("slice", slice, "of", part.name);
  ct.imshow(volume, { slice: slice, range: part.range, title: "Slice " + slice });
}, { slice: [0, 59], part: { low: { name: "the low", range: [0, 300] as const }, all: { name: "all", range: [0, 1200] as const } } }, { title: "Two controls" });`,
  `ct.interactManual((name) => name.toUpperCase(), { name: "lungs" })`,
  `const late = ct.interact(async (x) => {
  await wait(x === 9 ? 400 : 1);
  ct.imshow(volume, { slice: x, title: "Waited " + x });
  ct.sliceViewer(volume, { slice: x });
}, { x: [0, 9] }, { start: 4 });
await late.ready;`,
];
/** One control of each kind, and more lines than there is room for. */
const KINDS_CELL = `ct.interact(({ at, part, shown, name }) => {
  console.log("\\u001b[31m" + [at, part, shown, name].join(" ") + "\\u001b[0m");
  for (let line = 0; line < 100; line++) console.log("line", line);
  if (shown) ct.imshow(volume, { slice: at });
}, { at: [0, 59], part: ["one", "two"], shown: true, name: "lungs" }, { title: "Every kind" });`;

/** Writes the open notebook to the disk. */
const save = (page: Page) => saved(page, () => execute(page, "docmanager:save"));

/** The controls of a cell, once what belongs to their values is shown. */
async function settled(view: Locator): Promise<void> {
  await view.and(view.page().locator('[data-ready="true"]')).waitFor();
}

const altOf = (view: Locator, index = 0) => view.locator(".tsd-shown > img").nth(index).getAttribute("alt");

/** The first controls as the file has them. */
const readOutput = (): NotebookOutput =>
  JSON.parse(readFileSync(join(lab.folder, "interact.ipynb"), "utf8")).cells[1].outputs[0];

let lab: Lab;
/** The first controls as they were saved at creation, and as they were kept. */
let sent: NotebookOutput;
let kept: NotebookOutput;
beforeAll(async () => {
  lab = await startLab();
  writeNotebook(lab, "interact.ipynb", CELLS);
});
afterAll(() => lab.stop());

describe("controls whose kernel runs", () => {
  let opened: Awaited<ReturnType<typeof openNotebook>>;
  let page: Page;
  let view: Locator;
  let slider: Locator;
  beforeAll(async () => {
    opened = await openNotebook(lab, "interact.ipynb");
    page = opened.page;
    await runAll(page);
    view = page.locator(".tsd-interact").nth(0);
    slider = view.getByLabel("slice", { exact: true });
    await view.and(page.locator('[data-link="live"]')).waitFor();
  });
  afterAll(() => opened.context.close());

  test("show the picture of creation, once", async () => {
    await save(page);
    await settled(view);
    expect(await altOf(view)).toMatch(/slice 30 of 60/);
    expect(await view.locator(".tsd-printed").textContent()).toBe("slice 29 of the low\n");
    expect(await page.locator(".jp-CodeCell").nth(1).locator("img").count()).toBe(1);
  });

  test("a slider and a list give other pictures, and mark nothing as changed", async () => {
    await slider.fill("7");
    await expect.poll(() => altOf(view)).toMatch(/slice 8 of 60/);
    await view.getByLabel("part").selectOption("all");
    await expect.poll(() => view.locator(".tsd-printed").textContent()).toBe("slice 7 of all\n");
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => altOf(view)).toMatch(/slice 9 of 60/);
    expect(await view.locator(".tsd-given").first().textContent()).toBe("8");
    expect(await slider.getAttribute("aria-valuetext")).toBe("8");
    for (const key of ["x", "d", "d"]) await page.keyboard.press(key);
    expect(await page.locator(".jp-CodeCell").count()).toBe(CELLS.length);
    expect(await isDirty(page)).toBe(false);
  });

  test("dragged through 40 values the last picture is the last value's, and there is always one", async () => {
    await view.evaluate((root) => {
      const empty = () => root.querySelectorAll(".tsd-shown > img").length !== 1;
      new MutationObserver(() => {
        if (empty()) root.setAttribute("data-was-empty", "");
      }).observe(root, { childList: true, subtree: true });
    });
    for (let value = 15; value < 55; value++) await slider.fill(String(value));
    await expect.poll(() => altOf(view)).toMatch(/slice 55 of 60/);
    await settled(view);
    expect(await altOf(view)).toMatch(/slice 55 of 60/);
    expect(await view.getAttribute("data-was-empty")).toBeNull();
    expect(await isDirty(page)).toBe(false);
  });

  test("what is thrown is said under the last picture, and the next value brings the next", async () => {
    await slider.fill("13");
    const alert = view.getByRole("alert");
    await expect.poll(() => alert.textContent()).toBe("RangeError: nobody lives on 13");
    expect(await altOf(view)).toMatch(/slice 55 of 60/);
    await slider.fill("14");
    await expect.poll(() => altOf(view)).toMatch(/slice 15 of 60/);
    expect(await alert.isVisible()).toBe(false);
  });

  test("the button of a manual one runs it, and a change alone does not", async () => {
    const manual = page.locator(".tsd-interact").nth(1);
    const field = manual.getByLabel("name", { exact: true });
    await field.fill("airway");
    await field.press("Enter");
    expect(await manual.locator(".tsd-printed").isVisible()).toBe(false);
    await manual.getByRole("button", { name: "Run" }).click();
    await expect.poll(() => manual.locator(".tsd-printed").textContent()).toBe("AIRWAY\n");
  });

  test("an asynchronous one shows each output in its place, and that it waits", async () => {
    const late = page.locator(".tsd-interact").nth(2);
    const x = late.getByLabel("x", { exact: true });
    await expect.poll(() => altOf(late)).toMatch(/^Waited 4/);
    await late.locator(".tsd-canvas").waitFor();
    await x.fill("9");
    await late.locator('[aria-busy="true"]').waitFor();
    await expect.poll(() => altOf(late)).toMatch(/^Waited 9/);
    await late.locator('[aria-busy="false"]').waitFor();
    expect(await late.locator(".tsd-shown").count()).toBe(2);
  });

  test("the saved notebook holds the picture of creation, once", async () => {
    await save(page);
    const text = readFileSync(join(lab.folder, "interact.ipynb"), "utf8");
    const { data = {} } = readOutput();
    const payload = data[VIEWER_MIME] as ControlsPayload;
    expect([payload.kind, payload.outputs, payload.text]).toEqual([
      "controls",
      ["picture"],
      "slice 29 of the low\n",
    ]);
    const picture = String(data["image/png"]);
    expect(picture.length).toBeGreaterThan(1000);
    expect(text.split(picture.slice(0, 500))).toHaveLength(2);
  });

  test("a kept view stays on the page, and is saved: values, picture and words", async () => {
    sent = readOutput();
    await slider.fill("41");
    await view.getByLabel("part").selectOption("low");
    await expect.poll(() => view.locator(".tsd-printed").textContent()).toBe("slice 41 of the low\n");
    await settled(view);
    expect(await isDirty(page)).toBe(false);
    const node = await view.elementHandle();
    await slider.focus();
    await execute(page, "jupyterlab-tslab-dicom:keep-view");
    await expect.poll(() => isDirty(page)).toBe(true);
    expect(await node?.evaluate(({ isConnected }) => isConnected)).toBe(true);
    await save(page);
    kept = readOutput();
    const { data = {}, metadata = {} } = kept;
    expect(data[VIEWER_MIME]).toMatchObject({ outputs: ["picture"] });
    expect(metadata["image/png"]).toMatchObject({ alt: expect.stringMatching(/slice 42 of 60/) });
    expect([data["text/plain"]].flat().join("")).toMatch(/^slice = 41, part = low\n/);
    expect(opened.problems).toEqual([]);
  });
});

test("without their kernel they show what the notebook holds, and say how to bring them back", async () => {
  // As it comes to somebody else: under another name, so that no kernel of it runs.
  const notebook = JSON.parse(readFileSync(join(lab.folder, "interact.ipynb"), "utf8"));
  const cells = [{ ...notebook.cells[1], outputs: [sent, kept] }];
  writeFileSync(join(lab.folder, "sent.ipynb"), JSON.stringify({ ...notebook, cells }));
  const { page, context, problems } = await openNotebook(lab, "sent.ipynb");
  const gone = page.locator('.tsd-interact[data-link="gone"]');
  const expected = [
    { alt: /slice 30 of 60/, slice: "29", printed: "slice 29 of the low\n" },
    { alt: /slice 42 of 60/, slice: "41", printed: "slice 41 of the low\n" },
  ];
  // A kernel starts for the notebook, and Jupyter may need a minute to find that one did not answer it.
  await gone.nth(expected.length - 1).waitFor();
  expect(await gone.count()).toBe(expected.length);
  for (const [i, { alt, slice, printed }] of expected.entries()) {
    const view = gone.nth(i);
    expect(await view.getByRole("status").textContent()).toMatch(
      /Run the notebook again, down to this cell, to bring them back\.$/,
    );
    expect(await view.getByLabel("slice", { exact: true }).isDisabled()).toBe(true);
    await expect.poll(() => altOf(view)).toMatch(alt);
    expect(await view.locator(".tsd-given").first().textContent()).toBe(slice);
    expect(await view.locator(".tsd-printed").textContent()).toBe(printed);
  }
  expect([await isDirty(page), problems]).toEqual([false, []]);
  await context.close();
});

describe("every kind of control", () => {
  let opened: Awaited<ReturnType<typeof openNotebook>>;
  let page: Page;
  let view: Locator;
  const printed = () => view.locator(".tsd-printed").textContent();
  beforeAll(async () => {
    writeNotebook(lab, "kinds.ipynb", [CELLS[0], KINDS_CELL]);
    opened = await openNotebook(lab, "kinds.ipynb");
    page = opened.page;
    await runAll(page);
    view = page.locator(".tsd-interact");
    await view.and(page.locator('[data-link="live"]')).waitFor();
    await settled(view);
  });
  afterAll(() => opened.context.close());

  test("is worked by keys alone, and none of them reaches the notebook", async () => {
    await view.getByLabel("at", { exact: true }).focus();
    await page.keyboard.press("End");
    await expect.poll(printed).toMatch(/^59 one true lungs\n/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await expect.poll(printed).toMatch(/^59 two true lungs\n/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await expect.poll(printed).toMatch(/^59 two false lungs\n/);
    await page.keyboard.press("Tab");
    await page.keyboard.type("xdd");
    await page.keyboard.press("Enter");
    await expect.poll(printed).toMatch(/^59 two false xdd\n/);
    expect(await page.locator(".jp-CodeCell").count()).toBe(2);
  });

  test.each(["at", "part", "shown", "name"])("Ctrl+S saves the notebook from %s", async (name) => {
    await setDirty(page);
    await view.getByLabel(name, { exact: true }).focus();
    await saved(page, () => page.keyboard.press("Control+s"));
  });

  test("what is printed has no escape codes, and scrolls", async () => {
    await settled(view);
    expect(await printed()).toMatch(/^59 two false xdd\nline 0\n(.*\n)*line 99\n$/);
    const [height, room] = await view
      .locator(".tsd-printed")
      .evaluate((node) => [node.scrollHeight, node.clientHeight]);
    expect(height).toBeGreaterThan(room);
  });

  test.each(["Light", "Dark"])("axe finds nothing to mend in the %s theme", async (theme) => {
    await execute(page, "apputils:change-theme", { theme: `JupyterLab ${theme}` });
    await page.locator(`body[data-jp-theme-light="${theme === "Light"}"]`).waitFor({ state: "attached" });
    expect(await findViolations(page, ".tsd-interact")).toEqual([]);
    expect(opened.problems).toEqual([]);
  });

  test("Shift+Enter runs the cell from a control", async () => {
    await view.getByLabel("shown", { exact: true }).focus();
    const before = await view.getAttribute("aria-label");
    expect(before).toBe("Every kind");
    await page.keyboard.press("Shift+Enter");
    // A new output begins with the values of the cell.
    await expect.poll(printed).toMatch(/^29 one true lungs\n/);
  });
});
