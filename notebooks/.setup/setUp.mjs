import { buildKernelLib, buildLabExtension } from "./builds.mjs";
import { installLabExtension, registerKernel, writeLabSettings } from "./jupyterFiles.mjs";
import { installNpmPackages } from "./npmPackages.mjs";
import { preparePython } from "./pythonEnvironment.mjs";
import { UserError } from "./userError.mjs";

/** From where on Node.js requires ES modules, which the library's WebAssembly comes in. */
const OLDEST_NODE = "20.19, 22.12 or newer";

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
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return;
  throw new UserError(
    `Node.js ${OLDEST_NODE} is needed and this is ${version}: install a newer one and run this again.`,
  );
}
