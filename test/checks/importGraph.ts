import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** One import of a source file. */
export interface Import {
  /** Path of the file below the sources' folder, with forward slashes. */
  readonly file: string;
  /** As written. */
  readonly target: string;
  /** The imported file below the folder; null for a package. */
  readonly to: string | null;
}

const IMPORT =
  /(?:from\s+|import\(\s*|import\s+|require\(\s*|createRequire\(__filename\)\(|requireWasm<\w+>\(\s*)"([^"]+)"/g;

/** Every import of the TypeScript files below a folder. */
export function importsBelow(folder: string): Import[] {
  return sourceFiles(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return [...text.matchAll(IMPORT)].map(([, target]) => ({
      file,
      target,
      to: resolve(folder, file, target),
    }));
  });
}

/** The TypeScript files below a folder, with forward slashes. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map(slashed)
    .sort();
}

function resolve(folder: string, file: string, target: string): string | null {
  if (!target.startsWith(".")) return null;
  const path = join(folder, dirname(file), target);
  const found = [`${path}.ts`, join(path, "index.ts"), `${path}.d.ts`].find((candidate) =>
    existsSync(candidate),
  );
  if (found === undefined) throw new Error(`${file} imports ${target}, which is no file`);
  return slashed(relative(folder, found));
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}

/** The folder of a file, "." at the top. */
export function roomOf(file: string): string {
  return dirname(file);
}

/** Paths that lead from a file over its imports back to it, one for each circle that a walk in depth meets. */
export function circlesOf(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const walk = (node: string) => {
    const at = path.indexOf(node);
    if (at >= 0) {
      circles.push([...path.slice(at), node]);
      return;
    }
    if (done.has(node)) return;
    path.push(node);
    for (const next of edges.get(node) ?? []) walk(next);
    path.pop();
    done.add(node);
  };
  for (const node of edges.keys()) walk(node);
  return circles;
}

/** What each node leads to: files, or their rooms when `nodeOf` says so; a node does not lead to itself. */
export function edgesOf(
  imports: readonly Import[],
  nodeOf: (file: string) => string = (file) => file,
): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { file, to } of imports) {
    if (to === null) continue;
    const [from, into] = [nodeOf(file), nodeOf(to)];
    if (!edges.has(from)) edges.set(from, new Set());
    if (from !== into) edges.get(from)?.add(into);
  }
  return edges;
}
