import type { Page } from "playwright-core";
import { activations, type OwnRequest } from "./instrumentPage";
import { runCell } from "./labPage";
import type { Row } from "./row";

const MOST_BYTES = 60_000;
const MOST_MS = 20;
/** Only Plotly's chunk is as large. */
const CHUNK_BYTES = 300_000;

/** A cell that shows a mesh, after the volume has been loaded. */
export const MESH_CELL = "ct.interactive3dPlot(ct.threshold(ct.slicesOf(volume, 0, 8), { atLeast: 300 }))";

/** What our extension asks for and does before any output; `requests` of a page that has shown none yet. */
export async function measureStart(page: Page, requests: readonly OwnRequest[]): Promise<readonly Row[]> {
  const bytes = requests.reduce((sum, request) => sum + request.bytes, 0);
  const times = await activations(page);
  const ms = times.reduce((sum, time) => sum + time, 0);
  return [
    {
      name: "bytes of ours requested before the first output",
      value: `${(bytes / 1000).toFixed(1)} KB in ${requests.length} files`,
      goal: `<= ${MOST_BYTES / 1000} KB`,
      met: requests.length > 0 && bytes <= MOST_BYTES,
    },
    {
      name: "activate",
      value: `${ms.toFixed(1)} ms (plugins: ${times.length})`,
      goal: `<= ${MOST_MS} ms`,
      met: times.length > 0 && ms <= MOST_MS,
    },
  ];
}

/** Whether Plotly is asked for by the first mesh, and not before; `cell` shows it. */
export async function measurePlotly(page: Page, requests: readonly OwnRequest[], cell: number): Promise<Row> {
  const chunks = () => requests.filter(({ bytes }) => bytes >= CHUNK_BYTES).length;
  const before = chunks();
  if (!(await runCell(page, cell))) throw new Error("the mesh's cell failed");
  const plot = page.locator(".tsd-plot canvas").first();
  await page.locator(".jp-Notebook .jp-Cell").nth(cell).scrollIntoViewIfNeeded();
  await plot.waitFor();
  return {
    name: "requests for Plotly before a mesh, and with it",
    value: `${before}, ${chunks()}`,
    goal: "0, 1",
    met: before === 0 && chunks() === 1,
  };
}
