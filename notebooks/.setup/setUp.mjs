import { buildKernelLib, buildLabExtension } from "./builds.mjs";
import { installLabExtension, registerKernel, writeLabSettings } from "./jupyterFiles.mjs";
import { installNpmPackages } from "./npmPackages.mjs";
import { preparePython } from "./pythonEnvironment.mjs";
import { UserError } from "./userError.mjs";

/** The oldest Node.js that runs the library and its tools. */
const OLDEST_NODE = /** @type {const} */ ([20, 19]);

/** npm packages and the built library: what unit and golden tests need. Nothing is done that is done already. */
export async function setUpLibrary() {
  checkNode(process.versions.node);
  await installNpmPackages();
  await buildKernelLib();
}

/** The library, and a Python environment whose Jupyter executes notebooks in the tslab kernel. */
export async function setUpKernel() {
  await setUpLibrary();
  await preparePython();
  registerKernel();
  writeLabSettings();
}

/** The kernel, and the extension built and installed: everything that JupyterLab needs. */
export async function setUpLab() {
  await setUpKernel();
  await buildLabExtension();
  installLabExtension();
}

/**
 * @param {string} version - as `process.versions.node`
 * @throws {UserError} when it is too old
 */
export function checkNode(version) {
  const [major, minor] = version.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new UserError(
    `Node.js ${OLDEST_NODE.join(".")} or newer is needed and this is ${version}: install a newer one and run this again.`,
  );
}
