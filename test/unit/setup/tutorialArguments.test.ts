import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NOTEBOOKS } from "../../../notebooks/.setup/paths.mjs";
import { tutorialArguments } from "../../../notebooks/.setup/tutorialArguments.mjs";
import { UserError } from "../../../notebooks/.setup/userError.mjs";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "arguments-"));
  mkdirSync(join(cwd, "scan"));
  writeFileSync(join(cwd, "own.ipynb"), "{}");
});
afterAll(() => rmSync(cwd, { recursive: true }));

const own = ["--notebook", "own.ipynb"];

describe("tutorialArguments", () => {
  test("leaves every parameter to the notebook by default, and writes beside the notebooks", () => {
    expect(tutorialArguments(own, cwd)).toEqual({
      notebook: join(cwd, "own.ipynb"),
      out: join(NOTEBOOKS, "executed", "own.ipynb"),
      parameters: { folder: null, chosenSlice: null, chosenCentroid: null },
    });
  });

  test("takes paths from the caller's folder", () => {
    const args = [...own, "--dicom", "scan", "--slice", "152", "--centroid", "250,150", "--out", "a/b.ipynb"];
    expect(tutorialArguments(args, cwd)).toEqual({
      notebook: join(cwd, "own.ipynb"),
      out: join(cwd, "a", "b.ipynb"),
      parameters: { folder: join(cwd, "scan"), chosenSlice: 152, chosenCentroid: [250, 150] },
    });
  });

  test("keeps slice 0 apart from no slice", () => {
    expect(tutorialArguments([...own, "--slice=0"], cwd)?.parameters.chosenSlice).toBe(0);
  });

  test("answers a wish for help with nothing to do", () => {
    expect(tutorialArguments(["--help"], cwd)).toBeUndefined();
  });

  test.each([
    [["--dicom", "nowhere"], "--dicom must name a folder"],
    [["--dicom", "own.ipynb"], "--dicom must name a folder"],
    [["--notebook", "nowhere.ipynb"], "--notebook must name a notebook file"],
    [["--out", "picture.png"], "--out must name a file that ends in .ipynb"],
    [["--slice=-1"], "--slice must be a whole number from 0; received -1"],
    [["--slice", "1.5"], "--slice must be a whole number from 0; received 1.5"],
    [["--centroid", "250"], "--centroid must be ROW,COLUMN in whole pixels"],
    [["--centroid=250,-1"], "--centroid must be ROW,COLUMN in whole pixels"],
    [["--slices", "3"], "npm run tutorial -- [options]"],
    [["scan"], "npm run tutorial -- [options]"],
  ])("refuses %j", (args, part) => {
    const parse = () => tutorialArguments([...own, ...args], cwd);
    expect(parse).toThrow(UserError);
    expect(parse).toThrow(part);
  });

  test("does not repeat the folder of a scan in its answer", () => {
    expect(() => tutorialArguments(["--dicom", "Doe^Jane"], cwd)).toThrow(/^(?!.*Doe)/);
  });
});
