import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SlicesPayload } from "../../kernel-lib/src/contract";
import { deflated, embedBits, embedSlices } from "../makers/embedded";
import { slicesPayload } from "../unit/lab/payloads";
import { findViolations } from "./findViolations";
import { canvasLevels, drawn, type Lab, openNotebook, startLab, viewerAt } from "./lab";

const [SLICES, ROWS, COLUMNS] = [6, 10, 16];
const SHAPE = [SLICES, ROWS, COLUMNS] as const;
const at = (slice: number, row: number, column: number) => 40 * slice + 9 * row + 5 * column - 200;
const VOXELS = Array.from({ length: SLICES * ROWS * COLUMNS }, (_, i) =>
  at(Math.floor(i / (ROWS * COLUMNS)), Math.floor(i / COLUMNS) % ROWS, i % COLUMNS),
);
const WINDOW = { centre: 0, width: 401 };
/** A box of voxels. */
const MASK = VOXELS.map((_, i) => {
  const [slice, row, column] = [
    Math.floor(i / (ROWS * COLUMNS)),
    Math.floor(i / COLUMNS) % ROWS,
    i % COLUMNS,
  ];
  return slice >= 1 && slice <= 3 && row >= 2 && row < 6 && column >= 4 && column < 9;
});
const VOLUME = slicesPayload({
  title: "Known values",
  alt: "Known values.",
  shape: SHAPE,
  affine: [0, 0, 1, -8, 0, 1, 0, -5, 3, 0, 0, 100, 0, 0, 0, 1],
  spacing: [3, 1, 1],
  range: [Math.min(...VOXELS), Math.max(...VOXELS)],
  window: WINDOW,
  slice: 2,
  exact: embedSlices(VOXELS, SHAPE),
});
const PAYLOADS: readonly SlicesPayload[] = [
  {
    ...VOLUME,
    overlays: [{ name: "Box", color: [255, 0, 0], alpha: 1, ...embedBits(MASK, SHAPE) }],
    labelMaps: [
      {
        name: "Lobes",
        labels: [
          { label: 1, name: "Upper", color: [0, 255, 0] },
          { label: 2, name: "Lower", color: [0, 0, 255] },
        ],
        alpha: 1,
        rows: ROWS,
        columns: COLUMNS,
        dtype: "uint8",
        data: deflated(
          Uint8Array.from(VOXELS, (_, i) => (i % COLUMNS === 12 ? 1 : i % COLUMNS === 13 ? 2 : 0)),
        ),
      },
    ],
  },
  { ...VOLUME, title: "Linked, one", state: { link: "pair" } },
  {
    ...VOLUME,
    title: "Linked, other",
    affine: VOLUME.affine.map((v, i) => (i === 11 ? v - 3 : v)),
    state: { link: "pair" },
  },
  {
    ...VOLUME,
    title: "Two volumes",
    second: {
      name: "Uptake",
      units: "SUV",
      range: [0, 1],
      window: { centre: 0.5, width: 1, shape: "linear-exact" },
      colorMap: "bone",
      alpha: 1,
      exact: embedSlices(
        VOXELS.map((_, i) => i % 2),
        SHAPE,
      ),
      preview: null,
    },
    padding: embedBits(
      VOXELS.map((_, i) => i % COLUMNS < 2),
      SHAPE,
    ),
  },
  {
    ...VOLUME,
    title: "Small range",
    units: "",
    range: [0, 0.0018],
    ownShape: "linear-exact",
    window: { centre: 0.0009, width: 0.0018, shape: "linear-exact" },
    exact: embedSlices(
      VOXELS.map((_, i) => (0.0018 * (i % (ROWS * COLUMNS))) / (ROWS * COLUMNS - 1)),
      SHAPE,
      "float32",
    ),
  },
  {
    ...VOLUME,
    title: "Damaged",
    exact: embedSlices(VOXELS, SHAPE).map((each) => (each.slice === 3 ? { ...each, data: "damaged" } : each)),
  },
];

/** The rule of DICOM PS3.3 C.11.2.1.2.1, written here again so that the page is not compared with itself. */
const level = (value: number) =>
  Math.round(Math.min(255, Math.max(0, ((value - (WINDOW.centre - 0.5)) / (WINDOW.width - 1) + 0.5) * 255)));
const picture = (rows: number, columns: number, value: (down: number, across: number) => number) =>
  Array.from({ length: rows * columns }, (_, i) => level(value(Math.floor(i / columns), i % columns)));

let lab: Lab;
let opened: Awaited<ReturnType<typeof openNotebook>>;
let page: Page;
let viewer: Locator;

/** A notebook of saved outputs and no kernel to run it. */
async function openSaved(name: string, options: Parameters<typeof openNotebook>[2] = {}) {
  const cells = PAYLOADS.map((payload, i) => ({
    cell_type: "code",
    id: `cell-${i}`,
    metadata: {},
    source: "",
    execution_count: null,
    outputs: [
      {
        output_type: "display_data",
        metadata: {},
        data: { "application/vnd.tslab-dicom.viewer.v1+json": payload, "text/plain": "a volume" },
      },
    ],
  }));
  const metadata = { kernelspec: { name: "no-such-kernel", display_name: "None", language: "typescript" } };
  writeFileSync(join(lab.folder, name), JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
  const notebook = await openNotebook(lab, name, options);
  const dialog = notebook.page.locator(".jp-Dialog");
  await dialog
    .getByRole("button", { name: /no kernel/i })
    .first()
    .click();
  await dialog.waitFor({ state: "detached" });
  return notebook;
}

beforeAll(async () => {
  lab = await startLab();
  opened = await openSaved("viewer.ipynb");
  page = opened.page;
  viewer = await viewerAt(page, 0);
});
afterAll(async () => {
  await opened.context.close();
  await lab.stop();
});

const pane = (name: string) => viewer.locator(`.tsd-pane[data-plane="${name}"]`);
const levelsOf = async (plane: string) => (await canvasLevels(pane(plane))).levels;
const sizeOf = async (plane: string) => {
  const { width, height } = await canvasLevels(pane(plane));
  return [height, width];
};
const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
/** Each test begins with the viewer as it is at first, whatever one before it did. */
const begin = async (layout = "axial") => {
  await viewer.scrollIntoViewIfNeeded();
  await viewer.locator(".tsd-tools [data-tool=window]").click();
  await viewer.locator("select.tsd-layout").selectOption(layout);
  await viewer.locator(".tsd-reset").click();
  for (const toggle of await viewer.locator(".tsd-overlay-toggle").all()) await toggle.uncheck();
  await viewer.locator(".tsd-slider").first().focus();
  await press("0");
  await viewer.locator(".tsd-slider").first().fill("2");
  await drawn(viewer);
};
const middleOf = async (place: Locator) => {
  const box = await place.boundingBox();
  if (!box) throw new Error("it is not on the page");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, box };
};

describe("the planes", () => {
  test("hold the voxels' own pixels, upright", async () => {
    await begin("three");
    expect(await sizeOf("axial")).toEqual([ROWS, COLUMNS]);
    expect(await levelsOf("axial")).toEqual(picture(ROWS, COLUMNS, (row, column) => at(2, row, column)));
    // The head at the top: the last slice is the first row.
    const coronal = picture(SLICES, COLUMNS, (down, column) => at(SLICES - 1 - down, ROWS >> 1, column));
    await expect.poll(() => levelsOf("coronal")).toEqual(coronal);
    const sagittal = picture(SLICES, ROWS, (down, row) => at(SLICES - 1 - down, row, COLUMNS >> 1));
    await expect.poll(() => levelsOf("sagittal")).toEqual(sagittal);
    expect(await pane("coronal").locator(".tsd-letter").allTextContents()).toEqual(["R", "L", "H", "F"]);
  });

  test("have true proportions", async () => {
    await begin("coronal");
    const { box } = await middleOf(viewer.locator("canvas.tsd-canvas"));
    expect(box.width / box.height).toBeCloseTo(COLUMNS / (3 * SLICES), 2);
  });

  test("follow the crosshair that is put down in one of them", async () => {
    await begin("three");
    await viewer.locator(".tsd-tools [data-tool=crosshair]").click();
    const { box } = await middleOf(pane("axial").locator("canvas"));
    await page.mouse.click(box.x + (3.5 / COLUMNS) * box.width, box.y + (7.5 / ROWS) * box.height);
    await expect.poll(() => pane("coronal").getAttribute("data-slice")).toBe("7");
    expect(await pane("sagittal").getAttribute("data-slice")).toBe("3");
    await expect
      .poll(() => levelsOf("coronal"))
      .toEqual(picture(SLICES, COLUMNS, (down, column) => at(SLICES - 1 - down, 7, column)));
  });

  test("move by arrows where the focus is, the crosshair by arrows with Shift", async () => {
    await begin("three");
    await pane("coronal").locator(".tsd-slider").focus();
    const before = Number(await pane("coronal").getAttribute("data-slice"));
    await press("ArrowDown");
    await expect.poll(() => pane("coronal").getAttribute("data-slice")).toBe(String(before + 1));
    expect(await viewer.getAttribute("data-plane")).toBe("coronal");
    const across = Number(await pane("sagittal").getAttribute("data-slice"));
    await press("Shift+ArrowRight");
    await expect.poll(() => pane("sagittal").getAttribute("data-slice")).toBe(String(across + 1));
    await expect
      .poll(() => viewer.locator(".tsd-live").textContent())
      .toMatch(/^-?\d+ HU, voxel \[2, \d+, \d+\]/);
  });

  test("are mirrored by the other convention, and their letters with them", async () => {
    await begin();
    await press("v");
    await drawn(viewer);
    expect(await viewer.locator(".tsd-letter").allTextContents()).toEqual(["L", "R", "A", "P"]);
    expect(await levelsOf("axial")).toEqual(
      picture(ROWS, COLUMNS, (row, column) => at(2, row, COLUMNS - 1 - column)),
    );
    await press("v");
  });

  test("become one picture as a slab: the highest, the lowest, the mean", async () => {
    await begin();
    const slab = viewer.locator("select.tsd-slab");
    const modes = [
      ["max", 3],
      ["min", 1],
      ["mean", 2],
    ] as const;
    for (const [mode, slice] of modes) {
      await slab.selectOption(mode);
      await viewer.locator(".tsd-thickness").fill("9");
      await expect
        .poll(() => levelsOf("axial"))
        .toEqual(picture(ROWS, COLUMNS, (row, column) => at(slice, row, column)));
    }
    expect(await viewer.locator(".tsd-position").textContent()).toBe("slice 3 of 6, z = 106.0 mm, Mean 9 mm");
    await slab.selectOption("");
  });
});

describe("what goes wrong, or goes away", () => {
  test("a damaged slice is said, and not over the slice beside it", async () => {
    const damaged = await viewerAt(page, 5);
    const message = damaged.locator(".tsd-message");
    const kind = () => damaged.evaluate(({ dataset }) => dataset.kind);
    await damaged.locator(".tsd-slider").fill("2");
    await expect.poll(kind).toBe("exact");
    expect(await message.isVisible()).toBe(false);
    await damaged.locator(".tsd-slider").fill("3");
    await expect.poll(() => message.isVisible()).toBe(true);
    await expect.poll(kind).toBe("loading");
    await damaged.locator(".tsd-slider").fill("2");
    await expect.poll(() => message.isVisible()).toBe(false);
    await expect.poll(kind).toBe("exact");
  });

  test("the focus stays on a button that has nothing more to do, and in the plane that had it", async () => {
    await begin("three");
    await press("+");
    const fit = viewer.getByRole("button", { name: "Whole picture" });
    const focused = () =>
      page.evaluate(() => {
        const pane = document.activeElement?.closest<HTMLElement>(".tsd-pane");
        return pane?.dataset.plane ?? document.activeElement?.getAttribute("aria-label");
      });
    await expect.poll(() => fit.getAttribute("aria-disabled")).toBe("false");
    await fit.focus();
    await press("Enter");
    await expect.poll(() => fit.getAttribute("aria-disabled")).toBe("true");
    expect(await focused()).toBe("Whole picture");
    await begin("sagittal");
    await pane("sagittal").locator(".tsd-slider").focus();
    await press("l");
    await expect.poll(() => pane("axial").count()).toBe(1);
    await expect.poll(focused).toBe("sagittal");
  });
});

describe("the window", () => {
  test("follows a drag, stays while scrolling, and goes back by a double click", async () => {
    await begin();
    const { x, y } = await middleOf(viewer.locator(".tsd-stage"));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 30, y, { steps: 6 });
    await page.mouse.up();
    await expect
      .poll(() => viewer.getAttribute("data-window-width"))
      .toBe(String(401 + Math.round((30 * 401) / 300)));
    const width = await viewer.getAttribute("data-window-width");
    await press("ArrowDown", "ArrowDown");
    await drawn(viewer, 4);
    expect(await viewer.getAttribute("data-window-width")).toBe(width);
    await page.mouse.dblclick(x, y);
    await expect.poll(() => viewer.getAttribute("data-window-width")).toBe("401");
  });

  test("is a preset by a number, and fits the picture by itself", async () => {
    await begin();
    await press("3");
    await expect.poll(() => viewer.getAttribute("data-window-centre")).toBe("400");
    await press("u");
    await drawn(viewer);
    const sorted = Array.from({ length: ROWS * COLUMNS }, (_, i) => VOXELS[2 * ROWS * COLUMNS + i]).sort(
      (a, b) => a - b,
    );
    const [low, high] = [sorted[Math.ceil(1.6) - 1], sorted[Math.ceil(0.99 * 160) - 1]];
    expect(await viewer.getAttribute("data-window-width")).toBe(String(high - low + 1));
  });
});

describe("overlays", () => {
  const colorAt = (row: number, column: number) =>
    pane("axial")
      .locator("canvas")
      .evaluate(
        (canvas: HTMLCanvasElement, [x, y]) => [
          ...(canvas.getContext("2d")?.getImageData(x, y, 1, 1).data.slice(0, 3) ?? []),
        ],
        [column, row] as const,
      );

  test("fill their voxels, or outline them along the pixels' edges", async () => {
    await begin();
    await viewer.locator(".tsd-overlay-toggle").first().check();
    await drawn(viewer);
    expect(await colorAt(2, 4)).toEqual([255, 0, 0]);
    expect(await colorAt(2, 3)).toEqual(Array(3).fill(level(at(2, 2, 3))));
    await viewer.locator(".tsd-overlay-style").first().selectOption("outline");
    await drawn(viewer);
    expect(await colorAt(2, 4)).toEqual(Array(3).fill(level(at(2, 2, 4))));
    const path = (await viewer.locator(".tsd-outline").getAttribute("d")) ?? "";
    expect(path.match(/M[^M]+/g)?.sort()).toEqual(["M4 2h5", "M4 2v4", "M4 6h5", "M9 2v4"]);
    await viewer.locator(".tsd-overlay-style").first().selectOption("fill");
  });

  test("of a label map are shown and hidden one by one, and read under the pointer", async () => {
    await begin();
    await viewer.locator(".tsd-overlay-toggle").nth(1).check();
    await drawn(viewer);
    expect([await colorAt(0, 12), await colorAt(0, 13)]).toEqual([
      [0, 255, 0],
      [0, 0, 255],
    ]);
    await viewer.locator(".tsd-label-toggle").first().uncheck();
    await drawn(viewer);
    expect([await colorAt(0, 12), await colorAt(0, 13)]).toEqual([
      Array(3).fill(level(at(2, 0, 12))),
      [0, 0, 255],
    ]);
    const { box } = await middleOf(pane("axial").locator("canvas"));
    await page.mouse.move(box.x + (13.5 / COLUMNS) * box.width, box.y + (0.5 / ROWS) * box.height);
    await expect.poll(() => viewer.locator(".tsd-also").textContent()).toBe("Lower");
    expect(await viewer.locator(".tsd-value").textContent()).toBe(`${at(2, 0, 13)} HU`);
    expect(await viewer.locator(".tsd-voxel").textContent()).toBe("voxel [2, 0, 13]");
    await viewer.locator(".tsd-label-toggle").first().check();
  });
});

describe("moving about", () => {
  test("the wheel goes on downwards and back upwards, and zooms with the zoom tool", async () => {
    await begin();
    const { x, y } = await middleOf(viewer.locator(".tsd-stage"));
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, 100);
    await drawn(viewer, 3);
    await page.mouse.wheel(0, -100);
    await drawn(viewer, 2);
    const before = await middleOf(viewer.locator("canvas.tsd-canvas"));
    await press("z");
    await page.mouse.wheel(0, -300);
    await expect
      .poll(async () => (await middleOf(viewer.locator("canvas.tsd-canvas"))).box.width / before.box.width)
      .toBeCloseTo(1.25 ** 3, 1);
    expect(await viewer.getAttribute("data-slice")).toBe("2");
    await press("0", "w");
    await expect
      .poll(async () => (await middleOf(viewer.locator("canvas.tsd-canvas"))).box.width)
      .toBeCloseTo(before.box.width, 0);
  });

  test("play goes on by itself and stops at any other move", async () => {
    await begin();
    await viewer.locator("select.tsd-pace").selectOption("25");
    await viewer.locator(".tsd-slider").focus();
    await press("p");
    await expect.poll(() => viewer.getAttribute("data-slice")).not.toBe("2");
    await press("Home");
    await drawn(viewer, 0);
    expect(await viewer.locator('.tsd-button[aria-label="Play"]').getAttribute("aria-pressed")).toBe("false");
  });

  test("linked viewers go to the same place, and have the same window and layout", async () => {
    const [one, other] = [await viewerAt(page, 1), await viewerAt(page, 2)];
    await one.locator(".tsd-slider").fill("4");
    await drawn(other, 5); // whose slices begin one lower
    await one.locator("select.tsd-window").selectOption("bone");
    await expect.poll(() => other.getAttribute("data-window-centre")).toBe("400");
    await one.locator("select.tsd-layout").selectOption("three");
    await expect.poll(() => other.locator(".tsd-pane").count()).toBe(3);
    expect(await viewer.getAttribute("data-window-centre")).not.toBe("400");
  });

  test("fingers window a picture that has the focus, and pinch it", async () => {
    await begin();
    const { x, y, box } = await middleOf(viewer.locator(".tsd-stage"));
    const client = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...points: readonly [number, number][]) =>
      client.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })),
      });
    await touch("touchStart", [x, y]);
    await touch("touchMove", [x + 20, y]);
    await touch("touchMove", [x + 60, y]);
    await touch("touchEnd");
    await expect
      .poll(async () => Number(await viewer.getAttribute("data-window-width")))
      .toBeGreaterThan(401);
    const width = (await middleOf(viewer.locator("canvas.tsd-canvas"))).box.width;
    await touch("touchStart", [x - 20, y], [x + 20, y]);
    await touch("touchMove", [x - 40, y], [x + 40, y]);
    await touch("touchEnd");
    await expect
      .poll(async () => (await middleOf(viewer.locator("canvas.tsd-canvas"))).box.width)
      .toBeGreaterThan(1.5 * width);
    expect(box.width).toBeGreaterThan(0);
  });
});

test("a second volume lies over the first, with a window and colours of its own, and is read with it", async () => {
  const two = await viewerAt(page, 3);
  const colours = () =>
    two.locator("canvas.tsd-canvas").evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")?.getImageData(4, 0, 2, 1) ?? { data: [] };
      return [...data].filter((_, i) => i % 4 < 3);
    });
  // Bone begins with black and ends with white.
  await expect.poll(async () => (await colours()).slice(3)).toEqual([255, 255, 255]);
  await two.locator(".tsd-overlay-toggle").uncheck();
  await expect.poll(colours).toEqual([4, 5].flatMap((column) => Array(3).fill(level(at(2, 0, column)))));
  await two.locator(".tsd-overlay-toggle").check();
  await two.locator(".tsd-second-width").fill("2");
  await expect.poll(async () => (await colours()).slice(3)).not.toEqual([255, 255, 255]);
  const { box } = await middleOf(two.locator("canvas"));
  await page.mouse.move(box.x + (5.5 / COLUMNS) * box.width, box.y + (0.5 / ROWS) * box.height);
  await expect.poll(() => two.locator(".tsd-also").textContent()).toBe("Uptake: 1 SUV");
  await page.mouse.move(box.x + (1.5 / COLUMNS) * box.width, box.y + (0.5 / ROWS) * box.height);
  await expect.poll(() => two.locator(".tsd-value").textContent()).toBe("outside the scan");
});

test("fractions in a small range have many greys under a window that is typed", async () => {
  const small = await viewerAt(page, 4);
  const greys = async () => new Set((await canvasLevels(small)).levels).size;
  expect(await greys()).toBeGreaterThan(120);
  await small.locator(".tsd-width").fill("0.0009");
  await small.locator(".tsd-centre").fill("0.00045");
  await expect.poll(() => small.getAttribute("data-window-centre")).toBe("0.00045");
  await drawn(small);
  expect(await greys()).toBeGreaterThan(60);
  expect(await small.locator(".tsd-problem").textContent()).toBe("");
});

test("a finger scrolls the page over a picture without the focus, and draws on one that has it", async () => {
  await begin();
  const client = await page.context().newCDPSession(page);
  const slide = async ([fromX, fromY]: readonly number[], [toX, toY]: readonly number[]) => {
    const send = (type: "touchStart" | "touchMove" | "touchEnd", x: number, y: number) =>
      client.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: type === "touchEnd" ? [] : [{ x, y, id: 0 }],
      });
    await send("touchStart", fromX, fromY);
    for (let step = 1; step <= 4; step++) {
      await send("touchMove", fromX + ((toX - fromX) * step) / 4, fromY + ((toY - fromY) * step) / 4);
    }
    await send("touchEnd", toX, toY);
  };
  const touchAction = () =>
    viewer.locator(".tsd-stage").evaluate((node) => getComputedStyle(node).touchAction);
  expect(await touchAction()).toBe("none");
  const { box } = await middleOf(pane("axial").locator("canvas"));
  const spot = (column: number, row: number) => [
    box.x + ((column + 0.5) / COLUMNS) * box.width,
    box.y + ((row + 0.5) / ROWS) * box.height,
  ];
  await press("d");
  await slide(spot(2, 2), spot(6, 5));
  await expect.poll(() => viewer.locator(".tsd-marks-result").allTextContents()).toEqual(["5.0 mm"]);
  await viewer.locator(".tsd-marks-clear").click();
  await press("w");
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  expect(await touchAction()).toBe("auto");
  const width = await viewer.getAttribute("data-window-width");
  await slide(spot(2, 5), spot(6, 5));
  expect(await viewer.getAttribute("data-window-width")).toBe(width);
});

test("a view is saved as a PNG whose name tells the plane and nothing else", async () => {
  await begin();
  const [download] = await Promise.all([page.waitForEvent("download"), press("s")]);
  expect(download.suggestedFilename()).toBe("axial-3.png");
  const bytes = readFileSync(await download.path());
  expect([...bytes.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10]);
  const { box } = await middleOf(viewer.locator(".tsd-stage"));
  expect(bytes.readUInt32BE(16)).toBe(Math.round(2 * box.width));
});

test("what is measured is seen on its plane and listed", async () => {
  await begin();
  await viewer.locator(".tsd-tools [data-tool=distance]").click();
  const { box } = await middleOf(pane("axial").locator("canvas"));
  const spot = (column: number, row: number) =>
    [box.x + ((column + 0.5) / COLUMNS) * box.width, box.y + ((row + 0.5) / ROWS) * box.height] as const;
  await page.mouse.move(...spot(2, 2));
  await page.mouse.down();
  await page.mouse.move(...spot(4, 2), { steps: 3 });
  await page.mouse.move(...spot(6, 5), { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => viewer.locator(".tsd-marks-result").allTextContents()).toEqual(["5.0 mm"]);
  await viewer.locator(".tsd-marks-clear").click();
  await expect.poll(() => viewer.locator(".tsd-marks-row").count()).toBe(0);
});

test("the picture's words are true after moving", async () => {
  await begin();
  await press("ArrowDown", "1");
  await drawn(viewer, 3);
  expect(await viewer.locator("canvas.tsd-canvas").getAttribute("aria-label")).toBe(
    "Known values. axial, slice 4 of 6, z = 109.0 mm. window centre -600, width 1500",
  );
});

test.each(["light", "dark"] as const)("axe finds nothing to mend in the %s theme", async (theme) => {
  const { page: themed, context, problems } = await openSaved(`axe-${theme}.ipynb`, { theme });
  const first = await viewerAt(themed, 0);
  await first.locator("select.tsd-layout").selectOption("three");
  await first.locator(".tsd-help summary").click();
  await drawn(first);
  expect(await findViolations(themed, ".tsd-viewer")).toEqual([]);
  expect(problems).toEqual([]);
  await context.close();
});
