import fc from "fast-check";
import { InvalidArgumentError, interact, loadScan, scanFolder, table } from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { captureCall } from "../../../../kernel-lib/src/kernel/output/capture";
import { wrong } from "../../../checks/publicDoors";
import { ctSlice } from "../../../makers/ctSeries";

const textOf = ({ bundle }: ReturnType<typeof table>) => String(bundle.data["text/plain"]);
const htmlOf = ({ bundle }: ReturnType<typeof table>) => String(bundle.data["text/html"]);
/** Words of the cells of a table's body, row by row. */
const cellsOf = (shown: ReturnType<typeof table>) =>
  [...htmlOf(shown).matchAll(/<tr>(.*?)<\/tr>/g)]
    .map(([, row]) => [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/g)].map(([, text]) => text))
    .slice(1);

const organs = [
  { name: "lungs", voxels: 681_025, mean: -848.41234, smoker: true },
  { name: "heart", voxels: 90, mean: 40, note: "with blood" },
  { name: "nodule", voxels: null, mean: Number.NaN },
];

describe("a table", () => {
  test("has a column for each field, numbers below each other, and a dash where one is missing", () => {
    expect(textOf(table(organs, { title: "Organs" }))).toBe(
      [
        "Organs",
        "name     voxels    mean  smoker  note",
        "lungs   681,025  \u2212848.4  yes     \u2013",
        "heart        90    40.0  \u2013       with blood",
        "nodule        \u2013       \u2013  \u2013       \u2013",
      ].join("\n"),
    );
  });

  test("takes columns by name, and with titles, units and digits", () => {
    expect(textOf(table(organs, { columns: ["mean", "name"] })).split("\n")[0]).toBe("  mean  name");
    const columns = { name: "what", mean: { title: "mean value", unit: "HU", digits: 2 } };
    const [head, first] = textOf(table(organs, { columns })).split("\n");
    expect(head).toBe("what    mean value (HU)");
    expect(first).toBe("lungs           \u2212848.41");
  });

  test("aligns numbers to the right in pages that drop styles and in pages that have a sheet of their own", () => {
    expect(htmlOf(table([{ a: 1, b: "x" }]))).toContain(
      '<td align="right" style="text-align: right">1</td><td align="left" style="text-align: left">x</td>',
    );
  });

  test("of nothing has no row, and says so", () => {
    expect(cellsOf(table([]))).toEqual([]);
    expect(textOf(table([]))).toBe("No rows");
    expect(htmlOf(table([], { columns: ["a"] }))).toMatch(/<th[^>]*>a<\/th>.*<p>No rows<\/p>$/s);
    expect(table([], { columns: ["a"] }).csv()).toBe("a\r\n");
  });

  test("of very many rows shows the first and says how many are left", () => {
    const shown = table(Array.from({ length: 1250 }, (_, i) => ({ i })));
    expect(cellsOf(shown)).toHaveLength(200);
    expect(textOf(shown)).toMatch(/and 1,050 more rows, all of them in csv\(\)$/);
    expect(shown.csv().split("\r\n")).toHaveLength(1252);
  });

  test("shows numbers with the digits that they need", () => {
    const numbers = (...values: number[]) => cellsOf(table(values.map((n) => ({ n })))).flat();
    expect(numbers(1, 2, 2024)).toEqual(["1", "2", "2024"]);
    expect(numbers(0.1 + 0.2, 1)).toEqual(["0.300", "1.000"]);
    expect(numbers(0.5, 12.25)).toEqual(["0.50", "12.25"]);
    expect(numbers(12_345.6, -3)).toEqual(["12,346", "\u22123"]);
    expect(numbers(-0.0001, 1000)).toEqual(["0", "1000"]);
    expect(numbers(1.5e-7)).toEqual(["0.0000001500"]);
    expect(numbers(Number.POSITIVE_INFINITY, 1e20)).toEqual(["\u221e", "1.000e+20"]);
  });
});

describe("whatever stands in a record", () => {
  test("is text on the page, and no element or script of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (key, value) => {
        const html = htmlOf(table([{ [key]: value, ok: 1 }], { title: value }));
        const tags = [...html.matchAll(/<\/?([^\s>]*)/g)].map(([, tag]) => tag);
        const known = ["table", "caption", "thead", "tbody", "tr", "th", "td", "br"];
        expect(tags.filter((tag) => !known.includes(tag))).toEqual([]);
        expect(html).not.toMatch(/&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
      { seed: 11, numRuns: 30 },
    );
    expect(htmlOf(table([{ a: '<img src=x onerror="alert(1)">' }]))).toContain(
      "&lt;img src=x onerror=&quot;alert(1)&quot;&gt;",
    );
  });

  test("is one line of plain text that no terminal obeys", () => {
    expect(textOf(table([{ a: "two\nlines\u001b[31m" }]))).toBe("a\ntwo lines [31m");
  });

  test("comes back from CSV as it was", () => {
    const awkward = ['say "no"', "a,b", "two\r\nlines", " = 1", ""];
    const csv = table(awkward.map((text) => ({ text, n: 0.1 + 0.2, none: Number.NaN }))).csv();
    expect(csv).toBe(
      'text,n,none\r\n"say ""no""",0.30000000000000004,\r\n"a,b",0.30000000000000004,\r\n' +
        '"two\r\nlines",0.30000000000000004,\r\n = 1,0.30000000000000004,\r\n,0.30000000000000004,\r\n',
    );
  });
});

test.each<[string, unknown, object]>([
  ["rows must be a list of records", 5, {}],
  ["rows[1] must be a record of texts and numbers", [{ a: 1 }, [2]], {}],
  ["rows[0].a must be a text, a number, true, false or null", [{ a: { b: 1 } }], {}],
  ['columns must be among a; received "b"', [{ a: 1 }], { columns: ["b"] }],
  ["columns.a.digits must be a whole number from 0 to 12", [{ a: 1 }], { columns: { a: { digits: -1 } } }],
  ['received "titel"; did you mean "title"?', [{ a: 1 }], { columns: { a: { titel: "x" } } }],
])("%s", (message, rows, options) => {
  expect(() => table(wrong(rows), wrong(options))).toThrow(InvalidArgumentError);
  expect(() => table(wrong(rows), wrong(options))).toThrow(message);
});

describe("what the library says of a folder", () => {
  async function* files() {
    for (let i = 0; i < 4; i++) yield { name: `slice-${i}`, bytes: ctSlice(i) };
    yield { name: "secret-name.txt", bytes: new Uint8Array(5) };
  }

  test("a load report is the lines that it prints, without names of files", async () => {
    const { report } = await loadScan(files());
    const shown = table(report);
    const cells = cellsOf(shown);
    expect(cells.find(([item]) => item === "Files")?.[1]).toMatch(/^5: 4 loaded, 1 not DICOM/);
    expect(cells.map(([item]) => item)).toContain("Spacing");
    expect(String(report).replace(/\s+/g, " ")).toContain(cells[0].join(" "));
    expect(JSON.stringify(shown.bundle)).not.toContain("secret-name");
    const lines = String(report)
      .split("\n")
      .map((line) => line.trim().replace(/\s+/g, " "));
    for (const row of cells) expect(lines).toContain(row.join(" ").trim());
  });

  test("a listing is its volumes, and below them what else is there", async () => {
    const listing = await scanFolder(files());
    const shown = table(listing);
    expect(cellsOf(shown)).toHaveLength(listing.volumes.length);
    expect(htmlOf(shown)).toContain("<p>Other files: 1 not DICOM</p>");
    expect(JSON.stringify(shown.bundle)).not.toContain("secret-name");
    expect(String(listing)).toContain("Other files");
  });
});

test("within a call that is captured it is an output of that call, and no frame of a picture", () => {
  const call = captureCall(() => table([{ n: 1 }]));
  if (call instanceof Promise) throw new Error("asynchronous");
  const [output] = call.outputs;
  expect([output.picture, output.createBundle("small").data["text/html"]]).toEqual([
    null,
    expect.stringContaining("<table>"),
  ]);
  expect(() => interact((n) => table([{ n }]), { n: [1, 3] }, { precompute: true })).toThrow(
    "one that shows one picture",
  );
});
