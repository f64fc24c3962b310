/**
 * Where JupyterLab's builder finds the extension. Not named as `main` in package.json: npm packs that file whatever
 * "files" says, and what it imports is in the bundle, not among the packages that are installed.
 */
export { default } from "./lib/index.js";
