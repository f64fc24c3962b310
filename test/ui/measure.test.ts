import type { Browser, Page } from "playwright-core";
import type { Mark } from "tslab-dicom/contract";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser } from "./lab";
import type { MeasurePage } from "./pages/measure";
import { servePages } from "./servePages";

type Served = Awaited<ReturnType<typeof servePages>>;
type MeasureWindow = { readonly measurePage: MeasurePage };

let served: Served;
let browser: Browser;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  [served, browser] = await Promise.all([servePages(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 860, height: 480 } });
  page.on("pageerror", ({ message }) => problems.push(message));
  await page.goto(`${served.url}/measure.html`);
  await page.waitForFunction(() => "measurePage" in window);
});
afterEach(async () => {
  await page.close();
  expect(problems.splice(0)).toEqual([]);
});

const marks = (): Promise<readonly Mark[]> =>
  page.evaluate(() => (window as unknown as MeasureWindow).measurePage.marks);
const points = async () => (await marks()).map((mark) => mark.points);
const choose = (tool: Mark["kind"] | null) =>
  page.evaluate((kind) => (window as unknown as MeasureWindow).measurePage.board.setTool(kind), tool);
const see = (change: Parameters<MeasurePage["see"]>[0]) =>
  page.evaluate((seen) => (window as unknown as MeasureWindow).measurePage.see(seen), change);
const passed = () => page.evaluate(() => (window as unknown as MeasureWindow).measurePage.takePassed());
const named = (name: RegExp | string) => page.getByRole("group", { name });
const label = () => page.locator(".tsd-mark-text").first();

/** A place of the picture on the page, by its row and column: 8 and 4 pixels each, mirrored. */
async function at(row: number, column: number): Promise<[x: number, y: number]> {
  const box = await page.locator(".tsd-stage").boundingBox();
  if (!box) throw new Error("the stage is not there");
  return [box.x + (124.5 - column) * 4, box.y + (row + 0.5) * 8];
}
async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await page.mouse.move(...(await at(...from)));
  await page.mouse.down();
  await page.mouse.move(...(await at(...to)), { steps: 4 });
  await page.mouse.up();
}
const click = async (row: number, column: number) => page.mouse.click(...(await at(row, column)));

describe("by mouse", () => {
  test("a drag measures a distance, with its value beside it while it is drawn", async () => {
    await choose("distance");
    await page.mouse.move(...(await at(10, 20)));
    await page.mouse.down();
    await page.mouse.move(...(await at(13, 28)));
    await expect.poll(() => label().textContent()).toBe("5.0 mm");
    expect(await marks()).toEqual([]);
    await page.mouse.up();
    expect(await points()).toEqual([
      [
        [1, 10, 20],
        [1, 13, 28],
      ],
    ]);
    await expect.poll(() => named("Distance 5.0 mm").count()).toBe(1);
  });

  test("two clicks measure a distance too, three an angle; a double click is two points and no more", async () => {
    await choose("distance");
    await click(10, 20);
    await click(10, 40);
    await choose("angle");
    await click(20, 30);
    await click(20, 50);
    await click(30, 50);
    expect(await points()).toEqual([
      [
        [1, 10, 20],
        [1, 10, 40],
      ],
      [
        [1, 20, 30],
        [1, 20, 50],
        [1, 30, 50],
      ],
    ]);
    expect(await named("Angle 90.0°").count()).toBe(1);
    await choose("distance");
    await page.mouse.dblclick(...(await at(40, 40)));
    expect(await marks()).toHaveLength(2);
  });

  test("a drag and a click measure an angle", async () => {
    await choose("angle");
    await drag([20, 30], [20, 50]);
    await page.mouse.move(...(await at(25, 60)));
    await click(30, 50);
    expect(await points()).toEqual([
      [
        [1, 20, 30],
        [1, 20, 50],
        [1, 30, 50],
      ],
    ]);
  });

  test("a drag measures the values in an ellipse", async () => {
    await choose("ellipse");
    await drag([20, 60], [24, 68]);
    // About [22, 64]: 10 x 22 + 64, whatever the ellipse; radii of 2 mm and 2 mm.
    await expect.poll(() => label().textContent()).toContain("mean 284 HU");
    expect(
      await named(/^Ellipse mean 284 HU, SD .* HU, min 2.*, max .*, 25 pixels, area 12\.6 mm²$/).count(),
    ).toBe(1);
  });

  test("a point never leaves the picture", async () => {
    await choose("distance");
    await page.mouse.move(...(await at(10, 20)));
    await page.mouse.down();
    await page.mouse.move(845, 470);
    await page.mouse.up();
    expect(await points()).toEqual([
      [
        [1, 10, 20],
        [1, 49.5, -0.5],
      ],
    ]);
  });

  test("handles move points, a line the whole mark, and neither beyond the picture", async () => {
    await choose("distance");
    await drag([10, 20], [10, 40]);
    await drag([10, 40], [20, 50]);
    expect(await points()).toEqual([
      [
        [1, 10, 20],
        [1, 20, 50],
      ],
    ]);
    await choose(null);
    await drag([15, 35], [16, 37]);
    expect(await points()).toEqual([
      [
        [1, 11, 22],
        [1, 21, 52],
      ],
    ]);
    await drag([16, 37], [16, 5]);
    expect((await points())[0].map(([, , column]) => column)).toEqual([-0.5, 29.5]);
  });

  test("without a tool and beside a mark the viewer has the pointer, with a tool it has not", async () => {
    await drag([10, 20], [12, 25]);
    expect(new Set(await passed())).toEqual(new Set(["pointerdown", "pointermove"]));
    await choose("distance");
    await page.mouse.move(...(await at(30, 20)));
    await passed();
    await drag([30, 20], [30, 25]);
    expect((await passed()).filter((type) => type !== "pointermove")).toEqual([]);
    expect(await marks()).toHaveLength(1);
  });

  test("another plane hides the marks of this one and gives up what is being drawn", async () => {
    await choose("distance");
    await drag([10, 20], [10, 40]);
    await click(20, 20);
    await see({ index: 2 });
    expect(await page.locator(".tsd-mark").count()).toBe(0);
    await see({ index: 1 });
    expect(await named("Distance 10.0 mm").count()).toBe(1);
    expect(await page.locator(".tsd-mark").count()).toBe(1);
  });
});

describe("by keys", () => {
  test("a distance: Enter at the crosshair, arrows as they look, Enter", async () => {
    await page.locator(".pane").focus();
    await choose("distance");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowRight"); // mirrored: a column less
    await page.keyboard.press("Shift+ArrowUp");
    const said = () => page.evaluate(() => (window as unknown as MeasureWindow).measurePage.said);
    expect(await said()).toBe("Distance, point 2 of 2 at voxel [1, 15, 59], 10.0 mm");
    await page.keyboard.press("Enter");
    expect(await said()).toBe("Distance 10.0 mm");
    expect(await points()).toEqual([
      [
        [1, 25, 60],
        [1, 15, 59],
      ],
    ]);
    expect(await passed()).toEqual(["Shift"]);
  });

  test("Backspace takes a point back, Escape the drawing, then the tool; then keys are the viewer's", async () => {
    await page.locator(".pane").focus();
    await choose("angle");
    for (const key of ["Enter", "ArrowLeft", "Enter", "ArrowDown", "Backspace", "ArrowDown", "Enter"]) {
      await page.keyboard.press(key);
    }
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Enter");
    expect(await points()).toEqual([
      [
        [1, 25, 60],
        [1, 27, 61],
        [1, 27, 71],
      ],
    ]);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => (window as unknown as MeasureWindow).measurePage.board.tool)).toBeNull();
    await page.keyboard.press("Escape"); // lets go of the new mark
    await passed();
    for (const key of ["Enter", "ArrowUp", "Escape", "Delete", "x"]) await page.keyboard.press(key);
    expect(await passed()).toEqual(["Enter", "ArrowUp", "Escape", "Delete", "x"]);
    expect(await marks()).toHaveLength(1);
  });

  test("Tab reaches a mark and its points; arrows move what has the focus; Delete removes it", async () => {
    await choose("distance");
    await drag([10, 20], [10, 40]);
    await choose(null);
    await page.locator(".pane").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    expect(await points()).toEqual([
      [
        [1, 11, 20],
        [1, 11, 40],
      ],
    ]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Point 2 of 2",
    );
    await page.keyboard.press("Shift+ArrowLeft");
    expect(await points()).toEqual([
      [
        [1, 11, 20],
        [1, 11, 50],
      ],
    ]);
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("pane");
    await see({ index: 2 });
    await page.keyboard.press("Delete"); // of what is not seen
    expect(await marks()).toHaveLength(1);
    await see({ index: 1 });
    await page.keyboard.press("Delete");
    expect(await marks()).toEqual([]);
  });

  test("Space selects a mark that has the focus, and is not the viewer's", async () => {
    await choose("distance");
    await drag([10, 20], [10, 40]);
    await page.locator(".tsd-mark-hit").focus();
    await page.evaluate(() => (window as unknown as MeasureWindow).measurePage.board.select(null));
    await passed();
    await page.keyboard.press("Space");
    await expect.poll(() => page.locator(".tsd-mark-selected").count()).toBe(1);
    expect(await passed()).not.toContain(" ");
  });

  test("Ctrl+S and Shift+Enter are the notebook's", async () => {
    await page.locator(".pane").focus();
    await choose("distance");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.press("Control+Enter");
    expect((await passed()).filter((key) => key === "Enter")).toHaveLength(2);
    expect(await page.locator(".tsd-mark").count()).toBe(0);
  });
});

describe("what is seen", () => {
  test("lines and labels keep their size at any zoom, and labels stay in the picture, or go with their mark", async () => {
    await choose("distance");
    await drag([2, 124], [2, 100]);
    await drag([48, 5], [30, 0]);
    const sizes = async () => {
      const boxes = await page
        .locator(".tsd-mark-plate:visible")
        .evaluateAll((plates) => plates.map((plate) => plate.getBoundingClientRect().toJSON()));
      const stage = await page.locator(".tsd-stage").boundingBox();
      if (!stage) throw new Error("the stage is not there");
      for (const box of boxes) {
        expect(box.left).toBeGreaterThanOrEqual(stage.x - 0.1);
        expect(box.right).toBeLessThanOrEqual(stage.x + stage.width + 0.1);
        expect(box.bottom).toBeLessThanOrEqual(stage.y + stage.height + 0.1);
      }
      return boxes.map(({ height }) => Math.round(height));
    };
    const before = await sizes();
    expect(before).toEqual([23, 23]);
    await see({ zoom: 3 });
    expect(await sizes()).toEqual([23]); // the other mark is out of sight
  });

  test("values of a preview are about, until the exact plane is there", async () => {
    await see({ exact: false });
    await choose("ellipse");
    await drag([20, 60], [24, 68]);
    await expect.poll(() => label().textContent()).toContain("about (preview)mean 284 HU");
    await see({ exact: true });
    await expect.poll(() => label().textContent()).toMatch(/^mean 284 HU/);
    await see({ exact: false });
    expect(await label().textContent()).toMatch(/^mean 284 HU/);
  });

  test("after the layer has ended nothing is left and nothing listens", async () => {
    await choose("distance");
    await drag([10, 20], [10, 40]);
    await page.evaluate(() => (window as unknown as MeasureWindow).measurePage.end());
    expect(await page.locator(".tsd-measured").count()).toBe(0);
    await drag([30, 20], [30, 40]);
    expect(await marks()).toHaveLength(1);
  });
});

describe("the list", () => {
  test("says how to begin, has every mark, and goes to it", async () => {
    const panel = page.locator(".tsd-marks-panel");
    expect(await panel.innerText()).toContain("Nothing measured yet.");
    await choose("distance");
    await drag([10, 20], [10, 40]);
    await see({ index: 2 });
    await choose("ellipse");
    await drag([20, 60], [24, 68]);
    expect(await panel.getByRole("listitem").count()).toBe(2);
    await panel.getByRole("button", { name: "Go to Distance, axial 2: 10.0 mm" }).click();
    expect(await page.evaluate(() => (window as unknown as MeasureWindow).measurePage.visited)).toEqual([
      1, 10, 30,
    ]);
    await panel.getByRole("button", { name: "Delete Ellipse, axial 3" }).click();
    expect(await panel.getByRole("listitem").count()).toBe(1);
    await panel.getByRole("button", { name: "Delete all" }).click();
    expect(await panel.innerText()).toContain("Nothing measured yet.");
  });

  test("gives the focus on when a row goes, and to the pane with the last", async () => {
    await choose("distance");
    for (const row of [10, 20, 30]) await drag([row, 20], [row, 40]);
    const removals = page.locator(".tsd-marks-delete");
    const focused = () =>
      page.evaluate(() => {
        const row = document.activeElement?.closest("li");
        return row
          ? [...(row.parentElement?.children ?? [])].indexOf(row)
          : document.activeElement?.className;
      });
    await removals.nth(1).click();
    expect([await removals.count(), await focused()]).toEqual([2, 1]);
    await removals.nth(1).click();
    expect(await focused()).toBe(0);
    await removals.nth(0).click();
    expect(await focused()).toContain("pane");
    await drag([10, 20], [10, 40]);
    await page.locator(".tsd-marks-clear").click();
    expect([await removals.count(), await focused()]).toEqual([0, expect.stringContaining("pane")]);
  });

  test("copies a table with tabs", async () => {
    await choose("angle");
    await click(20, 30);
    await click(20, 50);
    await click(30, 50);
    await page.getByRole("button", { name: "Copy as table" }).click();
    await page.getByText("Copied.").waitFor();
    const copied = await page.evaluate(() => (window as unknown as MeasureWindow).measurePage.copied);
    const [header, row] = copied.split("\n").map((line) => line.split("\t"));
    expect(row).toHaveLength(header.length);
    expect(row.slice(0, 5)).toEqual(["angle", "axial", "1", "", "90"]);
  });
});
