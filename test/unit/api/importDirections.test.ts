import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const source = fileURLToPath(new URL("../../../kernel-lib/src", import.meta.url));
const extension = fileURLToPath(new URL("../../../lab-extension/src", import.meta.url));

/** What each room may import: data flows one way. Files beside the rooms (errors, describe, random) are below all. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  phantom: ["volume", "dicom"],
  dicom: ["volume"],
  volume: [],
  segmentation: ["volume"],
  clustering: ["volume", "segmentation"],
  surface: ["volume", "segmentation"],
  display: ["volume", "segmentation", "clustering", "surface"],
  kernel: ["dicom", "volume", "segmentation", "clustering", "surface", "display", "phantom"],
};
const BELOW_ALL = ["errors", "describe", "random", "limits", "allocated", "contract"];

/** Npm packages that one place alone may know. */
const ONLY_IN: Readonly<Record<string, (file: string) => boolean>> = {
  "dicom-parser": (file) => file === join("dicom", "elements", "parseHeader.ts"),
  // Its writer there, its data dictionary here.
  dcmjs: (file) => file.startsWith(`phantom${sep}`) || file === join("dicom", "scanTags.ts"),
  "dcmjs-codecs": (file) => file === join("dicom", "pixels", "codecs", "dcmjsCodecs.ts"),
  tinypool: (file) => file === join("dicom", "pixels", "threads", "decoderPool.ts"),
  fflate: (file) => file === join("dicom", "elements", "inflate.ts"),
  "dicom-character-set": (file) => file === join("dicom", "elements", "decodeText.ts"),
  pngjs: (file) => file === join("display", "raster", "png.ts"),
  "opentype.js": (file) => file === join("display", "raster", "font.ts"),
  "meshoptimizer/simplifier": (file) => file === join("surface", "simplifyMesh.ts"),
  "node:fs": (file) =>
    [
      join("dicom", "source", "openDiskFile.ts"),
      join("dicom", "source", "listDisk.ts"),
      join("display", "raster", "font.ts"),
    ].includes(file) || file.startsWith("phantom"),
};

interface Import {
  readonly file: string;
  readonly target: string;
}

function importsBelow(folder: string): Import[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), "utf8");
      const targets = [
        ...text.matchAll(
          /(?:from\s+|import\(\s*|import\s+|require\(\s*|createRequire\(__filename\)\()"([^"]+)"/g,
        ),
      ].map(([, target]) => target);
      return targets.map((target) => ({ file, target }));
    });
}

const imports = importsBelow(source);
const resolved = ({ file, target }: Import) => relative(source, join(source, dirname(file), target));

test("there are imports to look at", () => {
  expect(imports.length).toBeGreaterThan(200);
  const rooms = new Set(
    imports.map(({ file }) => file.split(sep)[0]).filter((name) => !name.endsWith(".ts")),
  );
  expect([...rooms].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

describe.each(Object.entries(MAY_IMPORT))("%s", (room, allowed) => {
  test("imports only rooms before it", () => {
    const wrong = imports
      .filter(({ file, target }) => file.startsWith(room + sep) && target.startsWith("."))
      .map((one) => ({ ...one, to: resolved(one).split(sep)[0] }))
      .filter(({ to }) => to !== room && !allowed.includes(to) && !BELOW_ALL.includes(to));
    expect(wrong).toEqual([]);
  });
});

test("what lies below all rooms imports none of them", () => {
  const below = imports.filter(({ file }) => BELOW_ALL.includes(file.replace(/\.ts$/, "")));
  expect(
    below.filter(({ target }) => target.startsWith("./") && !BELOW_ALL.includes(target.slice(2))),
  ).toEqual([]);
});

test.each(Object.entries(ONLY_IN))("%s is known in one place", (name, allowed) => {
  const users = imports
    .filter(({ target }) => target === name || target === `${name}/promises`)
    .map(({ file }) => file);
  expect(users.length).toBeGreaterThan(0);
  expect(users.filter((file) => !allowed(file))).toEqual([]);
});

test("the contract imports nothing outside its folder, and is all that the extension takes from the library", () => {
  const ofContract = imports.filter(({ file }) => file.startsWith(`contract${sep}`));
  expect(ofContract.length).toBeGreaterThan(5);
  expect(ofContract.filter(({ target }) => !/^\.\/\w+$/.test(target))).toEqual([]);
  const fromLibrary = importsBelow(extension).filter(({ target }) => /kernel-lib|tslab-dicom/.test(target));
  expect(fromLibrary.length).toBeGreaterThan(0);
  expect(fromLibrary.filter(({ target }) => target !== "tslab-dicom/contract")).toEqual([]);
});
