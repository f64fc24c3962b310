import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
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

export interface TutorialRun {
  readonly status: number | null;
  readonly output: string;
}

const SCRIPT = "notebooks/.setup/tutorial.mjs";
const PLACE = { cwd: root, env: { ...process.env, INIT_CWD: root } };

/** Runs `npm run tutorial`'s script with these arguments, in the real kernel. */
export function runTutorial(args: readonly string[]): TutorialRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...args], {
    ...PLACE,
    encoding: "utf8",
  });
  return { status, output: stdout + stderr };
}

/** Ends when the run that was asked for last has its kernel. */
let lastStart: Promise<void> = Promise.resolve();

/**
 * As `runTutorial`, beside others. A run begins when the one before has its kernel: Jupyter chooses ports that are free
 * then, and the kernel takes them later.
 */
export async function runTutorialBeside(args: readonly string[]): Promise<TutorialRun> {
  const before = lastStart;
  let started = (): void => undefined;
  lastStart = new Promise((resolve) => {
    started = resolve;
  });
  await before;
  const child = spawn(process.execPath, [SCRIPT, ...args], { ...PLACE, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (/^cell 1 of /m.test(output)) started();
    });
  }
  try {
    const [status] = await once(child, "close");
    return { status, output };
  } finally {
    started();
  }
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
