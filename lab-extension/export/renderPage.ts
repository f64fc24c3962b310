import { createHash } from "node:crypto";
import { choosePlotly } from "tslab-dicom/contract";
import { escapeHtml } from "./escapeHtml";
import { findFigures } from "./findFigures";
import type { Cell, Notebook } from "./notebook";
import type { PageParts } from "./pageParts";
import { findHeading, hasTopHeading, renderMarkdown } from "./renderMarkdown";
import { findLiveKinds, renderOutput } from "./renderOutput";

export interface PageOptions {
  readonly title: string;
  /** Whether the code of cells is on the page. */
  readonly code: boolean;
}

/**
 * A whole page of a notebook. Its policy lets nothing be loaded and runs only the scripts written here, which it knows
 * by their hashes: one that hides in a notebook would not run even if it became an element.
 */
export function renderPage(notebook: Notebook, parts: PageParts, { title, code }: PageOptions): string {
  const { cells } = notebook;
  const kinds = new Set(
    cells.flatMap((cell) => (cell.kind === "code" ? cell.outputs.flatMap(findLiveKinds) : [])),
  );
  const figures = cells.flatMap((cell) => (cell.kind === "code" ? cell.outputs.flatMap(findFigures) : []));
  const build = figures.some((figure) => choosePlotly(figure) === "whole") ? "whole" : "gl3d";
  const scripts = [
    ...(kinds.has("figure") || kinds.has("mesh") ? [parts.plotly[build]] : []),
    ...(kinds.size > 0 ? [parts.script] : []),
  ].map(keepInScript);
  // Meshes are decoded by WebAssembly that the page's own script carries.
  const wasm = kinds.has("mesh") ? " 'wasm-unsafe-eval'" : "";
  const hashes = scripts.map((script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  const policy = [
    "default-src 'none'",
    "img-src data: blob:",
    "style-src 'unsafe-inline'",
    `script-src ${hashes.join(" ") || "'none'"}${wasm}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const hasHeading = cells.some((cell) => cell.kind === "markdown" && hasTopHeading(cell));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${parts.style.replaceAll("</", "<\\/")}</style>
</head>
<body class="tsp-page">
<main>
${hasHeading ? "" : `<h1>${escapeHtml(title)}</h1>\n`}${cells.map((cell) => renderCell(cell, code)).join("\n")}
</main>
${scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

/** The first heading of a notebook; null without one. */
export function findTitle({ cells }: Notebook): string | null {
  for (const cell of cells) {
    const heading = cell.kind === "markdown" ? findHeading(cell) : null;
    if (heading) return heading;
  }
  return null;
}

function renderCell(cell: Cell, code: boolean): string {
  if (cell.kind === "markdown") return `<section class="tsp-words">${renderMarkdown(cell)}</section>`;
  const source =
    code && cell.source.trim() ? `<pre class="tsp-code"><code>${escapeHtml(cell.source)}</code></pre>` : "";
  return `<section class="tsp-cell">${source}${cell.outputs.map(renderOutput).join("")}</section>`;
}

/** A script with nothing in its texts that would end its element. */
function keepInScript(script: string): string {
  return script.replace(/<(\/script|!--)/gi, "\\x3c$1");
}
