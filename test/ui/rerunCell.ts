import type { Page } from "playwright-core";
import { type Lab, openNotebook, runAll, writeNotebook } from "./lab";
import { runCell, VOLUME_CELL } from "./liveNotebook";

/** A cell with one of everything that lives: a viewer, controls whose function shows a viewer too, and a mesh. */
const LIVING_CELL = `ct.sliceViewer(volume, { budget: 300_000 });
ct.interact((x) => { ct.imshow(volume, { slice: x }); ct.sliceViewer(volume, { slice: x, budget: 300_000 }); }, { x: [0, 11] });
ct.interactive3dPlot(ct.threshold(ndarray(Int16Array.from({ length: 600 }, (_, i) => i % 7), [6, 10, 10]), { atLeast: 5 }));`;

/** Waits until all that the cell shows is there. */
async function allLive(page: Page): Promise<void> {
  const live = '[data-link="live"][data-ready="true"]';
  for (const shown of [`.tsd-viewer${live}`, `.tsd-interact${live}`, `.tsd-shown .tsd-viewer${live}`]) {
    const one = page.locator(shown).first();
    await one.waitFor();
    await one.scrollIntoViewIfNeeded();
  }
  const mesh = page.locator(".tsd-plot");
  await mesh.scrollIntoViewIfNeeded();
  await mesh.and(page.locator('[data-state="live"]')).waitFor();
}

/** A notebook of which the cell of everything has run; gives the page, and what runs the cell again. */
export async function openRerun(lab: Lab): Promise<{
  readonly opened: Awaited<ReturnType<typeof openNotebook>>;
  readonly rerun: () => Promise<void>;
}> {
  writeNotebook(lab, "rerun.ipynb", [VOLUME_CELL, LIVING_CELL]);
  const opened = await openNotebook(lab, "rerun.ipynb");
  const { page } = opened;
  await runAll(page);
  await allLive(page);
  const rerun = async () => {
    await page.evaluate(() => {
      for (const shown of document.querySelectorAll(".tsd-output")) shown.classList.add("of-the-run-before");
    });
    await runCell(page, 1);
    await page.locator(".of-the-run-before").first().waitFor({ state: "detached" });
    await allLive(page);
  };
  return { opened, rerun };
}
