import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { ROOT } from "../../../notebooks/.setup/paths.mjs";
import { setUpLibrary } from "../../../notebooks/.setup/setUp.mjs";
import { runMain, UserError } from "../../../notebooks/.setup/userError.mjs";
import { runInGroup } from "../viewing/runInGroup.mjs";

/**
 * `npm run bench:lungs -- [FOLDER...]`: how well lungs are found in the phantom's hard cases, beside the tutorial's mask
 * and a plain threshold, and in CT series of one's own, which have no truth; lungs.bench.ts has what is required.
 */
await runMain(async () => {
  const from = process.env.INIT_CWD ?? process.cwd();
  const folders = process.argv.slice(2).map((named) => resolve(from, named));
  const missing = folders.find((folder) => !existsSync(folder));
  if (missing !== undefined) throw new UserError(`There is no folder ${missing}`);
  await setUpLibrary();
  const vitest = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const what = ["run", "test/bench/lungs/lungs.bench.ts", "--config", "test/vitest.config.mts"];
  const status = await runInGroup(
    process.execPath,
    [vitest, ...what, "--project", "bench", "--disable-console-intercept"],
    { ...process.env, LUNGS_FOLDERS: folders.join(delimiter) },
  );
  const steps = join(ROOT, "test", "bench", "lungs", "steps.mjs");
  for (const folder of folders)
    await runInGroup(process.execPath, ["--expose-gc", steps, folder], process.env);
  return status;
});
