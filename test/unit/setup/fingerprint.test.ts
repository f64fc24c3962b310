import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fingerprint, isStamped, stamp } from "../../../notebooks/.setup/fingerprint.mjs";

let root: string;
const write = (name: string, text: string) => {
  mkdirSync(join(root, name, ".."), { recursive: true });
  writeFileSync(join(root, name), text);
};
const current = () => fingerprint(root, [join(root, "package"), join(root, "lock.json")]);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "fingerprint-"));
  write("package/src/a.ts", "a");
  write("package/src/b.ts", "b");
  write("lock.json", "{}");
});
afterEach(() => rmSync(root, { recursive: true }));

describe("fingerprint", () => {
  test("is the same for the same files at another time and another place", () => {
    const before = current();
    utimesSync(join(root, "package/src/a.ts"), 1, 1);
    expect(current()).toBe(before);

    const elsewhere = join(root, "elsewhere");
    cpSync(join(root, "package"), join(elsewhere, "package"), { recursive: true });
    cpSync(join(root, "lock.json"), join(elsewhere, "lock.json"));
    expect(fingerprint(elsewhere, [join(elsewhere, "package"), join(elsewhere, "lock.json")])).toBe(before);
  });

  test.each([
    ["a changed file", () => write("package/src/a.ts", "A")],
    ["a new file", () => write("package/src/c.ts", "")],
    ["a file that has gone", () => rmSync(join(root, "package/src/b.ts"))],
    [
      "text that moved from one file to the next",
      () => {
        write("package/src/a.ts", "");
        write("package/src/b.ts", "ab");
      },
    ],
    ["a changed single file", () => write("lock.json", "[]")],
    ["a single file that has gone", () => rmSync(join(root, "lock.json"))],
  ])("differs for %s", (_, change) => {
    const before = current();
    change();
    expect(current()).not.toBe(before);
  });

  test("does not see what a build leaves behind", () => {
    const before = current();
    write("package/lib/index.js", "");
    write("package/node_modules/x/index.js", "");
    write("package/src/.tsbuildinfo", "");
    write("package/package-1.0.0.tgz", "");
    expect(current()).toBe(before);
  });
});

describe("stamp", () => {
  test("is read back by its text alone", () => {
    const file = join(root, "stamps", "deep", "one");
    expect(isStamped(file, "x")).toBe(false);
    stamp(file, "x");
    expect(isStamped(file, "x")).toBe(true);
    expect(isStamped(file, "y")).toBe(false);
  });
});
