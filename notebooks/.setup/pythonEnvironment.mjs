import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { capture, tail } from "./childProcess.mjs";
import { fingerprint, isStamped, stamp } from "./fingerprint.mjs";
import { saysNoNetwork } from "./npmPackages.mjs";
import { ROOT, SETUP_FOLDER, VENV, VENV_PYTHON } from "./paths.mjs";
import { step } from "./step.mjs";
import { UserError } from "./userError.mjs";

/** The oldest Python that the pinned JupyterLab runs on. */
const OLDEST = /** @type {const} */ ([3, 10]);

const REQUIREMENTS = join(SETUP_FOLDER, "requirements.txt");
const CONSTRAINTS = join(SETUP_FOLDER, "constraints.txt");
/** Says what is installed in `.venv`. */
const STAMP = join(VENV, ".tslab-dicom");

/**
 * @typedef {object} Interpreter
 * @property {string} command
 * @property {readonly [major: number, minor: number]} version
 * @property {boolean} canMakeEnvironments - has the modules venv and ensurepip, which Debian packages apart
 */

/** Makes `.venv` with the pinned JupyterLab, or brings it up to date, when it is not what the pins ask for. */
export async function preparePython() {
  // An environment's scripts name its folder, so a working copy that has moved needs a new one.
  const wanted = `${VENV}\n${fingerprint(ROOT, [REQUIREMENTS, CONSTRAINTS])}\n`;
  if (isStamped(STAMP, wanted) && existsSync(VENV_PYTHON)) return;

  if (!(await canInstallInto(STAMP))) await makeEnvironment(chooseInterpreter(await interpreters()));
  await pipInstall("Installing JupyterLab into .venv", ["-r", REQUIREMENTS, "-c", CONSTRAINTS]);
  stamp(STAMP, wanted);
}

/**
 * Installs what a file asks for beside JupyterLab into `.venv`, when it is not there already.
 *
 * @param {string} title - of the step
 * @param {string} requirements - path of a requirements file
 */
export async function addRequirements(title, requirements) {
  const base = readFileSync(STAMP, "utf8");
  const wanted = `${base}${fingerprint(ROOT, [requirements])}\n`;
  const stampFile = `${STAMP}-${basename(dirname(requirements))}`;
  if (isStamped(stampFile, wanted)) return;
  await pipInstall(title, ["-r", requirements]);
  stamp(stampFile, wanted);
}

/**
 * The interpreter to make the environment with: the first that is new enough and whole.
 *
 * @param {readonly Interpreter[]} found - in order of preference
 * @returns {string} its command
 * @throws {UserError} when there is none, saying what is missing
 */
export function chooseInterpreter(found) {
  const recent = found.filter(({ version: [major, minor] }) => major === OLDEST[0] && minor >= OLDEST[1]);
  const whole = recent.find(({ canMakeEnvironments }) => canMakeEnvironments);
  if (whole !== undefined) return whole.command;

  const oldest = OLDEST.join(".");
  if (recent.length > 0) {
    throw new UserError(
      `${recent[0].command} cannot make environments (module venv or ensurepip is missing): install it (Debian and Ubuntu: apt-get install python3-venv) and run this again.`,
    );
  }
  const seen = found.length === 0 ? "none was found" : `found only ${found[0].version.join(".")}`;
  throw new UserError(
    `Python ${oldest} or newer is needed and ${seen}: install it (Debian and Ubuntu: apt-get install python3 python3-venv; macOS: brew install python3; Windows: python.org) or name one in the environment variable PYTHON, and run this again.`,
  );
}

/** @returns {Promise<Interpreter[]>} those that answer, the one named by PYTHON first */
async function interpreters() {
  const names = ["python3", "python", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];
  const commands = process.env.PYTHON ? [process.env.PYTHON, ...names] : names;
  const answers = await Promise.all(commands.map(ask));
  return answers.filter((answer) => answer !== undefined);
}

/**
 * @param {string} command
 * @returns {Promise<Interpreter | undefined>} undefined when it is not there, or is no Python 3
 */
async function ask(command) {
  const question =
    "import sys, importlib.util as u; print(*sys.version_info[:2], all(u.find_spec(m) for m in ('venv', 'ensurepip')))";
  const { code, output } = await capture(command, ["-c", question]);
  const answer = /^(\d+) (\d+) (True|False)$/m.exec(output);
  if (code !== 0 || answer === null) return undefined;
  const [, major, minor, whole] = answer;
  return { command, version: [Number(major), Number(minor)], canMakeEnvironments: whole === "True" };
}

/**
 * Whether there is an environment, made at this place, whose interpreter runs, is new enough and has pip.
 *
 * @param {string} stampFile
 * @returns {Promise<boolean>}
 */
async function canInstallInto(stampFile) {
  if (!existsSync(VENV_PYTHON)) return false;
  if (existsSync(stampFile) && !readFileSync(stampFile, "utf8").startsWith(`${VENV}\n`)) return false;
  const check = `import sys, pip; sys.exit(sys.version_info < (${OLDEST.join(", ")}))`;
  return (await capture(VENV_PYTHON, ["-c", check])).code === 0;
}

/** @param {string} interpreter */
async function makeEnvironment(interpreter) {
  const { code, output } = await step("Making the Python environment .venv", () =>
    capture(interpreter, ["-m", "venv", "--clear", VENV]),
  );
  if (code === 0) return;
  console.error(tail(output));
  throw new UserError(
    `${interpreter} could not make .venv (its last lines are above): install Python's venv (Debian and Ubuntu: apt-get install python3-venv) and run this again.`,
  );
}

/**
 * @param {string} title - of the step
 * @param {readonly string[]} what - arguments of pip install
 * @param {string} [python] - interpreter of the environment to install into: that of `.venv` by default
 */
export async function pipInstall(title, what, python = VENV_PYTHON) {
  const pip = ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--prefer-binary"];
  const { code, output } = await step(title, () => capture(python, [...pip, ...what]));
  if (code === 0) return;
  console.error(tail(output));
  throw new UserError(
    saysNoNetwork(output)
      ? "pip could not reach the Python package index: connect to the network (or set pip's index or proxy) and run this again."
      : `pip failed (${title}); its last lines are above.`,
  );
}
