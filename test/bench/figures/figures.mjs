import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CHROMIUM_VARIABLE, prepareChromium } from "../../../notebooks/.setup/chromium.mjs";
import { ROOT } from "../../../notebooks/.setup/paths.mjs";
import { setUpLibrary } from "../../../notebooks/.setup/setUp.mjs";
import { runMain, UserError } from "../../../notebooks/.setup/userError.mjs";
import { runInGroup } from "../viewing/runInGroup.mjs";

/**
 * `npm run bench:figures -- FOLDER`: how large the surfaces and precomputed pictures of a CT series are in a notebook, and
 * how quickly surfaces come to the page and turn there; figures.bench.ts has what is measured.
 */
await runMain(async () => {
  const [named] = process.argv.slice(2);
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), named ?? "");
  if (named === undefined || !existsSync(folder)) {
    throw new UserError("Name a folder with the files of one CT series: npm run bench:figures -- FOLDER");
  }
  await setUpLibrary();
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const what = [
    "run",
    "test/bench/figures/figures.bench.ts",
    "--config",
    "test/vitest.config.mts",
    "--project",
    "bench",
  ];
  return await runInGroup(process.execPath, [vitest, ...what, "--disable-console-intercept"], {
    ...process.env,
    [CHROMIUM_VARIABLE]: await prepareChromium(),
    FIGURES_FOLDER: folder,
  });
});
