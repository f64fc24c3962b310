import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));

export interface NotebookOutput {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string | readonly string[];
  readonly data?: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface NotebookCell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly NotebookOutput[];
  readonly metadata: { readonly tags?: readonly string[] };
}

export interface Notebook {
  readonly cells: readonly NotebookCell[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

export function readNotebook(path: string): Notebook {
  return JSON.parse(readFileSync(path, "utf8")) as Notebook;
}

/** Runs `npm run tutorial`'s script with these arguments, in the real kernel. */
export function runTutorial(args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["notebooks/.setup/tutorial.mjs", ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, INIT_CWD: root },
  });
  return { status, output: stdout + stderr };
}

/** Text, lines joined: notebooks store either form. */
export function textOf(text: unknown): string {
  return Array.isArray(text) ? text.join("") : String(text ?? "");
}

/** What the cells printed, all of it. */
export function printedBy(notebook: Notebook): string {
  return outputsOf(notebook)
    .filter(({ output_type }) => output_type === "stream")
    .map(({ text }) => textOf(text))
    .join("");
}

export function outputsOf(notebook: Notebook): NotebookOutput[] {
  return notebook.cells.flatMap(({ outputs = [] }) => outputs);
}
