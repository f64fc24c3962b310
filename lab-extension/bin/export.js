/** Writes one page of a saved notebook that needs nothing else, for people without Jupyter. */
const { existsSync } = require("node:fs");
const path = require("node:path");
const { parseArgs } = require("node:util");

const usage = `export NOTEBOOK PAGE [--title TITLE] [--no-code]

  NOTEBOOK       a saved notebook (.ipynb)
  PAGE           the page that is written (.html)
  --title TITLE  title of the page (the notebook's first heading by default)
  --no-code      leave the code of the cells out
`;

/** Exports as the arguments say and returns what was done, in words. */
function run(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { title: { type: "string" }, "no-code": { type: "boolean", default: false } },
  });
  if (positionals.length !== 2) throw new Error("name a notebook and the page to write; --help says more");
  const [notebook, file] = positionals;
  const library = path.join(__dirname, "..", "dist", "export.js");
  if (!existsSync(library)) throw new Error(`${library} is missing: run "npm run build" first`);
  const { exportHtml } = require(library);
  const { title, "no-code": noCode } = values;
  const { bytes, viewers, figures } = exportHtml({ notebook, file, title, code: !noCode });
  return `Wrote ${file}: ${(bytes / 1e6).toFixed(1)} MB, with ${viewers} viewers and ${figures} figures that move.
`;
}

module.exports = { usage, run };
