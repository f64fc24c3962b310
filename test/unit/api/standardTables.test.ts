import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../../../kernel-lib/src", import.meta.url));

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, text: readFileSync(join(source, file), "utf8") }));

/** Everything that the pattern finds in the sources, with the file that it stands in. */
function found(pattern: RegExp): { readonly file: string; readonly literal: string }[] {
  return files.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([literal]) => ({ file, literal })),
  );
}

test("transfer syntaxes are named by their UIDs in one table", () => {
  const table = join("dicom", "elements", "transferSyntaxes.ts");
  const named = found(/1\.2\.840\.10008\.1\.2(?!\d)[\d.]*|1\.2\.840\.113619\.5\.2/g);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ file }) => file !== table)).toEqual([]);
});

test("a UID stands in the sources once", () => {
  const uids = found(/"1\.2\.840\.[\d.]+"/g).map(({ literal }) => literal);
  expect(uids.filter((uid, i) => uids.indexOf(uid) !== i)).toEqual([]);
});

test("a tag is read by its entry, and messages take its number from there", () => {
  expect(found(/["'`]x[0-9a-f]{8}/g)).toEqual([]);
  // In the words of a message, not of a comment.
  expect(found(/^(?!\s*(?:\/?\*|\/\/)).*\([0-9A-F]{4},[0-9A-F]{4}\)(?!.*\*\/)/gim)).toEqual([]);
});
