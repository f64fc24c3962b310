import { readdirSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type LabServer, launchBrowser, startServer } from "../../ui/lab";
import { compareWays } from "./compareWays";
import { instrumentPages, type OwnRequest, ownRequests } from "./instrumentPage";
import { measureSaved } from "./measureSaved";
import { MESH_CELL, measurePlotly, measureStart } from "./measureStart";
import { measureViewer } from "./measureViewer";
import { openNotebookOf } from "./openWays";
import { ratioRows, rowsTable, waysTable } from "./report";
import { WAYS } from "./ways";

/** Set by viewing.mjs. */
const { VIEWING_FOLDER: folder = "", VIEWING_OUTPUTS: outputs } = process.env;

let server: LabServer;
beforeAll(async () => {
  server = await startServer(outputs);
}, 120_000);
afterAll(() => server.stop());

/** What draws in the browser; a mesh needs WebGL. */
const BROWSERS = [
  { name: "WebGL in software", graphics: undefined, webgl: true },
  { name: "--disable-gpu", graphics: ["--disable-gpu"], webgl: false },
] as const;

test.each(BROWSERS)("viewing, $name", async ({ name, graphics, webgl }) => {
  const slices = readdirSync(folder).length;
  const browser = await launchBrowser(graphics);
  try {
    const load = loadavg()[0];
    const lab = { ...server, browser };
    let requests: readonly OwnRequest[] = [];
    const typescript = await openNotebookOf(lab, "typescript", folder, {
      cells: [MESH_CELL],
      prepare: async (context) => {
        requests = ownRequests(context);
        await instrumentPages(context);
      },
    });
    const start = await measureStart(typescript, requests);
    const python = await openNotebookOf(lab, "python", folder);

    const outcomes = await compareWays({ python, typescript }, slices);
    const rows = [...ratioRows(outcomes, slices), ...(await measureViewer(typescript, slices)), ...start];
    if (webgl) {
      rows.push(
        await measurePlotly(
          typescript,
          requests,
          1 + WAYS.filter(({ language }) => language === "typescript").length,
        ),
      );
      rows.push(...(await measureSaved(lab, typescript)));
    }
    console.log(
      `\n${name}; ${slices} slices; ${availableParallelism()} cores, load ${load.toFixed(1)} before and ${loadavg()[0].toFixed(1)} after\n\n${waysTable(outcomes, slices)}\n\n${rowsTable(rows)}\n`,
    );
    expect(
      outcomes.filter(({ measured }) => measured?.walk.isRight === false).map(({ way }) => way.name),
    ).toEqual([]);
  } finally {
    await browser.close();
  }
});
