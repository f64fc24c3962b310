import type { Browser, Locator, Page } from "playwright-core";
import { PNG } from "pngjs";
import { createGeometry, interactive3dPlot, patientPoint } from "tslab-dicom";
import { MESH_MIME } from "tslab-dicom/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ballMask } from "../makers/ball";
import { findViolations } from "./findViolations";
import { launchBrowser, SOFTWARE_WEBGL } from "./lab";
import { servePages } from "./servePages";

type Served = Awaited<ReturnType<typeof servePages>>;
type MeshWindow = { readonly showMesh: (payload: unknown, png: string) => Promise<void> };

/** Plotly's graph, which knows from where it is looked at and what it draws. */
interface MeshGraph extends HTMLElement {
  readonly layout: { readonly scene: { readonly aspectratio: { readonly x: number } } };
  readonly _fullLayout: {
    readonly scene: {
      readonly _scene: {
        readonly getCamera: () => {
          readonly eye: { readonly x: number; readonly y: number; readonly z: number };
        };
        readonly traces: Readonly<Record<string, { readonly mesh?: { readonly triangleCount?: number } }>>;
      };
    };
  };
}

const SIZE = 120;
const geometry = createGeometry([SIZE, SIZE, SIZE], { spacing: [1, 1, 1] });
const middle = patientPoint(geometry, (SIZE - 1) / 2, (SIZE - 1) / 2, (SIZE - 1) / 2);

let served: Served;
let browser: Browser;
let page: Page;
let graph: Locator;
const problems: string[] = [];

beforeAll(async () => {
  [served, browser] = await Promise.all([servePages(), launchBrowser(SOFTWARE_WEBGL)]);
  page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
  page.on("pageerror", ({ message }) => problems.push(message));
  await page.goto(`${served.url}/mesh.html`);
  await page.waitForFunction(() => "showMesh" in window);
  const { bundle } = interactive3dPlot(
    [
      { surface: ballMask(geometry, middle, 55), name: "glass", alpha: 0.3 },
      { surface: ballMask(geometry, middle, 20), name: "ball", color: [213, 94, 0] },
    ],
    { title: "Two balls" },
  );
  await page.evaluate(([payload, png]) => (window as unknown as MeshWindow).showMesh(payload, String(png)), [
    bundle.data[MESH_MIME],
    bundle.data["image/png"],
  ] as const);
  await page.locator('.tsd-plot[data-state="live"]').waitFor();
  graph = page.locator(".tsd-graph");
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

/** Triangles that are drawn of each surface. */
const drawnTriangles = (): Promise<Readonly<Record<string, number>>> =>
  graph.evaluate((element) => {
    const { traces } = (element as MeshGraph)._fullLayout.scene._scene;
    const counts = Object.entries(traces).map(([uid, { mesh }]) => [uid, mesh?.triangleCount ?? -1]);
    return Object.fromEntries(counts.filter(([, count]) => count !== -1));
  });
const eye = () =>
  graph.evaluate((element) => {
    const { x, y, z } = (element as MeshGraph)._fullLayout.scene._scene.getCamera().eye;
    return [x, y, z];
  });
const size = () => graph.evaluate((element) => (element as MeshGraph).layout.scene.aspectratio.x);

async function middleOfGraph(): Promise<[x: number, y: number]> {
  const box = await graph.boundingBox();
  if (!box) throw new Error("the graph has no box");
  return [box.x + box.width / 2, box.y + box.height / 2];
}

describe("surfaces on the page", () => {
  test("all triangles of each are drawn, and none of those for turning", async () => {
    const shown = await drawnTriangles();
    expect(Object.keys(shown).sort()).toEqual(["coarse0", "coarse1", "fine0", "fine1"]);
    expect([shown.coarse0, shown.coarse1]).toEqual([0, 0]);
    expect(shown.fine0).toBeGreaterThan(30_000);
    expect(shown.fine1).toBeGreaterThan(2000);
  });

  test("the picture that stood there is as large as the view, and shows what it shows", async () => {
    const [still, view] = await Promise.all([
      page.locator(".tsd-still").evaluate((element) => {
        // Shown for a moment beside the view, to be measured.
        const node = element as HTMLElement;
        node.style.display = "block";
        const { x, y, width, height } = node.getBoundingClientRect();
        node.style.display = "";
        return [x, y, width, height].map(Math.round);
      }),
      graph
        .locator("canvas")
        .first()
        .evaluate((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [x, y, width, height].map(Math.round);
        }),
    ]);
    expect(still).toEqual(view);
    const pixelsOf = async (live: boolean) => {
      await page.evaluate((shown) => {
        for (const [selector, visible] of [
          [".tsd-still", !shown],
          [".tsd-graph", shown],
        ] as const) {
          const node = document.querySelector<HTMLElement>(selector);
          node?.style.setProperty("display", visible ? "block" : "none", "important");
        }
      }, live);
      const picture = await page.locator(".tsd-plot-stage").screenshot();
      return PNG.sync.read(picture);
    };
    const [before, after] = [await pixelsOf(false), await pixelsOf(true)];
    expect([before.width, before.height]).toEqual([after.width, after.height]);
    let far = 0;
    for (let at = 0; at < before.data.length; at += 4) {
      if ([0, 1, 2].some((c) => Math.abs(before.data[at + c] - after.data[at + c]) > 40)) far++;
    }
    // Lines and letters are drawn by others' means there; surfaces are alike.
    expect(far / (before.data.length / 4)).toBeLessThan(0.03);
    await page.evaluate(() => {
      for (const node of document.querySelectorAll<HTMLElement>(".tsd-still, .tsd-graph")) {
        node.style.removeProperty("display");
      }
    });
  });

  test("while it is turned few triangles are drawn, and then all again", async () => {
    const before = await eye();
    const whole = await drawnTriangles();
    const [x, y] = await middleOfGraph();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 80, y, { steps: 6 });
    await expect.poll(drawnTriangles).toMatchObject({ fine0: 0, fine1: 0 });
    const turning = await drawnTriangles();
    expect(turning.coarse0).toBeGreaterThan(1000);
    expect(turning.coarse0 + turning.coarse1).toBeLessThan(22_000);
    await page.mouse.up();
    await expect.poll(drawnTriangles).toEqual(whole);
    expect(await eye()).not.toEqual(before);
  });

  test("a switch hides a surface and brings it back", async () => {
    const whole = await drawnTriangles();
    const glass = page.getByRole("checkbox", { name: "glass" });
    await glass.uncheck();
    expect(await drawnTriangles()).toEqual({ ...whole, fine0: 0 });
    await glass.check();
    expect(await drawnTriangles()).toEqual(whole);
  });

  test("buttons look from the sides of the patient, zoom, and bring the first view back", async () => {
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    await press("Reset to the first view");
    const [first, before] = [await eye(), await size()];
    await press("From the patient's left");
    await expect.poll(async () => (await eye()).map((v) => Math.round(v) + 0)).toEqual([2, 0, 0]);
    await press("From the front");
    await expect.poll(async () => (await eye()).map((v) => Math.round(v) + 0)).toEqual([0, -2, 0]);
    await press("Larger");
    await expect.poll(size).toBeCloseTo(before * 1.25, 5);
    await press("Reset to the first view");
    await expect.poll(size).toBeCloseTo(before, 5);
    await expect.poll(eye).toEqual(first);
  });

  test("keys turn it and make it larger, and Escape leaves it", async () => {
    const [first, before] = [await eye(), await size()];
    await graph.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(eye).not.toEqual(first);
    await page.keyboard.press("+");
    await expect.poll(size).toBeCloseTo(before * 1.15, 5);
    await page.keyboard.press("Escape");
    await page.locator("body[data-left]").waitFor({ state: "attached" });
  });

  test("axe finds nothing to mend", async () => {
    expect(await findViolations(page, ".tsd-mesh")).toEqual([]);
  });

  test("nothing went wrong on the page", () => {
    expect(problems).toEqual([]);
  });
});
