import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { capture } from "../../notebooks/.setup/childProcess.mjs";
import { ROOT, VENV_PYTHON } from "../../notebooks/.setup/paths.mjs";
import { addRequirements, preparePython } from "../../notebooks/.setup/pythonEnvironment.mjs";
import { setUpLibrary } from "../../notebooks/.setup/setUp.mjs";
import { runMain, UserError } from "../../notebooks/.setup/userError.mjs";

/**
 * `npm run bench:loading -- FOLDER [ROUNDS]`: a CT series and a JPEG 2000 copy of it, made here, loaded by this
 * library and by pydicom in turn; medians, peak memory, and whether both gave the same voxels.
 *
 * @typedef {{ seconds: number, peakMB: number, bytesRead: number, sha256: string }} Load
 */

const here = fileURLToPath(new URL(".", import.meta.url));

await runMain(async () => {
  const [folder, rounds = "3"] = process.argv.slice(2);
  if (folder === undefined || !existsSync(folder)) {
    throw new UserError("Name a folder with the files of one CT series: npm run bench:loading -- FOLDER");
  }
  await setUpLibrary();
  await preparePython();
  await addRequirements("Installing what loading is measured against", join(here, "requirements.txt"));

  const temporary = mkdtempSync(join(tmpdir(), "loading-"));
  try {
    const copy = join(temporary, "j2k");
    await run(VENV_PYTHON, [join(here, "j2k_copy.py"), folder, copy]);
    for (const [name, path] of [
      ["as it is", folder],
      ["JPEG 2000", copy],
    ]) {
      console.log(`\n${name}: ${readdirSync(path).length} files`);
      await compare(path, Number(rounds));
    }
  } finally {
    rmSync(temporary, { recursive: true });
  }
  return 0;
});

/**
 * @param {string} folder
 * @param {number} rounds
 */
async function compare(folder, rounds) {
  /** @type {Record<string, Load[]>} */
  const loads = { "tslab-dicom": [], pydicom: [] };
  for (let round = 0; round < rounds; round++) {
    loads["tslab-dicom"].push(await run(process.execPath, [join(here, "loadOnce.mjs"), folder]));
    loads.pydicom.push(await run(VENV_PYTHON, [join(here, "load_once.py"), folder]));
  }
  for (const [name, results] of Object.entries(loads)) {
    const seconds = median(results.map((load) => load.seconds));
    const peak = Math.max(...results.map(({ peakMB }) => peakMB));
    const read = results[0].bytesRead / 1e6;
    console.log(
      `${name.padEnd(12)} ${seconds.toFixed(2)} s   ${peak.toFixed(0)} MB peak   ${read.toFixed(1)} MB read`,
    );
  }
  const ratios = loads.pydicom.map(({ seconds }, i) => seconds / loads["tslab-dicom"][i].seconds);
  const same = new Set(Object.values(loads).flatMap((results) => results.map(({ sha256 }) => sha256)));
  console.log(
    `pydicom takes ${median(ratios).toFixed(2)} times as long; voxels ${same.size === 1 ? "equal" : "DIFFER"}`,
  );
}

/**
 * @param {string} command
 * @param {string[]} commandArguments
 * @returns {Promise<any>} the JSON it printed, if any
 */
async function run(command, commandArguments) {
  const { code, output } = await capture(command, commandArguments, { cwd: ROOT });
  if (code !== 0) throw new UserError(`${commandArguments[0]} failed:\n${output}`);
  return output.trim() === "" ? null : JSON.parse(output);
}

/** @param {number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
