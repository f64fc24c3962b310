import { ExportError } from "./exportError";

/** What is exported, and where to. */
export interface ExportOptions {
  /** Path of a saved notebook. */
  readonly notebook: string;
  /** Path of the page that is written; one that is there is replaced, the notebook itself never. */
  readonly file: string;
  /** Title of the page. @default the notebook's first heading, else the name of its file */
  readonly title?: string;
  /** Whether the page has the code of the cells. @default true */
  readonly code?: boolean;
}

const TYPES: Readonly<Record<keyof ExportOptions, "string" | "boolean">> = {
  notebook: "string",
  file: "string",
  title: "string",
  code: "boolean",
};
const REQUIRED: readonly string[] = ["notebook", "file"];

/** The options as they were given, each known and of its type. @throws ExportError */
export function requireExportOptions(options: ExportOptions): ExportOptions {
  const names = Object.keys(TYPES).join(", ");
  const remedy = `Call exportHtml({ notebook: "scan.ipynb", file: "scan.html" }).`;
  if (typeof options !== "object" || options === null) {
    throw new ExportError("options", "an object of options", typeof options, remedy);
  }
  for (const [name, value] of Object.entries(options)) {
    const type = Object.hasOwn(TYPES, name) ? TYPES[name as keyof ExportOptions] : null;
    if (!type) throw new ExportError("options", `options among ${names}`, `"${name}"`, remedy);
    if (value !== undefined && typeof value !== type) {
      throw new ExportError("options", `a ${type} as ${name}`, `a ${typeof value}`, remedy);
    }
  }
  for (const name of REQUIRED) {
    if (!options[name as keyof ExportOptions])
      throw new ExportError("options", `a path as ${name}`, "none", remedy);
  }
  return options;
}
