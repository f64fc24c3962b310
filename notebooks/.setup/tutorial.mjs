import { mkdirSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { foreground } from "./childProcess.mjs";
import { jupyterEnvironment, KERNEL } from "./jupyterFiles.mjs";
import { replacedSources } from "./parameterCell.mjs";
import { ROOT, SETUP_FOLDER, VENV_PYTHON } from "./paths.mjs";
import { setUpKernel } from "./setUp.mjs";
import { tutorialArguments, USAGE } from "./tutorialArguments.mjs";
import { runMain, UserError } from "./userError.mjs";

/** `npm run tutorial [-- OPTIONS]`: executes the tutorial in the real kernel, without a browser. */
await runMain(async () => {
  const chosen = tutorialArguments(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  if (chosen === undefined) {
    console.log(USAGE);
    return 0;
  }
  const { notebook, out, parameters } = chosen;
  const sources = replacedSources(readCells(notebook), parameters);

  await setUpKernel();
  mkdirSync(dirname(out), { recursive: true });
  const task = { notebook, out, kernel: KERNEL, sources, hidden: hiddenPaths(parameters.folder) };
  return foreground(VENV_PYTHON, [join(SETUP_FOLDER, "execute.py")], {
    env: { ...jupyterEnvironment(), PYTHONUTF8: "1" },
    input: JSON.stringify(task),
  });
});

/**
 * @param {string} notebook
 * @returns {readonly import("./parameterCell.mjs").Cell[]}
 */
function readCells(notebook) {
  try {
    const { cells } = JSON.parse(readFileSync(notebook, "utf8"));
    if (Array.isArray(cells)) return cells;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError("--notebook must name a notebook of format 4; that file is none.");
}

/**
 * Paths that no output may hold, with what is printed in their place; longer ones first.
 *
 * @param {string | null} folder
 * @returns {readonly (readonly [path: string, shown: string])[]}
 */
function hiddenPaths(folder) {
  const folders = folder === null ? [] : [...new Set([folder, realpathSync(folder)])];
  /** @type {[string, string][]} */
  const hidden = [
    ...folders.map((path) => /** @type {[string, string]} */ ([path, "FOLDER"])),
    [ROOT, "."],
    [homedir(), "~"],
  ];
  return hidden.filter(([path]) => path.length > 1).sort(([a], [b]) => b.length - a.length);
}
