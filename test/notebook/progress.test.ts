import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { VIEWER_MIME } from "tslab-dicom/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runKernel } from "./runKernel";

type Data = Readonly<Record<string, unknown>>;

interface Ran {
  readonly text: string;
  readonly status: string;
  /** Of each output what it showed, one after the other. */
  readonly outputs: readonly (readonly Data[])[];
}

const folder = mkdtempSync(join(tmpdir(), "progress-"));
const seen = join(folder, "seen");

/** Nothing of it leaves the kernel's thread until it ends or the bar has arrived. */
const BLOCKED = `
  const started = Date.now();
  while (!existsSync(${JSON.stringify(seen)}) && Date.now() - started < 60_000) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  console.log(existsSync(${JSON.stringify(seen)}) ? "arrived" : "not arrived");`;

const CELLS = [
  `import * as ct from "tslab-dicom";
   import { showWork } from "tslab-dicom/lib/kernel/show";
   import { existsSync } from "node:fs";
   const chest = ct.createThorax({ slices: 3, rows: 8, columns: 8 }).voxels;`,
  `const waited = showWork("Drawing", (work) => {
     work.announce("the mesh");
     ${BLOCKED}
     return work.show({ alt: "a square", picture: { width: 1, height: 1, rgba: new Uint8ClampedArray(4) } });
   });`,
  "ct.sliceViewer(chest);",
  `const bar = ct.progress("Looking");
   bar.update(1, 2);
   await new Promise((resolve) => setTimeout(resolve, 700));
   bar.end();`,
  "const quick = ct.progress('Looking'); quick.update(1, 2); quick.end();",
  "ct.interact((x) => ct.imshow(chest, { slice: x, width: 100 }), { x: [0, 2] });",
];

describe("bars in the kernel", () => {
  let ran: readonly Ran[];
  beforeAll(() => {
    ran = runKernel("progressKernel.py", { cells: CELLS, mark: "Drawing: the mesh", seen }) as readonly Ran[];
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("arrive while the cell computes, and what they were for takes their output", () => {
    const { text, status, outputs } = ran[1];
    expect([text, status]).toEqual(["arrived\n", "ok"]);
    expect(outputs).toHaveLength(1);
    expect(outputs[0].map((data) => data["text/plain"])).toEqual(["Drawing: the mesh", "a square"]);
  });

  test("leave no output empty, and none at all of short work", () => {
    expect(ran.map(({ status }) => status)).toEqual(CELLS.map(() => "ok"));
    const last = ran.flatMap(({ outputs }) => outputs.map((shown) => Object.keys(shown[shown.length - 1])));
    expect(last.filter((types) => types.length === 0)).toEqual([]);
    expect(ran[3].outputs.at(-1)?.at(-1)).toEqual({ "text/plain": "Looking: done" });
    expect(ran[4].outputs).toEqual([]);
    expect(ran[2].outputs.map((shown) => Object.keys(shown.at(-1) ?? {})[0])).toEqual([VIEWER_MIME]);
    expect(ran[5].outputs.map((shown) => Object.keys(shown.at(-1) ?? {})[0])).toEqual([VIEWER_MIME]);
  });
});
