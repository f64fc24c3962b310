import { setTimeout as later } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { volumeOf } from "../../makers/volumes";

const volume = volumeOf([6, 8, 9], (s, r, c) => 100 * s + r - c);
const { stdout } = process;
let writer: typeof stdout.write;
let cell: string[];

beforeEach(() => {
  cell = [];
  writer = stdout.write;
  stdout.write = ((text: string) => cell.push(text) > 0) as typeof stdout.write;
});
afterEach(() => {
  stdout.write = writer;
});

/** The library as a kernel has it that loads it from one more folder. */
async function loadCopy() {
  vi.resetModules();
  const { captureCall } = await import("../../../kernel-lib/src/kernel/output/capture");
  return { captureCall, ...(await import("tslab-dicom")) };
}

test("what either of two copies captures is all that is shown and printed, once, and the cell has the rest", async () => {
  const [one, other] = [await loadCopy(), await loadCopy()];
  expect(one.imshow).not.toBe(other.imshow);
  for (const [outer, inner] of [
    [one, other],
    [other, one],
  ]) {
    let held: unknown;
    const call = await outer.captureCall(async () => {
      stdout.write("outer\n");
      held = await inner.captureCall(async () => {
        await later(1);
        stdout.write("inner\n");
        outer.imshow(volume, { slice: 1 });
      });
      inner.imshow(volume, { slice: 2 });
      stdout.write("outer again\n");
    });
    expect(held).toMatchObject({
      text: "inner\n",
      outputs: [{ alt: expect.stringContaining("slice 2 of 6") }],
    });
    expect(call).toMatchObject({
      text: "outer\nouter again\n",
      outputs: [{ alt: expect.stringContaining("slice 3 of 6") }],
    });
    stdout.write("cell\n");
  }
  expect(cell).toEqual(["cell\n", "cell\n"]);
});

test("viewers of two copies can be linked", async () => {
  const [one, other] = [await loadCopy(), await loadCopy()];
  const [mine, yours] = [one.sliceViewer(volume), other.sliceViewer(volume)];
  one.linkViews(mine, yours);
  expect(mine.link).not.toBe("");
  expect(yours.link).toBe(mine.link);
});

test("groups that two copies link have words of their own, though they show the same", async () => {
  const words = [await loadCopy(), await loadCopy()].map(({ linkViews, sliceViewer }) => {
    const viewers = [sliceViewer(volume), sliceViewer(volume)] as const;
    linkViews(...viewers);
    return viewers[0].link;
  });
  expect(new Set(words).size).toBe(2);
});
