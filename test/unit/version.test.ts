import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LIBRARY } from "../../kernel-lib/src/version";

test("the library's name and version are those of its package", () => {
  const manifest = readFileSync(new URL("../../kernel-lib/package.json", import.meta.url), "utf8");
  const { name, version } = JSON.parse(manifest);
  expect(LIBRARY).toBe(`${name} ${version}`);
});
