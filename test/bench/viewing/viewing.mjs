import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { CHROMIUM_VARIABLE, prepareChromium } from "../../../notebooks/.setup/chromium.mjs";
import { jupyterEnvironment } from "../../../notebooks/.setup/jupyterFiles.mjs";
import { ROOT } from "../../../notebooks/.setup/paths.mjs";
import { setUpLab } from "../../../notebooks/.setup/setUp.mjs";
import { runMain, UserError } from "../../../notebooks/.setup/userError.mjs";
import { preparePeers } from "./preparePeers.mjs";
import { runInGroup } from "./runInGroup.mjs";

/**
 * `npm run bench:viewing -- FOLDER [STEPS]`: how quickly the slices of a CT series come to the page, with this library and
 * with ipywidgets, in one JupyterLab and one Chromium; viewing.bench.ts has what is measured.
 */
await runMain(async () => {
  const [named, steps = "60"] = process.argv.slice(2);
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), named ?? "");
  if (named === undefined || !existsSync(folder)) {
    throw new UserError("Name a folder with the files of one CT series: npm run bench:viewing -- FOLDER");
  }
  await setUpLab();
  const jupyter = jupyterEnvironment(await preparePeers(process.env));
  const chromium = await prepareChromium();

  const outputs = join(ROOT, "test", ".output");
  mkdirSync(outputs, { recursive: true });
  // A run that is cut short leaves nothing behind but what is in these.
  const inside = mkdtempSync(join(outputs, "viewing-"));
  const outside = mkdtempSync(join(tmpdir(), "viewing-"));
  try {
    const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
    const what = [
      "run",
      "test/bench/viewing/viewing.bench.ts",
      "--config",
      "test/vitest.config.mts",
      "--project",
      "bench",
      "--disable-console-intercept",
    ];
    return await runInGroup(process.execPath, [vitest, ...what], {
      ...jupyter,
      [CHROMIUM_VARIABLE]: chromium,
      TMPDIR: outside,
      VIEWING_FOLDER: folder,
      VIEWING_STEPS: steps,
      VIEWING_OUTPUTS: inside,
    });
  } finally {
    for (const made of [inside, outside]) rmSync(made, { recursive: true, force: true });
  }
});
