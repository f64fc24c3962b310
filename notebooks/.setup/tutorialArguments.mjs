import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { NOTEBOOKS } from "./paths.mjs";
import { UserError } from "./userError.mjs";

export const USAGE = `npm run tutorial -- [options]
  --dicom FOLDER         a folder of CT DICOM files in place of the embedded thorax
  --slice N              the slice to look at, from 0; without it, the one with most lung
  --centroid ROW,COLUMN  the middle of the 3-D crop, in pixels; without it, the largest structure's
  --out FILE.ipynb       where the executed notebook goes (notebooks/executed/ by default)
  --notebook FILE.ipynb  another notebook than the tutorial`;

/**
 * @typedef {object} Parameters
 * @property {string | null} folder - full path of the DICOM files; null is the embedded data
 * @property {number | null} chosenSlice
 * @property {readonly [row: number, column: number] | null} chosenCentroid
 */

/**
 * @typedef {object} TutorialArguments
 * @property {string} notebook - full path
 * @property {string} out - full path
 * @property {Parameters} parameters
 */

/**
 * What a command line asks the tutorial to do.
 *
 * @param {readonly string[]} args
 * @param {string} cwd - relative paths start here
 * @returns {TutorialArguments | undefined} undefined when it asks for help
 * @throws {UserError} for whatever cannot be meant
 */
export function tutorialArguments(args, cwd) {
  const { dicom, slice, centroid, out, notebook, help } = parse(args);
  if (help === true) return undefined;

  const source = notebook === undefined ? join(NOTEBOOKS, "tutorial.ipynb") : resolve(cwd, notebook);
  if (!statSync(source, { throwIfNoEntry: false })?.isFile()) {
    throw new UserError("--notebook must name a notebook file; there is none of that name.");
  }
  return {
    notebook: source,
    out: out === undefined ? join(NOTEBOOKS, "executed", basename(source)) : outFile(resolve(cwd, out)),
    parameters: {
      folder: dicom === undefined ? null : dicomFolder(resolve(cwd, dicom)),
      chosenSlice: slice === undefined ? null : sliceNumber(slice),
      chosenCentroid: centroid === undefined ? null : rowAndColumn(centroid),
    },
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: "string" });
  const options = {
    ...{ dicom: text, slice: text, centroid: text, out: text, notebook: text },
    help: /** @type {const} */ ({ type: "boolean", short: "h" }),
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  }
}

/**
 * @param {string} path
 * @returns {string}
 */
function dicomFolder(path) {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new UserError("--dicom must name a folder of DICOM files; there is no folder of that name.");
}

/**
 * @param {string} path
 * @returns {string}
 */
function outFile(path) {
  if (path.endsWith(".ipynb")) return path;
  throw new UserError("--out must name a file that ends in .ipynb.");
}

/**
 * @param {string} text
 * @returns {number}
 */
function sliceNumber(text) {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UserError(`--slice must be a whole number from 0; received ${text}.`);
}

/**
 * @param {string} text
 * @returns {readonly [row: number, column: number]}
 */
function rowAndColumn(text) {
  const match = /^(\d+),\s*(\d+)$/.exec(text.trim());
  if (match !== null) return [Number(match[1]), Number(match[2])];
  throw new UserError(`--centroid must be ROW,COLUMN in whole pixels, as 250,150; received ${text}.`);
}
