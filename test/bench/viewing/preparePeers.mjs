import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { capture, tail } from "../../../notebooks/.setup/childProcess.mjs";
import { fingerprint, isStamped, stamp } from "../../../notebooks/.setup/fingerprint.mjs";
import { ROOT, VENV_PYTHON } from "../../../notebooks/.setup/paths.mjs";
import { pipInstall } from "../../../notebooks/.setup/pythonEnvironment.mjs";
import { step } from "../../../notebooks/.setup/step.mjs";
import { UserError } from "../../../notebooks/.setup/userError.mjs";

/**
 * An environment apart from `.venv`: ipywidgets brings an extension, which would change the JupyterLab that tests
 * and tutorials run in. This one's kernel and extension are added to one start of Lab by JUPYTER_PATH.
 */
const FOLDER = join(ROOT, "test", ".output", "viewing-python");
const PYTHON =
  process.platform === "win32" ? join(FOLDER, "Scripts", "python.exe") : join(FOLDER, "bin", "python");
const SHARE = join(FOLDER, "share", "jupyter");
const REQUIREMENTS = fileURLToPath(new URL("requirements.txt", import.meta.url));

/**
 * Makes the Python environment of what viewing is measured against, with a kernel named "peers", when it is not there.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<NodeJS.ProcessEnv>} the environment in which Jupyter finds them
 */
export async function preparePeers(env) {
  const stampFile = join(FOLDER, ".stamp");
  const wanted = `${FOLDER}\n${fingerprint(ROOT, [REQUIREMENTS])}\n`;
  if (!isStamped(stampFile, wanted) || !existsSync(PYTHON)) {
    const { code, output } = await step("Making the Python environment of the peers", () =>
      capture(VENV_PYTHON, ["-m", "venv", "--clear", FOLDER]),
    );
    if (code !== 0) {
      console.error(tail(output));
      throw new UserError("The Python environment of the peers could not be made; its last lines are above.");
    }
    await pipInstall("Installing what viewing is measured against", ["-r", REQUIREMENTS], PYTHON);
    registerKernel();
    stamp(stampFile, wanted);
  }
  return { ...env, JUPYTER_PATH: [SHARE, ...(env.JUPYTER_PATH ? [env.JUPYTER_PATH] : [])].join(delimiter) };
}

/** By its full path: "python" in a kernel's file means the Python of the server. */
function registerKernel() {
  const folder = join(SHARE, "kernels", "peers");
  mkdirSync(folder, { recursive: true });
  const argv = [PYTHON, "-m", "ipykernel_launcher", "-f", "{connection_file}"];
  writeFileSync(
    join(folder, "kernel.json"),
    JSON.stringify({ argv, display_name: "Peers (Python)", language: "python" }),
  );
}
