import { readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { ExportError } from "./exportError";
import { type ExportOptions, requireExportOptions } from "./exportOptions";
import { readPageParts } from "./pageParts";
import { parseNotebook } from "./parseNotebook";
import { findLiveKind } from "./renderOutput";
import { findTitle, renderPage } from "./renderPage";
import { replaceFile } from "./replaceFile";

/** What was written. */
export interface ExportResult {
  readonly file: string;
  readonly bytes: number;
  /** Slice viewers and precomputed pictures that move on the page. */
  readonly viewers: number;
  /** Figures in space that turn on the page. */
  readonly figures: number;
}

/**
 * Writes one page of a saved notebook that needs nothing else: its text, code and outputs, with slice viewers and
 * figures that move, for people without Jupyter. The page loads and sends nothing. Options: `notebook` and `file`, the
 * paths of both; `title` of the page; `code: false` leaves the code of cells out.
 *
 * @returns the file with its size in bytes, and how many viewers and figures it has.
 * @throws ExportError when the notebook cannot be read or has no outputs, or the page cannot be written; a page that was
 *   there before stays as it was then.
 * @example
 *     exportHtml({ notebook: "scan.ipynb", file: "scan.html" });
 */
export function exportHtml(options: ExportOptions): ExportResult {
  return exportWith(options, join(__dirname, "page"));
}

/** As `exportHtml`, with the parts of the page from a folder. */
export function exportWith(options: ExportOptions, partsFolder: string): ExportResult {
  const { notebook: path, file, title, code = true } = requireExportOptions(options);
  refuseInput(path, file);
  const notebook = parseNotebook(readText(path));
  const heading = title ?? findTitle(notebook) ?? basename(path, extname(path));
  const page = renderPage(notebook, readPageParts(partsFolder), { title: heading, code });
  replaceFile(file, page);
  const kinds = notebook.cells.flatMap((cell) =>
    cell.kind === "code" ? cell.outputs.map(findLiveKind) : [],
  );
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  const figures = count("mesh") + count("figure");
  return { file, bytes: Buffer.byteLength(page), viewers: count("viewer"), figures };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const missing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
    const found = missing ? "no such file" : "one that cannot be read";
    throw new ExportError("notebook", `a notebook at ${path}`, found, "Check the path.", { cause });
  }
}

/** The page must not take the notebook's place, by whatever name. */
function refuseInput(notebook: string, file: string): void {
  const [from, to] = [notebook, file].map((path) => statSync(path, { throwIfNoEntry: false }));
  if (from && to && from.dev === to.dev && from.ino === to.ino) {
    const remedy = "Name another file, one that ends in .html.";
    throw new ExportError("file", "another file than the notebook", "the notebook itself", remedy);
  }
}
