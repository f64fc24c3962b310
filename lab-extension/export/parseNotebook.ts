import { ExportError } from "./exportError";
import type { Bundle, Cell, Notebook, Output } from "./notebook";

const RUN_AND_SAVE = "Run the notebook, save it, and export it again.";

/**
 * The notebook in the text of its file. Cells and outputs that are not as the format has them are left out.
 *
 * @throws ExportError when the text is no notebook of format 4, or one without outputs.
 */
export function parseNotebook(text: string): Notebook {
  const notebook = parseJson(text);
  if (!isRecord(notebook) || !Array.isArray(notebook.cells)) {
    const found = isRecord(notebook) && "worksheets" in notebook ? "a notebook of format 3" : "other JSON";
    throw new ExportError("notebook", "a Jupyter notebook with cells", found, describeRemedy(notebook));
  }
  if (notebook.nbformat !== 4) {
    const found = `format ${String(notebook.nbformat).slice(0, 20)}`;
    throw new ExportError("notebook", "a notebook of format 4", found, describeRemedy(notebook));
  }
  const cells = notebook.cells.flatMap(readCell);
  if (!cells.some((cell) => cell.kind === "code" && cell.outputs.length > 0)) {
    throw new ExportError("notebook", "a notebook with saved outputs", "none in its cells", RUN_AND_SAVE);
  }
  return { cells };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const found =
      text.trim() === ""
        ? "an empty file"
        : text.trimStart().startsWith("{")
          ? "JSON that is damaged or cut short"
          : "something else";
    const remedy = "Save the notebook again, or get the whole file again.";
    throw new ExportError("notebook", "a Jupyter notebook, which is JSON", found, remedy, { cause });
  }
}

function describeRemedy(value: unknown): string {
  return isRecord(value) && "nbformat" in value
    ? "Open the notebook in JupyterLab and save it there, which brings it to format 4."
    : "Name a notebook, a file that ends in .ipynb.";
}

function readCell(cell: unknown): Cell[] {
  if (!isRecord(cell)) return [];
  const source = joinText(cell.source) ?? "";
  if (cell.cell_type === "markdown") {
    const attachments = isRecord(cell.attachments) ? cell.attachments : {};
    const bundles = Object.entries(attachments).flatMap(([name, data]) =>
      isRecord(data) ? [[name, joinTexts(data)] as const] : [],
    );
    return [{ kind: "markdown", source, attachments: Object.fromEntries(bundles) }];
  }
  if (cell.cell_type !== "code") return [];
  return [
    { kind: "code", source, outputs: Array.isArray(cell.outputs) ? cell.outputs.flatMap(readOutput) : [] },
  ];
}

function readOutput(output: unknown): Output[] {
  if (!isRecord(output)) return [];
  const { output_type: type, name, text, data, metadata, traceback, ename, evalue } = output;
  if (type === "stream") {
    return [{ kind: "printed", stream: name === "stderr" ? "stderr" : "stdout", text: joinText(text) ?? "" }];
  }
  if (type === "error") {
    const lines = Array.isArray(traceback) ? traceback.filter((line) => typeof line === "string") : [];
    return [{ kind: "thrown", text: lines.join("\n") || `${String(ename)}: ${String(evalue)}` }];
  }
  if ((type !== "display_data" && type !== "execute_result") || !isRecord(data)) return [];
  return [{ kind: "shown", data: joinTexts(data), metadata: isRecord(metadata) ? metadata : {} }];
}

function joinTexts(data: Readonly<Record<string, unknown>>): Bundle {
  return Object.fromEntries(Object.entries(data).map(([mime, value]) => [mime, joinText(value) ?? value]));
}

/** Text that a notebook keeps in one piece or in lines; null for what is neither. */
function joinText(value: unknown): string | null {
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.every((line) => typeof line === "string") ? value.join("") : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
