import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { capture, tail } from "./childProcess.mjs";
import { saysNoNetwork } from "./npmPackages.mjs";
import { ROOT } from "./paths.mjs";
import { step } from "./step.mjs";
import { UserError } from "./userError.mjs";

/** The environment variable that names a browser: ours to read, and to set for the tests. */
export const CHROMIUM_VARIABLE = "TSLAB_DICOM_CHROMIUM";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/**
 * Where an installed Chromium or Chrome may be, the likeliest first: on PATH, then where its installers put it.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]} full paths
 */
export function usualPlaces(env, platform) {
  const ending = platform === "win32" ? ".exe" : "";
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name + ending)));

  if (platform === "win32") {
    const roots = [env.PROGRAMFILES, env["PROGRAMFILES(X86)"], env.LOCALAPPDATA];
    return [
      ...onPath,
      ...roots.flatMap((root) => (root ? [join(root, "Google", "Chrome", "Application", "chrome.exe")] : [])),
    ];
  }
  if (platform === "darwin") {
    const apps = ["/Applications", ...(env.HOME ? [join(env.HOME, "Applications")] : [])];
    return [
      ...onPath,
      ...apps.flatMap((folder) =>
        ["Chromium", "Google Chrome"].map((app) => join(folder, `${app}.app`, "Contents", "MacOS", app)),
      ),
    ];
  }
  return [...onPath, "/usr/bin/chromium", "/snap/bin/chromium", "/opt/google/chrome/chrome"];
}

/**
 * A Chromium that runs: the one that TSLAB_DICOM_CHROMIUM names, one that is installed, or one installed now.
 *
 * @returns {Promise<string>} full path
 */
export async function prepareChromium() {
  const named = process.env[CHROMIUM_VARIABLE];
  if (named) {
    if (await runs(named)) return named;
    throw new UserError(
      `${CHROMIUM_VARIABLE} names no browser that runs: set it to one, or unset it to have one found.`,
    );
  }
  return (await installed()) ?? (await fromDebian()) ?? (await fromPlaywright());
}

/** @returns {Promise<string | undefined>} */
async function installed() {
  const candidates = [...usualPlaces(process.env, process.platform), await playwrightsOwn()];
  for (const path of new Set(candidates)) {
    if (existsSync(path) && (await runs(path))) return path;
  }
  return undefined;
}

/**
 * The Debian package, where this is Debian and we may install.
 *
 * @returns {Promise<string | undefined>} undefined where that is no way
 */
async function fromDebian() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  // Ubuntu's package of that name only refers to snap, which containers lack.
  if (!/^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"))) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const { code } = await step("Installing Chromium (Debian package)", async () => {
    const update = await capture("apt-get", ["update", "-q"], { env });
    if (update.code !== 0) return update;
    return capture("apt-get", ["install", "-q", "-y", "--no-install-recommends", "chromium"], { env });
  });
  return code === 0 ? installed() : undefined;
}

/** @returns {Promise<string>} */
async function fromPlaywright() {
  const cli = join(ROOT, "node_modules", "playwright-core", "cli.js");
  const withLibraries = process.getuid?.() === 0 ? ["--with-deps"] : [];
  const { code, output } = await step("Installing Chromium (Playwright's own)", () =>
    capture(process.execPath, [cli, "install", ...withLibraries, "chromium"]),
  );
  const path = await playwrightsOwn();
  if (code === 0 && (await runs(path))) return path;
  console.error(tail(output));
  const reason =
    code === 0
      ? "lacks system libraries"
      : saysNoNetwork(output)
        ? "could not be fetched"
        : "could not be installed";
  throw new UserError(
    `No Chromium is installed and Playwright's ${reason}: install Chromium or Chrome, or name one in ${CHROMIUM_VARIABLE}, and run this again.`,
  );
}

/** @returns {Promise<string>} where Playwright keeps, or would keep, its browser */
async function playwrightsOwn() {
  const { chromium } = await import("playwright-core");
  return chromium.executablePath();
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
async function runs(path) {
  if (process.platform === "win32") return existsSync(path); // there `--version` opens a window
  return (await capture(path, ["--version"])).code === 0;
}
