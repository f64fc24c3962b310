import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { foreground } from "../notebooks/.setup/childProcess.mjs";
import { CHROMIUM_VARIABLE, prepareChromium } from "../notebooks/.setup/chromium.mjs";
import { jupyterEnvironment } from "../notebooks/.setup/jupyterFiles.mjs";
import { ROOT, VENV_PYTHON } from "../notebooks/.setup/paths.mjs";
import { addRequirements, preparePython } from "../notebooks/.setup/pythonEnvironment.mjs";
import { setUpKernel, setUpLab, setUpLibrary } from "../notebooks/.setup/setUp.mjs";
import { runMain, UserError } from "../notebooks/.setup/userError.mjs";
import { countTests, table, totalsLine } from "./totals.mjs";

/**
 * `npm test`: set-up, lint, types, then every kind of test. `node test/run.mjs KIND [ARGUMENTS OF VITEST]` runs one
 * kind. The last line counts everything; the exit code is 1 when anything failed.
 *
 * @typedef {import("./totals.mjs").Result} Result
 * @typedef {Pick<Result, "passed" | "failed" | "skipped">} Counts
 */

/** Names the Python that has the second DICOM reader. */
const PYTHON_VARIABLE = "TSLAB_DICOM_TEST_PYTHON";

async function setUpBrowser() {
  await setUpLab();
  return { ...jupyterEnvironment(), [CHROMIUM_VARIABLE]: await prepareChromium() };
}

/** What each kind needs; gives back the environment its tests run in. */
const SET_UP = /** @type {const} */ ({
  unit: async () => {
    await setUpLibrary();
    return process.env;
  },
  golden: async () => {
    await setUpLibrary();
    await preparePython();
    await addRequirements("Installing the second DICOM reader", join(ROOT, "test", "requirements.txt"));
    return { ...process.env, [PYTHON_VARIABLE]: VENV_PYTHON };
  },
  notebook: async () => {
    await setUpKernel();
    const requirements = join(ROOT, "test", "notebook", "requirements.txt");
    await addRequirements("Installing Jupyter's checks of a kernel", requirements);
    return jupyterEnvironment();
  },
  ui: setUpBrowser,
  leaks: setUpBrowser,
});

await runMain(async () => {
  const [kind, ...vitestArguments] = process.argv.slice(2);
  if (kind !== undefined && !isKind(kind)) {
    throw new UserError(`There are tests of the kinds ${Object.keys(SET_UP).join(", ")}; received ${kind}.`);
  }
  const results = kind === undefined ? await everything() : [await test(kind, vitestArguments)];
  console.log(`\n${table(results)}\n\n${totalsLine(results)}`);
  return results.some(({ failed }) => failed > 0) ? 1 : 0;
});

/** @returns {Promise<Result[]>} */
async function everything() {
  const setUp = await timed("set-up", async () => {
    await setUpLab();
    return { passed: 0, failed: 0, skipped: 0 };
  });
  if (setUp.failed > 0) return [setUp];

  const done = [
    await check("lint and format", ["@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "."]),
    await check("types", ["typescript/bin/tsc", "-b"], ["typescript/bin/tsc", "-p", "test"]),
  ];
  for (const each of Object.keys(SET_UP)) {
    // Takes as long as all others.
    if (isKind(each) && each !== "leaks") done.push(await test(each, []));
  }
  return done;
}

/**
 * One kind of tests, after the set-up it needs.
 *
 * @param {keyof typeof SET_UP} kind
 * @param {readonly string[]} more - arguments for vitest
 * @returns {Promise<Result>}
 */
function test(kind, more) {
  return timed(kind, async () => {
    const env = await SET_UP[kind]();
    console.log(`\n${kind}`);
    const folder = mkdtempSync(join(tmpdir(), "vitest-"));
    const report = join(folder, "report.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const vitest = join("vitest", "vitest.mjs");
    const code = await tool(
      [vitest, "run", "--config", "test/vitest.config.mts", "--project", `${kind}*`, ...reporters, ...more],
      env,
    );
    try {
      return countTests(
        statSync(report, { throwIfNoEntry: false }) && JSON.parse(readFileSync(report, "utf8")),
        code,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

/**
 * Tools that pass or fail as a whole; a failure counts as one.
 *
 * @param {string} kind
 * @param {...readonly string[]} commands - each a tool below node_modules with its arguments
 * @returns {Promise<Result>}
 */
function check(kind, ...commands) {
  return timed(kind, async () => {
    console.log(`\n${kind}`);
    let failed = 0;
    for (const command of commands) {
      if ((await tool(command)) !== 0) failed = 1;
    }
    if (failed > 0) console.log(`${kind}: failed; what is wrong is above.`);
    return { passed: 0, failed, skipped: 0 };
  });
}

/**
 * @param {readonly string[]} command
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} exit code
 */
function tool([script, ...args], env = process.env) {
  return foreground(process.execPath, [join(ROOT, "node_modules", script), ...args], { env });
}

/**
 * Counts with the time they took; what a person has to put right counts as one failure, after its line.
 *
 * @param {string} kind
 * @param {() => Promise<Counts>} work
 * @returns {Promise<Result>}
 */
async function timed(kind, work) {
  const started = performance.now();
  const counts = await work().catch((error) => {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { kind, ...counts, seconds: (performance.now() - started) / 1000 };
}

/**
 * @param {string | undefined} name
 * @returns {name is keyof typeof SET_UP}
 */
function isKind(name) {
  return name !== undefined && Object.hasOwn(SET_UP, name);
}
