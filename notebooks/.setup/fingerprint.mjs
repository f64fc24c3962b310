import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** What building and installing leave behind in a package's folder; never a source. */
const PRODUCTS = new Set(["node_modules", "lib", "labextension", "dist", "build", "__pycache__"]);
const PRODUCT_ENDINGS = /\.(tsbuildinfo|tgz|whl)$/;

/**
 * A hash over the names and contents of files and folders (products of a build left out), the same wherever the
 * working copy lies.
 *
 * @param {string} root - names are taken relative to it
 * @param {readonly string[]} paths - files and folders; what is not there counts as absent
 * @returns {string}
 */
export function fingerprint(root, paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesOf)) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update("\0");
  }
  return hash.digest("hex");
}

/**
 * Whether a stamp file holds this text.
 *
 * @param {string} file
 * @param {string} text
 * @returns {boolean}
 */
export function isStamped(file, text) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true && readFileSync(file, "utf8") === text;
}

/**
 * Writes a stamp file.
 *
 * @param {string} file
 * @param {string} text
 */
export function stamp(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (stats.isFile()) return [path];
  return readdirSync(path)
    .filter((name) => !PRODUCTS.has(name) && !PRODUCT_ENDINGS.test(name))
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
