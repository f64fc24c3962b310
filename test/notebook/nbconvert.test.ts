import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { imshow } from "tslab-dicom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { VENV_PYTHON } from "../../notebooks/.setup/paths.mjs";
import { volumeOf } from "../makers/volumes";

const TITLE = 'Larger than "usual" & <odd>';

describe("a figure in nbconvert's HTML", () => {
  const folder = mkdtempSync(join(tmpdir(), "nbconvert-"));
  const notebook = join(folder, "figure.ipynb");
  const { bundle } = imshow(
    volumeOf([1, 8, 8], (_, row) => row),
    { title: TITLE, width: 120 },
  );

  beforeAll(() => {
    const output = { output_type: "display_data", ...bundle };
    const cell = {
      cell_type: "code",
      id: "figure",
      metadata: {},
      execution_count: 1,
      source: "",
      outputs: [output],
    };
    writeFileSync(notebook, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The page's one picture, by nbconvert with the template. */
  function convert(template: string): string {
    const convertTo = ["-m", "nbconvert", "--to", "html", "--template", template, notebook];
    const { status, stderr } = spawnSync(VENV_PYTHON, convertTo, { encoding: "utf8" });
    expect(status, stderr).toBe(0);
    const images = readFileSync(join(folder, "figure.html"), "utf8").match(
      /<img[^>]*alt=('[^']*'|"[^"]*")[^>]*/g,
    );
    expect(images).toHaveLength(1);
    return images?.[0] ?? "";
  }

  test("has its words in the classic template, and its size and no background in both", () => {
    const { width } = bundle.metadata["image/png"] as { width: number };
    const classic = convert("classic");
    expect(classic).toContain(`alt='Larger than "usual" &amp; &lt;odd&gt;. CT, slice 1 of 1 slice of 8 x 8`);
    expect(classic).toMatch(new RegExp(`width="?${width}`));
    // Its usual template asks for no words: once it does, the decision on it is out of date.
    const usual = convert("lab");
    expect(usual).toContain("No description has been provided for this image");
    expect(usual).toMatch(new RegExp(`width="?${width}`));
    expect(usual).not.toContain("background");
  });
});
