import { existsSync } from "node:fs";
import { join } from "node:path";
import { tail } from "./childProcess.mjs";
import { fingerprint, isStamped, stamp } from "./fingerprint.mjs";
import { npm } from "./npmPackages.mjs";
import { ROOT, STAMPS } from "./paths.mjs";
import { step } from "./step.mjs";
import { UserError } from "./userError.mjs";

/**
 * @typedef {object} Build
 * @property {string} workspace - npm name of the package
 * @property {readonly string[]} sources - what its build reads, relative to the root
 * @property {string} product - a file that the build makes
 */

const SHARED = ["package-lock.json", "tsconfig.json"];

/** @type {Build} */
const KERNEL_LIB = {
  workspace: "tslab-dicom",
  sources: ["kernel-lib", ...SHARED],
  product: "kernel-lib/lib/index.js",
};

/** @type {Build} */
const LAB_EXTENSION = {
  workspace: "jupyterlab-tslab-dicom",
  sources: [
    "lab-extension",
    // What it takes of the library, and what says how that is built and where it is found.
    "kernel-lib/src/contract",
    "kernel-lib/package.json",
    "kernel-lib/tsconfig.json",
    ...SHARED,
  ],
  product: "lab-extension/labextension/package.json",
};

/** Builds the library that notebooks import, when its sources changed. */
export function buildKernelLib() {
  return build(KERNEL_LIB);
}

/** Builds the JupyterLab extension, when its sources changed. */
export function buildLabExtension() {
  return build(LAB_EXTENSION);
}

/** @param {Build} build */
async function build({ workspace, sources, product }) {
  const paths = sources.map((path) => join(ROOT, path));
  const wanted = fingerprint(ROOT, paths);
  const stampFile = join(STAMPS, workspace);
  if (isStamped(stampFile, wanted) && existsSync(join(ROOT, product))) return;

  const { code, output } = await step(`Building ${workspace}`, () => npm(["run", "build", "-w", workspace]));
  if (code !== 0) {
    console.error(tail(output));
    throw new UserError(`${workspace} could not be built; the compiler's last lines are above.`);
  }
  stamp(stampFile, wanted);
}
