import { existsSync } from "node:fs";
import { join } from "node:path";
import { foreground } from "./childProcess.mjs";
import { jupyterEnvironment } from "./jupyterFiles.mjs";
import { NOTEBOOKS, VENV_PYTHON } from "./paths.mjs";
import { setUpLab } from "./setUp.mjs";
import { seconds } from "./step.mjs";
import { runMain } from "./userError.mjs";

/** `npm start [-- ARGUMENTS OF JUPYTERLAB]`: sets up what is missing and opens JupyterLab on the tutorial. */
await runMain(async () => {
  const started = performance.now();
  await setUpLab();
  console.log(`Ready after ${seconds(started)}. Starting JupyterLab; Ctrl-C stops it.`);
  return foreground(VENV_PYTHON, ["-m", "jupyterlab", ...labArguments()], {
    env: jupyterEnvironment(),
    interrupt: "SIGTERM", // without a terminal, Jupyter does not end on SIGINT
  });
});

/** @returns {string[]} */
function labArguments() {
  const own = process.argv.slice(2);
  const tutorial = existsSync(join(NOTEBOOKS, "tutorial.ipynb"))
    ? ["--LabApp.default_url=/lab/tree/tutorial.ipynb"]
    : [];
  const asRoot = process.getuid?.() === 0 && !own.includes("--allow-root") ? ["--allow-root"] : [];
  // Without the confirmation of Ctrl-C, which a terminal behind npm does not always pass on.
  return [`--ServerApp.root_dir=${NOTEBOOKS}`, "--ServerApp.answer_yes=True", ...tutorial, ...asRoot, ...own];
}
