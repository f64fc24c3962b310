/** Copies the prebuilt extension to where Jupyter looks for extensions. */
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { parseArgs } = require("node:util");

const NAME = "jupyterlab-tslab-dicom";
const usage = `install [--prefix DIR | --user]

  --prefix DIR  install into the Python environment in DIR (a venv, say)
  --user        install for the current user (the default outside an active venv)
`;

/** Jupyter's data folder of the current user, as jupyter_core.paths.jupyter_data_dir finds it. */
function userDataFolder() {
  const { JUPYTER_DATA_DIR, XDG_DATA_HOME, APPDATA } = process.env;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (process.platform === "win32") return path.join(APPDATA ?? os.homedir(), "jupyter");
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Jupyter");
  return path.join(XDG_DATA_HOME ?? path.join(os.homedir(), ".local", "share"), "jupyter");
}

/** Where the options, or else the active virtual environment, say that the extension goes. */
function dataFolder({ prefix, user }) {
  if (prefix !== undefined && user) throw new Error("choose one of --prefix and --user");
  const environment = prefix ?? (user ? undefined : process.env.VIRTUAL_ENV);
  return environment ? path.resolve(environment, "share", "jupyter") : userDataFolder();
}

/** Copies the bundle and returns what was done, in words. */
function install(options) {
  const source = path.join(__dirname, "..", "labextension");
  if (!fs.existsSync(path.join(source, "package.json"))) {
    throw new Error(`the bundle is missing from ${source}: run "npm run build" first`);
  }
  const target = path.join(dataFolder(options), "labextensions", NAME);
  const replaced = fs.existsSync(target);
  fs.rmSync(target, { recursive: true, force: true });
  fs.cpSync(source, target, { recursive: true });
  const { version } = JSON.parse(fs.readFileSync(path.join(target, "package.json"), "utf8"));
  return `${replaced ? "Replaced" : "Installed"} ${NAME} ${version} in ${target}
Reload open JupyterLab pages. To remove the extension, delete that folder.
`;
}

/** Installs as the arguments say and returns what was done, in words. */
function run(args) {
  const { values } = parseArgs({
    args,
    options: { prefix: { type: "string" }, user: { type: "boolean", default: false } },
  });
  return install(values);
}

module.exports = { usage, run };
