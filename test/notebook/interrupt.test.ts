import { beforeAll, describe, expect, test } from "vitest";
import { runKernel } from "./runKernel";

interface Ran {
  readonly text: string;
  readonly status: string;
  readonly shown: readonly Readonly<Record<string, unknown>>[];
}

const CELLS = [
  'import { loadInNotebook } from "tslab-dicom/lib/kernel/loadInNotebook";',
  // Would never end, and does not listen to its signal.
  `const loaded = await loadInNotebook("Loading", async ({ onProgress }) => {
     onProgress({ step: "pixels", done: 12, total: 261 });
     await new Promise((resolve) => setTimeout(resolve, 600));
     console.log("begun");
     return new Promise<string>(() => undefined);
   });`,
  // Catches the error, and waits for something else that never ends.
  `await loadInNotebook("Looking", async () => {
     console.log("begun");
     await new Promise(() => undefined);
   }).catch((error) => console.log(error.tag));
   await new Promise(() => undefined);`,
  `const answer: number = await loadInNotebook("Loading", async () => 42);
   console.log(answer, process.listenerCount("SIGINT"));`,
  `import * as ct from "tslab-dicom";
   const chest = ct.createThorax({ slices: 3, rows: 8, columns: 8 });
   let slice = 1;`,
  "ct.imshow(chest.voxels, { slice });",
  "ct.imshow(chest.voxels, { slice: 99 });",
];

describe("the kernel's interrupt", () => {
  let ran: readonly Ran[];
  beforeAll(() => {
    ran = runKernel("interruptKernel.py", { cells: CELLS }) as readonly Ran[];
  });

  test("ends a load with an error that says what was stopped, and its bar says where", () => {
    const { status, text, shown } = ran[1];
    expect(status).toBe("error");
    expect(text).toBe(
      "begun\nInterruptedError: Loading was stopped by the kernel's interrupt before it had a result; run the cell again to start anew\n",
    );
    expect(shown).toEqual([{ "text/plain": "Loading stopped at 12 of 261 (pixels)" }]);
  });

  test("ends a cell that goes on after the load", () => {
    const { status, text } = ran[2];
    expect([status, text]).toEqual([
      "error",
      "begun\nInterruptedError\n[Error: Interrupted asynchronously]\n",
    ]);
  });

  test("and every error end with the cell, and one of the library's is a sentence", () => {
    const [trap, ours] = ran.slice(5).map(({ text }) => text.trim().split("\n"));
    expect(trap.slice(trap.indexOf("ReferenceError: slice is not defined") + 1)).toEqual([
      expect.stringMatching(/^ {4}at evalmachine/),
      expect.stringMatching(/^ {4}at evalmachine/),
      "tslab does not resolve the shorthand { slice } of a variable of an earlier cell: write { slice: slice }",
    ]);
    expect(ours).toEqual(["InvalidArgumentError: slice must be a whole number from 0 to 2; received 99"]);
  });

  test("leaves a kernel that works, with tslab's own listener alone", () => {
    expect(ran[3]).toEqual({ status: "ok", text: "42 1\n", shown: [] });
  });
});
