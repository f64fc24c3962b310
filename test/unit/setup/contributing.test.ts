import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../../notebooks/.setup/paths.mjs";

const page = readFileSync(join(ROOT, ".github/CONTRIBUTING.md"), "utf8");

/** The folders that the page draws: in its blocks, two more blanks before a name are one folder further in. */
const drawn = [...page.matchAll(/^```\n(.+?)^```$/gms)].flatMap(([, block]) => {
  const folders: string[] = [];
  const above: string[] = [];
  for (const line of block.trimEnd().split("\n")) {
    const [, blanks, name] = /^( *)(\S+)\/(?= |$)/.exec(line) ?? [];
    if (name === undefined) throw new Error(`a line of the tree must name a folder; found "${line}"`);
    above.length = blanks.length / 2;
    above.push(name);
    folders.push(above.join("/"));
  }
  return folders;
});

/** The folders below a folder, itself among them; products and hidden ones left out. */
function foldersBelow(folder: string): string[] {
  const inner = readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^[._]/.test(entry.name))
    .flatMap(({ name }) => foldersBelow(`${folder}/${name}`));
  return [folder, ...inner];
}

const there = ["kernel-lib/src", "lab-extension/src", "test"].flatMap(foldersBelow);

/** The room whose tests these are: the page says that they lie as the sources do. */
const roomOf = (folder: string) =>
  folder.startsWith("test/unit/lab/")
    ? folder.replace("test/unit/lab", "lab-extension/src")
    : folder.replace("test/unit", "kernel-lib/src");

test("the page draws every folder, but for those of unit tests that mirror one", () => {
  expect(there.length).toBeGreaterThan(70);
  const missing = there.filter((folder) => !drawn.includes(folder));
  expect(missing.filter((folder) => !drawn.includes(roomOf(folder)))).toEqual([]);
});

test("the page draws no folder that is not there, and none twice", () => {
  expect(drawn.filter((folder) => !there.includes(folder))).toEqual([]);
  expect(new Set(drawn).size).toBe(drawn.length);
});

test("files and folders that the page names by their path are there", () => {
  const paths = [...page.matchAll(/`((?:kernel-lib|lab-extension|notebooks|test|\.ci)\/[^`\s]*)`/g)]
    .map(([, path]) => path)
    .filter((path) => !/[A-Z]{4}/.test(path));
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  const links = [...page.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link]) => join(ROOT, ".github", link));
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});

test("the page names every script of package.json that checks something", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const checking = Object.keys(scripts).filter((name) =>
    /^(test|bench|fuzz|format|build|tutorial)/.test(name),
  );
  expect(checking.filter((name) => !page.includes(name))).toEqual([]);
});

test("source files that the READMEs of the packages name are there", () => {
  for (const name of ["kernel-lib", "lab-extension"]) {
    const text = readFileSync(join(ROOT, name, "README.md"), "utf8");
    const files = [...text.matchAll(/`([\w/]+\/\w+\.ts)`/g)].map(([, file]) => file);
    expect(files.filter((file) => !existsSync(join(ROOT, name, "src", file)))).toEqual([]);
  }
});
