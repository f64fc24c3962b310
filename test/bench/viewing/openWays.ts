import type { BrowserContext, JSHandle, Locator, Page } from "playwright-core";
import { kernelAnswers, type Lab, openNotebook, writeNotebook } from "../../ui/lab";
import { createWatch, type Watch } from "./createWatch";
import { clearCell, kernelIdle, runCell } from "./labPage";
import { KERNELS, loadCell, WAYS, type Way } from "./ways";

/** A way as it stands in its notebook, shown and watched. */
export interface OpenWay {
  readonly way: Way;
  readonly page: Page;
  /** Of its cell in the notebook. */
  readonly index: number;
  readonly output: Locator;
  readonly slider: Locator;
  readonly watch: JSHandle<Watch>;
}

/** How long nothing may come before what was asked for counts as done. */
const QUIET_MS = 120;

/** Opens a notebook with the volume loaded and a cell for each way of its language. */
export async function openNotebookOf(
  lab: Lab,
  language: Way["language"],
  folder: string,
  more: {
    readonly cells?: readonly string[];
    readonly prepare?: (context: BrowserContext) => Promise<void>;
  } = {},
): Promise<Page> {
  const { cells = [], prepare } = more;
  const name = `${language}.ipynb`;
  const ways = WAYS.filter((way) => way.language === language).map(({ source }) => source);
  writeNotebook(lab, name, [loadCell(language, folder), ...ways, ...cells], KERNELS[language]);
  const { page } = await openNotebook(lab, name, prepare && { prepare });
  await kernelAnswers(page);
  if (!(await runCell(page, 0))) throw new Error(`the volume could not be loaded in ${language}`);
  return page;
}

/** Runs a way's cell, again if it has run, so that nothing is kept of the last output; null when it fails. */
export async function showWay(way: Way, page: Page): Promise<OpenWay | null> {
  const index = 1 + WAYS.filter(({ language }) => language === way.language).indexOf(way);
  const output = page.locator(".jp-Notebook .jp-Cell").nth(index);
  await output.scrollIntoViewIfNeeded();
  await clearCell(page, index);
  await output.locator("canvas, img").first().waitFor({ state: "detached" });
  const watch = await output.evaluateHandle(createWatch);
  const ran = await runCell(page, index);
  if (!ran) {
    await watch.evaluate(({ stop }) => stop());
    return null;
  }
  await watch.evaluate(({ next }) => next(0));
  const slider = output.locator("input[type=range], [role=slider]").first();
  const open = { way, page, index, output, slider, watch };
  await settle(open);
  await output.locator("canvas, img").last().scrollIntoViewIfNeeded();
  return open;
}

/** Ends the watch of an output that is not needed any more. */
export const stopWatching = ({ watch }: OpenWay): Promise<void> => watch.evaluate(({ stop }) => stop());

/** Waits until what was asked for has come: nothing new on the page, nothing to do in the kernel. */
export async function settle({ watch, page }: OpenWay): Promise<void> {
  await kernelIdle(page);
  await watch.evaluate(({ quiet }, ms) => quiet(ms), QUIET_MS);
  await kernelIdle(page);
}

/** Puts the slider on the first slice, focused. */
export async function goHome(open: OpenWay): Promise<void> {
  const { slider, watch, page } = open;
  await settle(open);
  const isHome = await slider.evaluate((element) =>
    element instanceof HTMLInputElement
      ? element.value === element.min
      : element.ariaValueNow === element.ariaValueMin,
  );
  const before = await watch.evaluate(({ painted }) => painted.length);
  await slider.focus();
  if (!isHome) {
    await page.keyboard.press("Home");
    await watch.evaluate(({ next }, after) => next(after), before);
  }
  await settle(open);
}
