import { readdirSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LabServer, launchBrowser, startServer } from "../../ui/lab";
import { measureAll } from "./measureAll";
import { rowsTable, waysTable } from "./report";

/** Set by viewing.mjs. */
const { VIEWING_FOLDER: folder = "", VIEWING_STEPS: steps, VIEWING_OUTPUTS: outputs } = process.env;

/** What draws in the browser. WebGL in software, which a mesh needs, makes all drawing slower. */
const BROWSERS = [
  { name: "--disable-gpu", graphics: ["--disable-gpu"], webgl: false },
  { name: "WebGL in software", graphics: undefined, webgl: true },
] as const;

describe.skipIf(folder === "")("viewing", () => {
  let server: LabServer;
  beforeAll(async () => {
    server = await startServer(outputs);
  }, 120_000);
  afterAll(() => server.stop());

  test.each(BROWSERS)("$name", async ({ name, graphics, webgl }) => {
    const slices = readdirSync(folder).length;
    const browser = await launchBrowser(graphics);
    try {
      const [before] = loadavg();
      const options = { folder, slices, steps: Number(steps), webgl };
      const { outcomes, rows } = await measureAll({ ...server, browser }, options);
      const [after] = loadavg();
      const machine = `${availableParallelism()} cores, load ${before.toFixed(1)} before and ${after.toFixed(1)} after`;
      console.log(`\n${name}; ${slices} slices; ${machine}\n`);
      console.log(`${waysTable(outcomes, slices)}\n\n${rowsTable(rows)}\n`);
      const wrong = outcomes.filter(({ measured }) => measured && measured.walk.wrong > 0);
      expect(wrong.map(({ way }) => way.name)).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
