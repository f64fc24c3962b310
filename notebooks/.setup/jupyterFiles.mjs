import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fingerprint, isStamped } from "./fingerprint.mjs";
import { isWritableFolder } from "./isWritableFolder.mjs";
import { ROOT, SETUP_FOLDER, VENV, VENV_SHARE } from "./paths.mjs";

/** The kernel's name in a notebook's metadata. */
export const KERNEL = "tslab";

const EXTENSION = "jupyterlab-tslab-dicom";

/**
 * Registers the tslab kernel in the environment: the Node.js that runs this and the tslab of this working copy, both
 * by their full paths, so that the kernel starts whatever PATH JupyterLab was started with.
 */
export function registerKernel() {
  const folder = join(VENV_SHARE, "kernels", KERNEL);
  const tslab = join(ROOT, "node_modules", "tslab", "bin", "tslab");
  writeJson(join(folder, "kernel.json"), {
    argv: [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
    interrupt_mode: "signal",
  });
  copyFileSync(join(SETUP_FOLDER, "logo-svg.svg"), join(folder, "logo-svg.svg"));
}

/** Installs the built extension into the environment, when it is another one than the one installed. */
export function installLabExtension() {
  const built = join(ROOT, "lab-extension", "labextension");
  const installed = join(VENV_SHARE, "labextensions", EXTENSION);
  const stampFile = join(VENV, `.${EXTENSION}`);
  const wanted = fingerprint(built, [built]);
  if (isStamped(stampFile, wanted) && existsSync(installed)) return;

  rmSync(installed, { recursive: true, force: true });
  cpSync(built, installed, { recursive: true });
  writeJson(join(installed, "install.json"), {
    packageManager: "npm",
    packageName: EXTENSION,
    uninstallInstructions: `Delete the folder share/jupyter/labextensions/${EXTENSION} of this environment.`,
  });
  writeFileSync(stampFile, wanted);
}

/** Makes new notebooks TypeScript, and keeps JupyterLab from asking the internet for news, releases and extensions. */
export function writeLabSettings() {
  writeJson(join(VENV, "etc", "jupyter", "jupyter_lab_config.json"), {
    LabApp: {
      check_for_updates_class: "jupyterlab.handlers.announcements.NeverCheckForUpdate",
      extension_manager: "readonly",
      news_url: null,
    },
  });
  writeJson(join(VENV, "etc", "jupyter", "jupyter_server_config.json"), {
    MappingKernelManager: { default_kernel_name: KERNEL },
  });
  writeJson(join(VENV_SHARE, "lab", "settings", "overrides.json"), {
    "@jupyterlab/apputils-extension:notification": { checkForUpdates: false, fetchNews: "false" },
  });
}

/**
 * The environment variables for Jupyter: what is installed in `.venv` comes before anything of the same name
 * elsewhere, and a home folder that cannot be written to is not needed.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {boolean} [homeIsWritable]
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterEnvironment(env = process.env, homeIsWritable = isWritableFolder(homedir())) {
  const { PYTHONHOME: _otherPython, ...inherited } = env;
  const own = {
    ...inherited,
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_PATH: [VENV_SHARE, ...(env.JUPYTER_PATH ? [env.JUPYTER_PATH] : [])].join(delimiter),
  };
  if (homeIsWritable) return own;
  return {
    JUPYTER_CONFIG_DIR: join(VENV, "home", "config"),
    JUPYTER_DATA_DIR: join(VENV, "home", "data"),
    JUPYTER_RUNTIME_DIR: join(VENV, "home", "runtime"),
    IPYTHONDIR: join(VENV, ".ipython"),
    ...own,
  };
}

/**
 * Writes a JSON file unless it has this content: a JupyterLab that runs meanwhile sees no change.
 *
 * @param {string} file
 * @param {unknown} value
 */
function writeJson(file, value) {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (isStamped(file, text)) return;
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
}
