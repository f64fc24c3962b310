import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { countSlices } from "./countSlices";
import type { Painted } from "./createWatch";
import { goHome, type OpenWay, settle } from "./openWays";
import type { Row } from "./row";

/** A mouse reports 125 times a second. */
const MOVE_EVERY_MS = 8;
const WINDOW_DRAG_MS = 3000;
const LEAST_FRAMES = 30;
const SLIDER_DRAG_MS = 5000;
const LEAST_SLICES = 25;

/** Frames a second while the window is dragged on a canvas that is shown 1000 pixels wide. */
export async function measureWindowDrag({ page, output, watch }: OpenWay): Promise<Row> {
  const style = await page.addStyleTag({
    content: ".tsd-main, .tsd-panes { --tsd-width: 1000px !important; }",
  });
  const before = page.viewportSize() ?? { width: 1400, height: 1100 };
  await page.setViewportSize({ width: 1800, height: 1400 });
  const canvas = output.locator("canvas").first();
  await canvas.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await boxOf(canvas);
  const [rows, columns] = await canvas.evaluate((element: HTMLCanvasElement) => [
    element.height,
    element.width,
  ]);
  const centre = [x + width / 2, y + Math.min(height / 2, 500)] as const;
  const { pictures, seconds } = await drag(page, watch, WINDOW_DRAG_MS, (share) => {
    const angle = share * 6 * Math.PI;
    return [centre[0] + 150 * Math.sin(angle), centre[1] + 100 * (1 - Math.cos(angle))];
  });
  await page.setViewportSize(before);
  await style.evaluate((element) => (element as HTMLElement).remove());
  const frames = pictures.length / seconds;
  return {
    name: `window drag, ${rows} x ${columns} shown ${Math.round(width)} pixels wide`,
    value: `${frames.toFixed(0)} frames a second`,
    goal: `>= ${LEAST_FRAMES} at 512 x 512 on 1000 pixels`,
    met: frames >= LEAST_FRAMES && Math.min(rows, columns) >= 512 && width >= 999,
  };
}

/** Different slices a second while the slider is dragged from its one end to the other. */
export async function measureSliderDrag(open: OpenWay, slices: number): Promise<Row> {
  await goHome(open);
  const { x, y, width, height } = await boxOf(open.slider);
  const thumb = height / 2;
  const { pictures, seconds } = await drag(open.page, open.watch, SLIDER_DRAG_MS, (share) => [
    x + thumb + share * (width - 2 * thumb),
    y + height / 2,
  ]);
  await settle(open);
  const count = countSlices(pictures);
  const rate = count / seconds;
  return {
    name: `slider dragged through all in ${seconds.toFixed(1)} s`,
    value: `${rate.toFixed(0)} different slices a second (${count} of ${slices})`,
    goal: `>= ${LEAST_SLICES}`,
    met: rate >= LEAST_SLICES,
  };
}

interface Dragged {
  readonly pictures: readonly Painted[];
  /** From the first move until the page has taken the last. */
  readonly seconds: number;
}

/**
 * Presses the mouse, moves it along a path whether or not the page keeps up, and gives back what was painted meanwhile.
 * Moves go to the browser itself: `page.mouse` asks the page twice about each move of a pressed mouse.
 */
async function drag(
  page: Page,
  watch: OpenWay["watch"],
  ms: number,
  at: (share: number) => readonly [x: number, y: number],
): Promise<Dragged> {
  await page.mouse.move(...at(0));
  await page.mouse.down();
  const input = await page.context().newCDPSession(page);
  const before = await watch.evaluate(({ painted }) => painted.length);
  const moves: Promise<unknown>[] = [];
  const start = performance.now();
  for (let passed = 0; passed < ms; passed = performance.now() - start) {
    const [x, y] = at(passed / ms);
    moves.push(
      input.send("Input.dispatchMouseEvent", { type: "mouseMoved", x, y, button: "left", buttons: 1 }),
    );
    await wait(MOVE_EVERY_MS);
  }
  await Promise.all(moves);
  const seconds = (performance.now() - start) / 1000;
  const pictures = await watch.evaluate(({ painted }, from) => painted.slice(from), before);
  await input.detach();
  await page.mouse.move(...at(1));
  await page.mouse.up();
  return { pictures, seconds };
}

async function boxOf(
  part: OpenWay["slider"],
): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await part.boundingBox();
  if (box === null) throw new Error("nothing to drag on the page");
  return box;
}
