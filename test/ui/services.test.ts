import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { VIEWER_MIME } from "tslab-dicom/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  drawn,
  isDirty,
  type Lab,
  openNotebook,
  runAll,
  saved,
  startLab,
  viewerAt,
  writeNotebook,
} from "./lab";

const CELLS = [
  `import * as ct from "tslab-dicom";
import ndarray from "ndarray";
const values = Int16Array.from({ length: 5 * 12 * 16 }, (_, i) => -1000 + 2 * i);
const geometry = ct.createGeometry([5, 12, 16], { spacing: [2.5, 0.8, 0.8], origin: [-10, -12, -31.5] });
const volume = ct.createVolume(ndarray(values, [5, 12, 16]), { geometry: geometry });`,
  `ct.sliceViewer(volume, { window: "bone", title: "Known values" })`,
];
const COMMAND = "jupyterlab-tslab-dicom";

/** What JupyterLab offers to these tests. */
interface Application {
  readonly commands: {
    execute(id: string, args?: object): Promise<unknown>;
    isEnabled(id: string): boolean;
    listCommands(): string[];
    label(id: string): string;
  };
}
interface Window {
  readonly jupyterapp: Application;
}

let lab: Lab;
let opened: Awaited<ReturnType<typeof openNotebook>>;
let page: Page;
let viewer: Locator;
/** Bytes of ours, and what of Plotly, that the page asked for before it had an output. */
let before = { bytes: 0, urls: [] as string[] };

const execute = (id: string, args: object = {}) =>
  page.evaluate(
    ([command, given]) => (window as unknown as Window).jupyterapp.commands.execute(command, given),
    [id, args] as const,
  );
const save = () => saved(page, () => execute("docmanager:save"));
/** The output of the viewer as the file has it. */
const readSaved = () => {
  const notebook = JSON.parse(readFileSync(join(lab.folder, "live.ipynb"), "utf8"));
  return notebook.cells[1].outputs[0];
};

beforeAll(async () => {
  lab = await startLab();
  writeNotebook(lab, "live.ipynb", CELLS);
  opened = await openNotebook(lab, "live.ipynb");
  page = opened.page;
  const urls = opened.addresses.filter((url) => url.includes(`extensions/${COMMAND}/`));
  let bytes = 0;
  for (const url of urls) bytes += (await (await opened.context.request.get(url)).body()).length;
  before = { bytes, urls };
  await runAll(page);
  viewer = await viewerAt(page, 0);
});
afterAll(async () => {
  await opened?.context.close();
  await lab?.stop();
});

test("before the first output at most 60 KB of ours are asked for, and before a mesh no Plotly", () => {
  expect(before.urls.length).toBeGreaterThan(0);
  expect(before.bytes).toBeLessThanOrEqual(60_000);
  const after = opened.addresses.filter((url) => url.includes(`extensions/${COMMAND}/`));
  expect(after.length).toBeGreaterThan(before.urls.length);
  expect(after.filter((url) => /plotly/i.test(url))).toEqual([]);
});

describe("commands", () => {
  test("are there by name, for the viewer that had the focus last", async () => {
    const commands = await page.evaluate((prefix) => {
      const { commands } = (window as unknown as Window).jupyterapp;
      const ids = commands.listCommands().filter((id) => id.startsWith(`${prefix}:`));
      return ids.map((id) => ({ id, label: commands.label(id), isEnabled: commands.isEnabled(id) }));
    }, COMMAND);
    expect(commands.length).toBeGreaterThan(10);
    expect(commands.every(({ label }) => label !== "")).toBe(true);
    await viewer.locator(".tsd-slider").first().focus();
    await page.locator(".jp-CodeCell").first().locator(".cm-content").click();
    await execute(`${COMMAND}:next-plane`);
    await drawn(viewer, 3);
    await execute(`${COMMAND}:previous-plane`);
    await drawn(viewer, 2);
    await execute(`${COMMAND}:three-planes`);
    await expect.poll(() => viewer.locator("canvas.tsd-canvas:visible").count()).toBe(3);
    await execute(`${COMMAND}:next-layout`);
    await expect.poll(() => viewer.locator("canvas.tsd-canvas:visible").count()).toBe(1);
    expect(await isDirty(page)).toBe(true); // since it ran
  });

  test("are in the menu of the right button, for the viewer that was clicked on", async () => {
    await viewer.locator(".tsd-stage").first().click({ button: "right" });
    const menu = page.locator(".lm-Menu");
    await menu.waitFor();
    const labels = await menu.locator(".lm-Menu-itemLabel").allTextContents();
    expect(labels).toEqual(expect.arrayContaining(["Reset window", "Keep this view in the notebook"]));
    // One group, with none of the notebook's own between.
    const [from, to] = [
      labels.indexOf("Show three planes"),
      labels.indexOf("Keep this view in the notebook"),
    ];
    expect(from).toBeGreaterThan(-1);
    expect(labels.slice(from, to + 1)).not.toContain("Restart Kernel…");
    expect(to - from).toBe(9);
    await menu.getByText("Switch left and right").click();
    await expect.poll(() => viewer.locator(".tsd-letter").first().textContent()).toBe("L");
    await execute(`${COMMAND}:switch-convention`);
    await expect.poll(() => viewer.locator(".tsd-letter").first().textContent()).toBe("R");
  });

  test("moving, windowing and switching leave the document alone; keeping the view writes it", async () => {
    await save();
    const old = readSaved();
    await execute(`${COMMAND}:next-plane`);
    await drawn(viewer, 3);
    await execute(`${COMMAND}:switch-interpolation`);
    await drawn(viewer, 3);
    expect(await isDirty(page)).toBe(false);
    const slider = viewer.locator(".tsd-slider").first();
    await slider.focus();
    await execute(`${COMMAND}:keep-view`);
    await expect.poll(() => isDirty(page)).toBe(true);
    // The same viewer, with the focus where it was.
    expect(await slider.evaluate((node) => node === document.activeElement)).toBe(true);
    await save();
    const kept = readSaved();
    expect(kept.data[VIEWER_MIME].slice).toBe(3);
    expect(kept.data[VIEWER_MIME].state).toMatchObject({ smooth: false });
    expect(kept.data["image/png"]).not.toBe(old.data["image/png"]);
    expect(kept.metadata["image/png"].alt).toMatch(/4 of 5/);
    expect(opened.problems).toEqual([]);
  });
});

describe("marks", () => {
  test("that are placed are saved with the notebook, without another viewer", async () => {
    const stage = viewer.locator(".tsd-stage").first();
    await stage.scrollIntoViewIfNeeded();
    const slider = viewer.locator(".tsd-slider").first();
    await slider.focus();
    await page.keyboard.press("d");
    const box = await stage.boundingBox();
    if (!box) throw new Error("the stage has no box");
    await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => isDirty(page)).toBe(true);
    await save();
    await expect.poll(() => readSaved().data[VIEWER_MIME].state.marks?.length).toBe(1);
  });
});

describe("settings", () => {
  /** As the settings editor does, which keeps them in this service. */
  const set = (name: string, value: unknown) =>
    page.evaluate(
      ([plugin, field, given]) => {
        const { pluginRegistry } = Object(window).jupyterapp;
        const { service } = pluginRegistry._plugins.get("@jupyterlab/apputils-extension:settings");
        return service.set(plugin, field, given);
      },
      [`${COMMAND}:plugin`, name, value] as const,
    );

  test("that change apply to a viewer that is open, but not to what the reader set there", async () => {
    const slice = Number(await viewer.getAttribute("data-slice"));
    await set("convention", "neurological");
    await expect.poll(() => viewer.locator(".tsd-letter").first().textContent()).toBe("L");
    expect(await viewer.getAttribute("data-slice")).toBe(String(slice));
    await set("keys", { next: ["j"] });
    await viewer.locator(".tsd-slider").first().focus();
    await page.keyboard.press("Home");
    await drawn(viewer, 0);
    // Only the viewer that is shown anew knows the key, and its help names it.
    await viewer.locator(".tsd-help strong", { hasText: /J$/ }).waitFor({ state: "attached" });
    await page.keyboard.press("j");
    await drawn(viewer, 1);
    await set("window", "lung");
    await expect.poll(() => viewer.getAttribute("data-window-centre")).toBe("-600");
    expect(await isDirty(page)).toBe(false);
    expect(opened.problems).toEqual([]);
  });
});
