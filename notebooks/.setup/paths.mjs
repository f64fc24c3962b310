import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of this file: scripts, pinned Python packages, the kernel's logo. */
export const SETUP_FOLDER = dirname(fileURLToPath(import.meta.url));

/** The folder JupyterLab opens on. */
export const NOTEBOOKS = dirname(SETUP_FOLDER);

/** The root of the working copy. */
export const ROOT = dirname(NOTEBOOKS);

/** The Python environment that belongs to this working copy alone. */
export const VENV = join(ROOT, ".venv");

/** The environment's own interpreter. */
export const VENV_PYTHON =
  process.platform === "win32" ? join(VENV, "Scripts", "python.exe") : join(VENV, "bin", "python");

/** Where Jupyter looks for kernels, extensions and settings of the environment. */
export const VENV_SHARE = join(VENV, "share", "jupyter");

/** Fingerprints of what was built last; inside node_modules, so that deleting that folder forgets them. */
export const STAMPS = join(ROOT, "node_modules", ".tslab-dicom");
