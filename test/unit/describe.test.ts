import { inspect } from "node:util";
import * as ct from "tslab-dicom";
import { expect, test } from "vitest";
import { describedWhilePending } from "../../kernel-lib/src/describe";
import { ball, volume } from "../checks/publicDoors";

test.each([
  ["a volume", volume],
  ["a mask", ball],
  ["a mesh", ct.maskSurface(ball)],
  ["components", ct.label(ball)],
  ["a partition", ct.fuzzyCMeans(Int16Array.of(1, 2, 9), { clusters: 2 })],
  ["an error", new ct.UnitsError("segmentLungMask", "US")],
])("%s is one line within a text, the one that it prints", (_name, record) => {
  expect(String(record)).toBe(inspect(record));
  expect(`${record}`).toMatch(/^[A-Z][A-Za-z ]+: /);
  expect(Object.keys(record)).not.toContain("toString");
});

test("what was shown is its words within a text", () => {
  expect(String(ct.imshow(volume, { slice: 1 }))).toBe(
    "CT, slice 2 of 3 slices of 12 x 14, 2.5 x 0.8 x 0.7 mm",
  );
});

test("volumes and masks have a shape", () => {
  expect([volume.shape, ball.shape, ct.sliceOf(volume, 0).shape]).toEqual([
    [3, 12, 14],
    [3, 12, 14],
    [1, 12, 14],
  ]);
});

test.each([
  ["loadScan", () => ct.loadScan([])],
  ["scanFolder", () => ct.scanFolder([])],
])("a promise of %s that is printed says that its await is missing", async (name, call) => {
  const promise = call();
  expect(inspect(promise)).toBe(`Promise, pending: write \`await ${name}(...)\` to have what it gives`);
  expect(inspect({ promise })).toContain("write `await");
  await promise.catch(() => undefined);
  expect(inspect(promise)).not.toContain("await");
});

test("a promise that is kept prints as any other, and its failure is heard once", async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on("unhandledRejection", hear);
  try {
    const kept = describedWhilePending("it()", async () => 42);
    expect(await kept).toBe(42);
    // In a process with asynchronous contexts Node.js adds numbers of its own.
    expect(inspect(kept)).toMatch(/^Promise \{\s+42\b/);
    const failed = describedWhilePending("it()", async () => Promise.reject(new Error("no")));
    await expect(failed).rejects.toThrow("no");
    await new Promise((resolve) => setImmediate(resolve));
    expect(unheard).toEqual([]);
  } finally {
    process.removeListener("unhandledRejection", hear);
  }
});
