import type { Page } from "playwright-core";
import { type Lab, openNotebook, replaced, runAll, writeNotebook } from "./lab";
import { runCell } from "./liveNotebook";

/** Small, so that reruns take little time. */
const DATA_CELL = `import * as ct from "tslab-dicom";
import ndarray from "ndarray";
const volume = ct.createVolume(ndarray(Int16Array.from({ length: 4096 }, (_, i) => (i % 7) * 100), [4, 32, 32]));
const solid = ct.threshold(ndarray(Int16Array.from({ length: 64 }, (_, i) => i % 7), [4, 4, 4]), { atLeast: 5 });`;

/** One of everything that lives: a viewer, controls whose function shows a viewer too, and a mesh. */
const LIVING_CELL = `ct.sliceViewer(volume);
ct.interact((x) => ct.sliceViewer(volume, { slice: x }), { x: [0, 3] });
ct.interactive3dPlot(solid);`;

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
  writeNotebook(lab, "rerun.ipynb", [DATA_CELL, LIVING_CELL]);
  const opened = await openNotebook(lab, "rerun.ipynb");
  const { page } = opened;
  await runAll(page);
  await allLive(page);
  const rerun = async () => {
    await replaced(page.locator(".tsd-output"), () => runCell(page, 1));
    await allLive(page);
  };
  return { opened, rerun };
}
