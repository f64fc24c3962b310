import { availableParallelism, loadavg } from "node:os";
import type { Browser, Page } from "playwright-core";
import {
  andNot,
  getPixelsHu,
  imshow,
  interact,
  interactive3dPlot,
  loadScan,
  makeMesh,
  segmentLungMask,
} from "tslab-dicom";
import { MESH_MIME, PLOTLY_MIME, readViewerPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser, SOFTWARE_WEBGL } from "../../ui/lab";
import { servePages } from "../../ui/servePages";

/** Set by figures.mjs. */
const { FIGURES_FOLDER: folder = "" } = process.env;

type MeshWindow = { readonly showMesh: (payload: unknown, png: string) => Promise<void> };

/** Steps of the pointer in a turn. */
const STEPS = 30;

const size = (value: unknown) => JSON.stringify(value).length / 1e6;
const report = (...cells: readonly (string | number)[]) => console.log(`  ${cells.join("  ")}`);

describe.skipIf(folder === "")("figures", () => {
  let served: Awaited<ReturnType<typeof servePages>>;
  let browser: Browser;
  let volume: ReturnType<typeof getPixelsHu>;
  beforeAll(async () => {
    [served, browser] = await Promise.all([servePages(), launchBrowser(SOFTWARE_WEBGL)]);
    volume = getPixelsHu(await loadScan(folder));
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
    console.log(`\n${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)} at the end`);
  });

  test("surfaces", async () => {
    const lungs = segmentLungMask(volume);
    const vessels = makeMesh(andNot(lungs, segmentLungMask(volume, { fillLungStructures: false })));
    console.log(`\nVessels of ${vessels.triangles.length / 3} triangles, WebGL in software`);
    const from = performance.now();
    const { bundle } = interactive3dPlot(vessels);
    report("interactive3dPlot in the kernel", ((performance.now() - from) / 1000).toFixed(1), "s");
    for (const mime of [MESH_MIME, PLOTLY_MIME, "image/png"]) {
      report(mime, size(bundle.data[mime]).toFixed(2), "MB in the notebook");
    }
    const page = await browser.newPage({ viewport: { width: 1000, height: 900 } });
    await page.goto(`${served.url}/mesh.html`);
    await page.waitForFunction(() => "showMesh" in window);
    const [picture, live] = await page.evaluate(
      async ([payload, png]) => {
        const begin = performance.now();
        const done = (window as unknown as MeshWindow).showMesh(payload, String(png));
        await document.querySelector("img")?.decode();
        const first = performance.now() - begin;
        await done;
        while (!document.querySelector('.tsd-plot[data-state="live"]')) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        return [first, performance.now() - begin];
      },
      [bundle.data[MESH_MIME], bundle.data["image/png"]] as const,
    );
    report(
      "the saved picture is there after",
      picture.toFixed(0),
      "ms, the live view after",
      live.toFixed(0),
      "ms",
    );
    report("a step of a turn", (await turn(page)).toFixed(0), "ms");
    report("all triangles after it rests", (await rest(page)).toFixed(0), "ms");
    expect(live).toBeGreaterThan(0);
    await page.close();
  });

  test("precomputed pictures", () => {
    const last = volume.shape[0] - 1;
    console.log(`\n${last + 1} precomputed pictures in 4 MB`);
    for (const [name, options] of [
      ["bone", { colorMap: "bone", range: [-1024, 600] }],
      ["lung window", { window: "lung" }],
    ] as const) {
      const from = performance.now();
      const { bundle } = interact(
        (x) => imshow(volume, { slice: x, ...options }),
        { x: [0, last] },
        { precompute: true },
      );
      const seconds = (performance.now() - from) / 1000;
      const reading = readViewerPayload(bundle.data[VIEWER_MIME]);
      if (!("payload" in reading) || reading.payload.kind !== "frames") throw new Error("no frames");
      const { mime, width, height, note } = reading.payload;
      report(
        name,
        `${mime} ${width} x ${height}`,
        size(bundle.data).toFixed(2),
        "MB",
        seconds.toFixed(1),
        "s",
        note,
      );
    }
  });
});

/** Milliseconds a step, while a pointer turns what is shown. */
async function turn(page: Page): Promise<number> {
  const box = await page.locator(".tsd-graph").boundingBox();
  if (!box) throw new Error("the graph has no box");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 4, y);
  await frames(page, 2);
  const from = performance.now();
  for (let step = 1; step <= STEPS; step++) {
    await page.mouse.move(x + 4 + 4 * step, y);
    await frames(page, 1);
  }
  return (performance.now() - from) / STEPS;
}

/** Milliseconds from the end of a turn until everything is drawn again. */
async function rest(page: Page): Promise<number> {
  const from = performance.now();
  await page.mouse.up();
  await page.waitForFunction(() => {
    const graph = document.querySelector(".tsd-graph") as unknown as {
      readonly _fullLayout: {
        readonly scene: {
          readonly _scene: {
            readonly traces: Readonly<
              Record<string, { readonly mesh?: { readonly triangleCount?: number } }>
            >;
          };
        };
      };
    };
    const { traces } = graph._fullLayout.scene._scene;
    return Object.entries(traces).some(
      ([uid, { mesh }]) => uid.startsWith("fine") && (mesh?.triangleCount ?? 0) > 0,
    );
  });
  await frames(page, 2);
  return performance.now() - from;
}

const frames = (page: Page, count: number) =>
  page.evaluate(async (wanted) => {
    for (let i = 0; i < wanted; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, count);
