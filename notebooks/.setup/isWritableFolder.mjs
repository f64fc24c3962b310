import { accessSync, constants, statSync } from "node:fs";

/**
 * Whether a folder is there and files can be made in it.
 *
 * @param {string} path
 * @returns {boolean}
 */
export function isWritableFolder(path) {
  try {
    accessSync(path, constants.W_OK | constants.X_OK);
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
