import type { TableValues } from "./readTable";
import type { ShownColumn, TableModel } from "./tableModel";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * The table as HTML without script, class or colour, which every page shows in its own. Where numbers end is said twice:
 * JupyterLab's sheet is stronger than the attribute, GitHub leaves the style out.
 */
export function writeHtml({ title, columns, cells, notes }: TableModel): string {
  const caption = title === "" ? "" : `<caption style="caption-side: top">${escapeHtml(title)}</caption>\n`;
  const head = `<thead><tr>${columns.map((column) => cell("th", column.title, column)).join("")}</tr></thead>\n`;
  const rows = cells.map(
    (row) => `<tr>${row.map((text, at) => cell("td", text, columns[at])).join("")}</tr>`,
  );
  const below = notes.map((note) => `<p>${escapeHtml(note)}</p>`);
  return [`<table>\n${caption}${head}<tbody>\n${rows.join("\n")}\n</tbody>\n</table>`, ...below].join("\n");
}

function cell(tag: "th" | "td", text: string, { align }: ShownColumn): string {
  return `<${tag} align="${align}" style="text-align: ${align}">${escapeHtml(text)}</${tag}>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]).replace(/\r\n|[\r\n]/g, "<br>");
}

/** The table in columns of plain text, without whatever a terminal would obey. */
export function writeText({ title, columns, cells, notes }: TableModel): string {
  const head = columns.length > 0 ? [columns.map((column) => column.title)] : [];
  const rows = [...head, ...cells].map((row) => row.map(toLine));
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => Array.from(row[at]).length)));
  const pad = (text: string, at: number) => {
    const room = " ".repeat(widths[at] - Array.from(text).length);
    return columns[at].align === "right" ? room + text : text + room;
  };
  const lines = rows.map((row) => row.map(pad).join("  ").trimEnd());
  return [...(title === "" ? [] : [toLine(title)]), ...lines, ...notes.map(toLine)].join("\n");
}

function toLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
}

/** All values as comma-separated text, RFC 4180: numbers in full, nothing for what is missing. */
export function writeCsv({ fields, values }: TableValues): string {
  const rows = values.map((row) =>
    row.map((value) => (value === null || value === undefined || Number.isNaN(value) ? "" : String(value))),
  );
  return [fields, ...rows].map((row) => `${row.map(quote).join(",")}\r\n`).join("");
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
