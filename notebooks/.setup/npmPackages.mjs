import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { capture, tail } from "./childProcess.mjs";
import { isWritableFolder } from "./isWritableFolder.mjs";
import { ROOT } from "./paths.mjs";
import { step } from "./step.mjs";
import { UserError } from "./userError.mjs";

/**
 * @typedef {object} LockEntry
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {boolean} [link]
 * @property {boolean} [optional] - for another platform, or free to fail
 */

/**
 * @typedef {object} Lock
 * @property {Record<string, LockEntry>} packages - by folder, relative to the root
 */

/** What npm, pip and apt-get print when nothing answers. */
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|name resolution|NameResolutionError|Name or service not known|Network is unreachable|NewConnectionError|ConnectTimeout|Max retries exceeded/i;

/**
 * Whether a program's output says that it could not reach its server.
 *
 * @param {string} output
 * @returns {boolean}
 */
export function saysNoNetwork(output) {
  return NO_NETWORK.test(output);
}

/** Installs the npm packages of package-lock.json, when those in node_modules are other ones. */
export async function installNpmPackages() {
  const lock = readLock(join(ROOT, "package-lock.json"));
  const installed = readLock(join(ROOT, "node_modules", ".package-lock.json"));
  if (lock === undefined)
    throw new UserError("package-lock.json is missing: get the whole working copy again.");
  if (installed !== undefined && isInstalled(lock, installed)) return;

  const { code, output } = await step("Installing npm packages", () =>
    npm(["ci", "--include=dev", "--no-audit", "--no-fund"]),
  );
  if (code === 0) return;
  console.error(tail(output));
  throw new UserError(
    saysNoNetwork(output)
      ? "npm could not reach its registry: connect to the network (or set npm's registry or proxy) and run this again."
      : "npm could not install the packages; its last lines are above.",
  );
}

/**
 * Whether npm's record of what it installed is what a lock file asks for.
 *
 * @param {Lock} lock - package-lock.json
 * @param {Lock} installed - node_modules/.package-lock.json
 * @returns {boolean}
 */
export function isInstalled(lock, installed) {
  const wanted = Object.entries(lock.packages).filter(([path]) => path !== "");
  const found = Object.keys(installed.packages);
  return (
    wanted.every(([path, entry]) => {
      const present = installed.packages[path];
      return present === undefined ? entry.optional === true : isSame(entry, present);
    }) && found.every((path) => lock.packages[path] !== undefined)
  );
}

/**
 * Runs npm, with the npm that started us when there is one.
 *
 * @param {readonly string[]} args
 * @returns {Promise<import("./childProcess.mjs").Outcome>}
 */
export function npm(args) {
  // Whoever silenced npm for a clean last line still wants to read why it failed.
  const all = [...args, "--loglevel=notice"];
  const env = isWritableFolder(homedir())
    ? process.env
    : { ...process.env, npm_config_cache: mkdtempSync(join(tmpdir(), "npm-cache-")) };
  const cli = process.env.npm_execpath;
  if (cli?.endsWith("npm-cli.js")) return capture(process.execPath, [cli, ...all], { env });
  return capture(process.platform === "win32" ? "npm.cmd" : "npm", all, { env });
}

/**
 * @param {LockEntry} a
 * @param {LockEntry} b
 * @returns {boolean}
 */
function isSame(a, b) {
  return a.link === true ? b.link === true && a.resolved === b.resolved : a.version === b.version;
}

/**
 * @param {string} file
 * @returns {Lock | undefined}
 */
function readLock(file) {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return undefined;
  return JSON.parse(readFileSync(file, "utf8"));
}
