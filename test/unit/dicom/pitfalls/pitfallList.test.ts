import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";

const tests = join(import.meta.dirname, "../../..");
const list = readFileSync(join(import.meta.dirname, "README.md"), "utf8");

/** The text of each entry by its number. */
const entries = new Map(
  [...list.matchAll(/^(\d+)\. (.+)$/gm)].map(([, number, text]) => [Number(number), text]),
);

/** The numbers that each file of tests cites, by the file's name without its ending; names may occur twice. */
const citedBy = new Map<string, ReadonlySet<number>>();
for (const file of readdirSync(tests, { recursive: true, encoding: "utf8" })) {
  if (!file.endsWith(".test.ts") || file.endsWith(basename(import.meta.filename))) continue;
  const cited = citedNumbers(readFileSync(join(tests, file), "utf8"));
  const name = basename(file, ".test.ts");
  citedBy.set(name, new Set([...(citedBy.get(name) ?? []), ...cited]));
}
const cited = new Set([...citedBy.values()].flatMap((numbers) => [...numbers]));

/** Those of "pitfall 13" and of "pitfalls 25 and 29". */
function citedNumbers(text: string): number[] {
  const places = text.matchAll(/\bpitfalls? (\d+)(?: and (\d+))?/g);
  return [...places].flatMap(([, ...numbers]) => numbers.filter((one) => one !== undefined).map(Number));
}

test("the list counts from 1 and leaves no number out", () => {
  expect([...entries.keys()]).toEqual(Array.from({ length: entries.size }, (_, i) => i + 1));
});

test("every pitfall that a test cites is in the list", () => {
  expect(cited.size).toBeGreaterThan(40);
  expect([...cited].filter((number) => !entries.has(number))).toEqual([]);
});

test.each([...entries])("entry %i names tests that cite it, or says why none does", (number, text) => {
  const [, names = ""] = /\bTests: ([^.]+)\.$/.exec(text) ?? [];
  const named = [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(named).not.toEqual([]);
  expect(named.filter((name) => !citedBy.has(name))).toEqual([]);

  expect(text.includes("Not cited:")).toBe(!cited.has(number));
  if (cited.has(number)) expect(named.filter((name) => !citedBy.get(name)?.has(number))).toEqual([]);
});
