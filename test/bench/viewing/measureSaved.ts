import { readFileSync, statSync, writeFileSync } from "node:fs";
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

const PICTURE_MIMES: readonly string[] = ["image/png", "text/plain"];

/**
 * The size of the saved tutorial, and how long a Lab that runs takes to open it: until all its viewers are painted. Beside
 * it the same notebook of pictures alone, of which Lab shows each when it finds the time.
 */
export async function measureSaved(lab: Lab, page: Page): Promise<readonly Row[]> {
  const saved: Notebook = JSON.parse(readFileSync(SAVED, "utf8"));
  const count = (mime: string) => outputsOf(saved).filter(({ data }) => data?.[mime] !== undefined).length;
  const [viewers, plots, pictures] = [VIEWER_MIME, PLOTLY_MIME, "image/png"].map(count);
  const whole: Wanted = { '.tsd-viewer[data-ready="true"]': viewers, ".tsd-plot": plots };
  const still: Wanted = { ".jp-RenderedImage img": pictures };
  const times = { whole: [] as number[], still: [] as number[] };
  for (let n = 0; n < TIMES; n++) {
    // Each time another file, so that nothing is kept.
    const write = (name: string, notebook: Notebook) =>
      writeFileSync(join(lab.folder, `${name}-${n}.ipynb`), JSON.stringify(notebook));
    write("whole", saved);
    write("still", asPictures(saved));
    times.whole.push(await measureOpening(page, `whole-${n}.ipynb`, whole));
    times.still.push(await measureOpening(page, `still-${n}.ipynb`, still));
  }
  const { size } = statSync(SAVED);
  const [ours, alone] = [times.whole, times.still].map((each) => median(each) / 1000);
  return [
    {
      name: "the saved tutorial notebook",
      value: `${(size / 1e6).toFixed(2)} MB`,
      goal: `<= ${MOST_BYTES / 1e6} MB`,
      met: size <= MOST_BYTES,
    },
    {
      name: `opening it (${viewers} viewers painted, ${plots} figures placed)`,
      value: `${ours.toFixed(2)} s (as ${pictures} pictures: ${alone.toFixed(2)} s)`,
      goal: `<= ${MOST_MS / 1000} s`,
      met: 1000 * ours <= MOST_MS,
    },
  ];
}

const outputsOf = ({ cells }: Notebook) => cells.flatMap(({ outputs = [] }) => outputs);

function asPictures(notebook: Notebook): Notebook {
  const copy = structuredClone(notebook);
  for (const output of outputsOf(copy)) {
    const kept = Object.entries(output.data ?? {}).filter(([mime]) => PICTURE_MIMES.includes(mime));
    if (output.data) Object.assign(output, { data: Object.fromEntries(kept) });
  }
  return copy;
}

/** How many of each there are, by selector, when the notebook has come up. */
type Wanted = Readonly<Record<string, number>>;

function measureOpening(page: Page, path: string, wanted: Wanted): Promise<number> {
  return page.evaluate(
    async ({ path, wanted }) => {
      const { commands } = (window as unknown as LabPage).jupyterapp;
      const nextFrame = () => new Promise(requestAnimationFrame);
      const started = performance.now();
      await commands.execute("docmanager:open", { path });
      const there = (selector: string) =>
        document.querySelectorAll(`.jp-NotebookPanel:not(.lm-mod-hidden) ${selector}`).length;
      while (Object.entries(wanted).some(([selector, count]) => there(selector) < count)) {
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
