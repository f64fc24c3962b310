import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * The folder for what this library keeps between runs: under XDG_CACHE_HOME where that is an absolute path, else
 * ~/.cache; ~/Library/Caches on macOS; LOCALAPPDATA on Windows. It need not be there yet.
 */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  return join(userCache(environment, platform), "tslab-dicom");
}

function userCache(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return XDG_CACHE_HOME;
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  if (platform === "win32") return LOCALAPPDATA || join(homedir(), "AppData", "Local");
  return join(homedir(), ".cache");
}
