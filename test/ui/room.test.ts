import type { Browser, Page } from "playwright-core";
import type { ViewerPayload } from "tslab-dicom/contract";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { embedSlices } from "../makers/embedded";
import { framesPayload, slicesPayload } from "../unit/lab/payloads";
import { launchBrowser } from "./lab";
import type { ViewerPage } from "./pages/viewer";
import { servePages } from "./servePages";

const SHAPE = [12, 64, 96] as const;
const SLICES = slicesPayload({
  title: "A volume",
  shape: SHAPE,
  affine: [0, 0, 1, 0, 0, 1, 0, 0, 4, 0, 0, 0, 0, 0, 0, 1],
  spacing: [4, 1, 1],
  exact: embedSlices(
    Array.from({ length: 12 * 64 * 96 }, (_, i) => (i % 96) * 10),
    SHAPE,
  ),
});
const THREE: ViewerPayload = { ...SLICES, state: { layout: "three" } };
/** Of one pixel: they are shown in the size that the payload says. */
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let served: Awaited<ReturnType<typeof servePages>>;
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
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  page.on("pageerror", ({ message }) => problems.push(message));
  await page.goto(`${served.url}/viewer.html`);
  await page.waitForFunction(() => "viewerPage" in window);
});
afterEach(async () => {
  await page.close();
  expect(problems.splice(0)).toEqual([]);
});

async function show(payload: ViewerPayload): Promise<void> {
  await page.evaluate(
    (shown) => (window as unknown as { readonly viewerPage: ViewerPage }).viewerPage.show(shown),
    payload,
  );
}

/** Where the parts of the viewer are, CSS pixels; `bottom` is of the line below the picture, or of the planes beside it. */
const boxes = () =>
  page.evaluate(() => {
    const boxOf = (node: Element | null | undefined) => {
      if (!node) throw new Error("a part of the viewer is not there");
      const { left, top, right, bottom, width, height } = node.getBoundingClientRect();
      return { left, top, right, bottom, width, height };
    };
    const lines = [...document.querySelectorAll(".tsd-caption")].map((line) => boxOf(line).bottom);
    const panel = document.querySelector(".tsd-panel");
    return {
      viewer: boxOf(document.querySelector(".tsd-viewer")),
      stage: boxOf(document.querySelector(".tsd-stage")),
      canvas: boxOf(document.querySelector(".tsd-canvas")),
      panel: panel && boxOf(panel),
      bottom: window.innerWidth > 520 ? Math.max(...lines) : lines[0],
      around: document.querySelector(".around")?.clientHeight ?? 0,
      isBeside: panel !== null && boxOf(panel).left >= boxOf(document.querySelector(".tsd-stage")).right,
    };
  });

describe("a viewer fills the place it has", () => {
  test.each([
    [360, 640],
    [800, 560],
    [1000, 700],
    [1400, 1000],
    [2560, 1300],
  ])("on a page of %d x %d the picture is as large as the slider below it allows", async (width, height) => {
    await page.setViewportSize({ width, height });
    for (const payload of [SLICES, THREE]) {
      await show(payload);
      // As wide as the page without the panel, or as high as leaves the slider and its line above the fold.
      await expect
        .poll(async () => {
          const { viewer, stage, bottom } = await boxes();
          const free = height - bottom;
          return free >= 0 && (free <= 24 || stage.width >= viewer.width * 0.4) && stage.right <= width;
        })
        .toBe(true);
      const { stage, isBeside, viewer, panel, bottom } = await boxes();
      if (payload === SLICES) expect(stage.width / stage.height).toBeCloseTo(1.5, 1);
      expect(isBeside).toBe(width > 760);
      if (payload === SLICES && height - bottom > 24) {
        const beside = isBeside ? (panel?.width ?? 0) + 20 : 0;
        expect(stage.width).toBeCloseTo(viewer.width - beside, 0);
      }
    }
  });

  test("in half of a split page it follows what scrolls it, and the window", async () => {
    await show(SLICES);
    const heights: number[] = [];
    for (const height of ["100%", "400px", "200px", "100%"]) {
      await page.locator(".around").evaluate((node, set) => {
        (node as HTMLElement).style.height = set;
      }, height);
      await expect
        .poll(async () => {
          const { bottom, around, stage } = await boxes();
          return around - bottom >= 0 || stage.height === 160;
        })
        .toBe(true);
      heights.push((await boxes()).stage.height);
    }
    expect(heights[1]).toBeLessThan(heights[0]);
    expect(heights[2]).toBe(160); // no lower, however little there is
    await expect.poll(async () => (await boxes()).stage.height).toBe(heights[0]);
  });

  test("precomputed pictures are no larger than they were drawn, and no higher than the page", async () => {
    await show(framesPayload({ frames: [PIXEL, PIXEL], width: 640, height: 480 }));
    await expect.poll(async () => (await boxes()).stage.width).toBe(640);
    await page.setViewportSize({ width: 1000, height: 400 });
    await expect.poll(async () => (await boxes()).bottom).toBeLessThanOrEqual(400);
    const { stage } = await boxes();
    expect(stage.width / stage.height).toBeCloseTo(4 / 3, 1);
  });
});

describe("of the picture", () => {
  test("one to one shows a voxel as a pixel of the screen, and zooming goes on from there", async () => {
    await show(SLICES);
    await page.locator(".tsd-slider").focus();
    await page.keyboard.press("n");
    await expect.poll(async () => (await boxes()).canvas.width).toBe(96);
    const { canvas, stage } = await boxes();
    expect(canvas.left + canvas.width / 2).toBeCloseTo((stage.left + stage.right) / 2, 0);
    await page.keyboard.press("-"); // no smaller
    await page.keyboard.press("+");
    await expect.poll(async () => (await boxes()).canvas.width).toBe(120);
    await page.keyboard.press("0");
    await expect.poll(async () => (await boxes()).canvas.width).toBe(stage.width);
  });

  test("full screen gives it the whole screen, and back", async () => {
    await show(SLICES);
    const button = page.getByRole("button", { name: "Full screen" });
    const isFull = () =>
      page.evaluate(() => document.fullscreenElement?.classList.contains("tsd-viewer") ?? false);
    const { stage: before } = await boxes();
    await page.locator(".around").evaluate((node) => {
      (node as HTMLElement).style.height = "400px";
    });
    await expect.poll(async () => (await boxes()).stage.height).toBeLessThan(before.height);
    await button.click();
    await expect.poll(isFull).toBe(true);
    await expect.poll(() => button.getAttribute("aria-pressed")).toBe("true");
    await expect.poll(async () => (await boxes()).stage.height).toBeGreaterThan(400);
    await page.keyboard.press("f");
    await expect.poll(isFull).toBe(false);
    await expect.poll(() => button.getAttribute("aria-pressed")).toBe("false");
    await expect.poll(async () => (await boxes()).bottom).toBeLessThanOrEqual(400);
  });
});
