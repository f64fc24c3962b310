import { copyFileSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { PLOTLY_MIME, VIEWER_MIME } from "tslab-dicom/contract";
import type { Lab } from "../../ui/lab";
import type { LabPage, Notebook } from "./labPage";
import type { Row } from "./row";
import { median } from "./statistics";

const SAVED = fileURLToPath(new URL("../../../notebooks/tutorial.ipynb", import.meta.url));
const MOST_BYTES = 5_000_000;
const MOST_MS = 2000;
const TIMES = 3;

/** The size of the saved tutorial, and how long a Lab that runs takes to open it: until all its viewers are painted. */
export async function measureSaved(lab: Lab, page: Page): Promise<readonly Row[]> {
  const { cells }: Notebook = JSON.parse(readFileSync(SAVED, "utf8"));
  const count = (mime: string) =>
    cells.flatMap(({ outputs = [] }) => outputs).filter(({ data }) => data?.[mime] !== undefined).length;
  const wanted = { viewers: count(VIEWER_MIME), plots: count(PLOTLY_MIME) };
  const times: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    const name = `saved-${n}.ipynb`; // each time another one, so that nothing is kept
    copyFileSync(SAVED, join(lab.folder, name));
    times.push(await measureOpening(page, name, wanted));
  }
  const { size } = statSync(SAVED);
  return [
    {
      name: "the saved tutorial notebook",
      value: `${(size / 1e6).toFixed(2)} MB`,
      goal: `<= ${MOST_BYTES / 1e6} MB`,
      met: size <= MOST_BYTES,
    },
    {
      name: `opening it (${wanted.viewers} viewers painted, ${wanted.plots} figures placed)`,
      value: `${(median(times) / 1000).toFixed(2)} s`,
      goal: `<= ${MOST_MS / 1000} s`,
      met: median(times) <= MOST_MS,
    },
  ];
}

function measureOpening(
  page: Page,
  path: string,
  wanted: { readonly viewers: number; readonly plots: number },
): Promise<number> {
  return page.evaluate(
    async ({ path, wanted }) => {
      const { commands } = (window as unknown as LabPage).jupyterapp;
      const nextFrame = () => new Promise(requestAnimationFrame);
      const started = performance.now();
      await commands.execute("docmanager:open", { path });
      const there = (selector: string) =>
        document.querySelectorAll(`.jp-NotebookPanel:not(.lm-mod-hidden) ${selector}`).length;
      while (there('.tsd-viewer[data-ready="true"]') < wanted.viewers || there(".tsd-plot") < wanted.plots) {
        if (performance.now() - started > 60_000) throw new Error("the saved notebook did not come up");
        await nextFrame();
      }
      await nextFrame(); // the frame that shows the last one has been made
      const passed = performance.now() - started;
      await commands.execute("application:close");
      return passed;
    },
    { path, wanted },
  );
}
