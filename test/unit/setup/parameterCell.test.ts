import { runInThisContext } from "node:vm";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { replacedSources } from "../../../notebooks/.setup/parameterCell.mjs";

const SOURCE = `// Your own scan: one line to change.
const folder: string | null = null;   // a folder of DICOM files; null is the built-in thorax
const chosenSlice: number | null = null;
const chosenCentroid: [row: number, column: number] | null = null;`;

const notebook = (source: string | string[], tags = ["parameters"]) => [
  { cell_type: "markdown", source: "const folder = null;", metadata: { tags: ["parameters"] } },
  { cell_type: "code", source: "const folder = 1;", metadata: {} },
  { cell_type: "code", source, metadata: { tags } },
];
const none = { folder: null, chosenSlice: null, chosenCentroid: null };

/** What the declarations of a cell come to when it runs. */
const valuesOf = (source: string): unknown => {
  const untyped = source.replace(/^const (\w+):[^=]*=/gm, "const $1 =");
  return runInThisContext(`(() => {\n${untyped}\nreturn { folder, chosenSlice, chosenCentroid };\n})()`);
};

describe("replacedSources", () => {
  test("replaces nothing when nothing is given", () => {
    expect(replacedSources(notebook(SOURCE), none)).toEqual({});
    expect(replacedSources([], none)).toEqual({});
  });

  test("replaces the values and leaves the rest of the cell", () => {
    const parameters = { folder: "/data/scan", chosenSlice: 152, chosenCentroid: [250, 150] as const };
    expect(replacedSources(notebook(SOURCE), parameters)).toEqual({
      2: `// Your own scan: one line to change.
const folder: string | null = "/data/scan";   // a folder of DICOM files; null is the built-in thorax
const chosenSlice: number | null = 152;
const chosenCentroid: [row: number, column: number] | null = [250, 150];`,
    });
  });

  test("replaces only what is given", () => {
    const source = replacedSources(notebook(SOURCE), { ...none, chosenSlice: 0 })[2];
    expect(valuesOf(source)).toEqual({ ...none, chosenSlice: 0 });
  });

  test("reads a source kept as lines", () => {
    const lines = SOURCE.split(/(?<=\n)/);
    const parameters = { ...none, chosenSlice: 3 };
    expect(replacedSources(notebook(lines), parameters)).toEqual(
      replacedSources(notebook(SOURCE), parameters),
    );
  });

  test("gives every folder name to the cell as it is, also in place of another", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom(..."\\\"'`$&;=\n1") }),
    );
    fc.assert(
      fc.property(text, text, (first, second) => {
        const once = replacedSources(notebook(SOURCE), { ...none, folder: first })[2];
        const twice = replacedSources(notebook(once), { ...none, folder: second, chosenSlice: 7 })[2];
        expect(valuesOf(once)).toEqual({ ...none, folder: first });
        expect(valuesOf(twice)).toEqual({ ...none, folder: second, chosenSlice: 7 });
      }),
      { seed: 3 },
    );
  });

  test("says when no code cell is tagged", () => {
    expect(() => replacedSources(notebook(SOURCE, []), { ...none, chosenSlice: 1 })).toThrow(
      "no code cell of it is tagged `parameters`",
    );
  });

  test("says which declaration is missing", () => {
    const cells = notebook("const folder: string | null = null;");
    expect(() => replacedSources(cells, { ...none, chosenSlice: 1 })).toThrow(
      "declares no `const chosenSlice: ... = ...;`",
    );
  });
});
