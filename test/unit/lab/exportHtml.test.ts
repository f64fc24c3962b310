import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PLOTLY_MIME, VIEWER_MIME } from "tslab-dicom/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExportError } from "../../../lab-extension/export/exportError";
import { exportWith } from "../../../lab-extension/export/exportHtml";
import type { ExportOptions } from "../../../lab-extension/export/exportOptions";
import { framesPayload } from "./payloads";

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const ATTACK = `</script><script>alert(1)</script><img src=x onerror="alert(2)"><!--`;

let folder = "";
let parts = "";
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tslab-dicom-export-"));
  parts = at("parts");
  mkdirSync(parts);
  writeFileSync(join(parts, "viewer.css"), ".a{}");
  writeFileSync(join(parts, "viewer.js"), `"the viewer </script>"`);
  writeFileSync(join(parts, "plotly.js"), `"the figures"`);
  writeFileSync(join(parts, "wholePlotly.js"), `"figures of any kind"`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Shown {
  readonly data: object;
  readonly metadata?: object;
}
const shown = ({ data, metadata = {} }: Shown) => ({ output_type: "display_data", data, metadata });
const code = (source: string | string[], ...outputs: readonly object[]) => ({
  cell_type: "code",
  source,
  outputs,
});
const words = (source: string, attachments = {}) => ({ cell_type: "markdown", source, attachments });

/** Writes a notebook of these cells, exports it, and gives back the page. */
function exported(cells: readonly object[], options: Partial<ExportOptions> = {}): string {
  writeFileSync(at("a.ipynb"), JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }));
  exportWith({ notebook: at("a.ipynb"), file: at("a.html"), ...options }, parts);
  return readFileSync(at("a.html"), "utf8");
}

const viewer = (payload: object) =>
  shown({
    data: { [VIEWER_MIME]: payload, "image/png": PNG, "text/plain": "plain" },
    metadata: { "image/png": { alt: "A chest", width: 640, height: 480 } },
  });

describe("the page", () => {
  test("has its title as a heading unless a cell has one; a comment in a block of code is none", () => {
    const title = "<h1>My notebook</h1>";
    const pageWith = (text: string) =>
      exported([words(text), code("", viewer(framesPayload()))], { title: "My notebook" });
    expect(pageWith("```sh\n# a comment\n```")).toContain(title);
    expect(pageWith("Words\n\n# A heading")).not.toContain(title);
    expect(pageWith("A heading\n===")).not.toContain(title);
  });

  test("has the picture of a viewer with its words, and its payload as JSON that says the same", () => {
    const payload = framesPayload({ title: ATTACK });
    const page = exported([code("ct.imshow(volume)", viewer(payload))]);
    expect(page).toContain(
      `<img class="tsp-picture" alt="A chest" width="640" height="480" src="data:image/png;base64,${PNG}">`,
    );
    const [, json] = /<script type="application\/json">(.*?)<\/script>/s.exec(page) ?? [];
    expect(json).not.toContain("<");
    expect(JSON.parse(json)).toEqual(payload);
  });

  test("runs the scripts that it was written with and no other, and may load nothing", () => {
    const page = exported([code("", viewer(framesPayload()), shown({ data: { [PLOTLY_MIME]: {} } }))]);
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy).toMatch(
      /^default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src /,
    );
    expect(policy.match(/'sha256-[\w+/]+=*'/g)).toHaveLength(2);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(page).not.toMatch(/https?:/);
    // The end of an element in a script's own text does not end it.
    expect(page).toContain(`<script>"the viewer \\x3c/script>"</script>`);
  });

  test("has Plotly when it has a figure, and no script when nothing moves", () => {
    expect(exported([code("", viewer(framesPayload()))])).not.toContain("the figures");
    const figure = (type: string) => code("", shown({ data: { [PLOTLY_MIME]: { data: [{ type }] } } }));
    const small = exported([figure("mesh3d"), figure("scatter")]);
    expect([small.includes("the figures"), small.includes("figures of any kind")]).toEqual([true, false]);
    const whole = exported([figure("mesh3d"), figure("bar")]);
    expect([whole.includes("the figures"), whole.includes("figures of any kind")]).toEqual([false, true]);
    const still = exported([code("", shown({ data: { "text/plain": "7" } }))]);
    expect(still).not.toContain("<script");
    expect(still).toContain("script-src 'none'");
  });

  test.each([
    ["text", words(ATTACK)],
    ["a title in text", words(`# ${ATTACK}`)],
    ["a link", words("[press](javascript:alert(1)) <javascript:alert(1)>")],
    ["a picture", words(`![${ATTACK.replace("<!--", "")}](x"onerror="alert(1))`)],
    ["code", code(ATTACK)],
    ["what was printed", code("", { output_type: "stream", name: ATTACK, text: [ATTACK] })],
    [
      "what was thrown",
      code("", { output_type: "error", ename: ATTACK, evalue: ATTACK, traceback: [ATTACK] }),
    ],
    ["HTML of others", code("", shown({ data: { "text/html": ATTACK, "text/plain": "a table" } }))],
    ["a drawing", code("", shown({ data: { "image/svg+xml": `<svg onload="alert(1)"/>` } }))],
    ["a type", code("", shown({ data: { [ATTACK]: "" } }))],
    ["words of a picture", code("", shown({ data: { "image/png": PNG, "text/plain": `"${ATTACK}` } }))],
    [
      "a picture that is none",
      code("", shown({ data: { "image/png": `x"${ATTACK}`, "text/plain": ATTACK } })),
    ],
    [
      "a number that is none",
      code("", { ...viewer({}), metadata: { "image/png": { width: `1"${ATTACK}` } } }),
    ],
  ])("shows a script in %s as text, or not at all", (_where, cell) => {
    const page = exported([cell, code("", shown({ data: { "text/plain": "7" } }))], { title: ATTACK });
    // What is in quotes is no attribute.
    const elements = [...page.replace(/"[^"]*"/g, '""').matchAll(/<[a-z][^>]*>/gi)].map(
      ([element]) => element,
    );
    const scripts = elements.filter((element) => /^<script>|\bon\w+=/i.test(element));
    expect(scripts).toHaveLength(page.includes("tsp-live") ? 1 : 0);
    expect(page).not.toContain('href="javascript:');
    expect(page).not.toContain("<script>alert");
  });

  test("renders text, with pictures that the notebook holds and words for those that it does not", () => {
    const cell = words(
      "# One\n\n| a |\n|---|\n| `b` |\n\n![held](attachment:a%20b.png) ![far](https://a.b/c.png)",
      {
        "a b.png": { "image/png": PNG },
      },
    );
    const page = exported([cell, code("7", shown({ data: { "text/plain": "7" } }))]);
    expect(page).toContain("<h1>One</h1>");
    expect(page).toContain("<td><code>b</code></td>");
    expect(page).toContain(`<img class="tsp-picture" alt="held" src="data:image/png;base64,${PNG}">`);
    expect(page).toContain(`<span class="tsp-missing">far</span>`);
    expect(page).toContain("<title>One</title>");
  });

  test("prints what was printed and thrown without the codes of a terminal", () => {
    const code27 = String.fromCharCode(27);
    const red = `${code27}[31mred${code27}[0m`;
    const page = exported([
      code(
        "f()",
        { output_type: "stream", name: "stderr", text: ["a\n", red] },
        { output_type: "error", ename: "E", evalue: "v", traceback: [red, "at f"] },
      ),
    ]);
    expect(page).toContain(`<pre class="tsp-text tsp-stderr">a\nred</pre>`);
    expect(page).toContain(`<pre class="tsp-text tsp-thrown">red\nat f</pre>`);
  });

  test("has nothing for an output that holds nothing, as a bar that was taken back", () => {
    const html = exported([code("await load()", shown({ data: {} }))]);
    expect(html).not.toContain("which this page does not show");
    expect(html).not.toContain('class="tsp-output"');
  });

  test("has the title that it is given, and leaves code out on demand", () => {
    const cells = [code(["const a", " = 1 < 2"], shown({ data: { "text/plain": ["x", "y"] } }))];
    expect(exported(cells)).toContain('<pre class="tsp-code"><code>const a = 1 &lt; 2</code></pre>');
    const page = exported(cells, { title: "Mine & yours", code: false });
    expect(page).toContain("<title>Mine &amp; yours</title>");
    expect(page).toContain("<h1>Mine &amp; yours</h1>");
    expect(page).not.toContain("const a");
    expect(page).toContain(">xy</pre>");
  });
});

describe("what is no notebook", () => {
  const whole = JSON.stringify({ nbformat: 4, cells: [code("1", shown({ data: { "text/plain": "1" } }))] });

  test.each([
    ["nothing at all", "", /found an empty file\. Save the notebook again/],
    ["something else", "%PDF-1.4", /found something else\. Save/],
    ["a cut notebook", whole.slice(0, -9), /found JSON that is damaged or cut short\. Save/],
    ["other JSON", "[1]", /found other JSON\. Name a notebook/],
    [
      "format 3",
      `{"nbformat": 3, "worksheets": []}`,
      /found a notebook of format 3\. Open the notebook in JupyterLab/,
    ],
    ["format 5", `{"nbformat": 5, "cells": []}`, /format 4; found format 5\. Open/],
    [
      "no outputs",
      `{"nbformat": 4, "cells": []}`,
      /saved outputs; found none in its cells\. Run the notebook/,
    ],
    [
      "no good cells",
      `{"nbformat": 4, "cells": [1, {}, {"cell_type": "code", "outputs": [2]}]}`,
      /saved outputs/,
    ],
  ])("is refused: %s", (_what, text, sentence) => {
    writeFileSync(at("a.ipynb"), text);
    writeFileSync(at("a.html"), "older");
    const run = () => exportWith({ notebook: at("a.ipynb"), file: at("a.html") }, parts);
    expect(run).toThrow(ExportError);
    expect(run).toThrow(sentence);
    expect(readFileSync(at("a.html"), "utf8")).toBe("older");
    expect(readdirSync(folder).sort()).toEqual(["a.html", "a.ipynb", "parts"]);
  });

  test("or is not there", () => {
    expect(() => exportWith({ notebook: at("b.ipynb"), file: at("a.html") }, parts)).toThrow(
      /no such file\. Check the path/,
    );
  });
});

describe("the file", () => {
  beforeEach(() => exported([code("", viewer(framesPayload()), shown({ data: { [PLOTLY_MIME]: {} } }))]));

  test("is described by what comes back, and nothing is left beside it", () => {
    const result = exportWith({ notebook: at("a.ipynb"), file: at("b.html") }, parts);
    const bytes = readFileSync(at("b.html")).length;
    expect(result).toEqual({ file: at("b.html"), bytes, viewers: 1, figures: 1 });
    expect(readdirSync(folder).sort()).toEqual(["a.html", "a.ipynb", "b.html", "parts"]);
  });

  test("is never the notebook, by whatever name", () => {
    const before = readFileSync(at("a.ipynb"), "utf8");
    linkSync(at("a.ipynb"), at("other.html"));
    for (const file of [at("a.ipynb"), `${folder}/./a.ipynb`, at("other.html")]) {
      expect(() => exportWith({ notebook: at("a.ipynb"), file }, parts)).toThrow(/found the notebook itself/);
    }
    expect(readFileSync(at("a.ipynb"), "utf8")).toBe(before);
  });

  test.each([["no/such/folder.html"], ["parts"]])(
    "that cannot be written is an error, with nothing left: %s",
    (name) => {
      const run = () => exportWith({ notebook: at("a.ipynb"), file: at(name) }, parts);
      expect(run).toThrow(/Name a file in a folder that is there/);
      expect(readdirSync(folder).sort()).toEqual(["a.html", "a.ipynb", "parts"]);
    },
  );

  test("needs a package that was built", () => {
    rmSync(join(parts, "plotly.js"));
    expect(() => exportWith({ notebook: at("a.ipynb"), file: at("b.html") }, parts)).toThrow(
      /plotly\.js.*npm run build/,
    );
  });
});

test.each<[string, unknown, RegExp]>([
  ["none", undefined, /found undefined/],
  ["no file", { notebook: "a.ipynb" }, /a path as file; found none/],
  ["another type", { notebook: "a", file: "b", code: "no" }, /a boolean as code; found a string/],
  ["a misspelt one", { notebook: "a", file: "b", titel: "x" }, /options among .*; found "titel"/],
  ["one that every object has", { notebook: "a", file: "b", toString: "x" }, /found "toString"/],
])("options are checked: %s", (_what, options, sentence) => {
  expect(() => exportWith(options as ExportOptions, "")).toThrow(sentence);
});
