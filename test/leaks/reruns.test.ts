import { afterAll, beforeAll, expect, test } from "vitest";
import { countLeaks, type LeakCounts } from "../ui/countLeaks";
import { type Lab, SOFTWARE_WEBGL, startLab } from "../ui/lab";
import { openComms } from "../ui/liveNotebook";
import { openRerun } from "../ui/rerunCell";

/** What each count may be greater by after forty reruns more. */
const TOLERANCE: Readonly<Record<keyof LeakCounts, number>> = {
  widgets: 0,
  kernelComms: 0,
  pageComms: 0,
  // The kernel keeps the newest 50, because it cannot see which are in a document.
  outputs: 50,
  nodes: 100,
  detached: 50,
  listeners: 20,
  contexts: 0,
  pageHeap: 4,
  kernelHeap: 8,
  kernelBuffers: 4,
};
const RUNS = [1, 10, 30, 50] as const;

let lab: Lab;
beforeAll(async () => {
  lab = await startLab(SOFTWARE_WEBGL);
});
afterAll(() => lab?.stop());

test("fifty reruns of a cell leave nothing behind", async () => {
  const { opened, rerun } = await openRerun(lab);
  const { page } = opened;
  const rows: Record<string, LeakCounts> = {};
  let run = 0;
  for (const until of RUNS) {
    for (; run < until; run++) await rerun();
    await expect.poll(() => openComms(page)).toBe(3);
    rows[`${until} reruns`] = await countLeaks(page);
    console.log(JSON.stringify({ run, ...rows[`${until} reruns`] }));
  }
  const names = Object.keys(TOLERANCE) as (keyof LeakCounts)[];
  const table = names.map((name) => [
    name.padEnd(14),
    ...Object.values(rows).map((row) =>
      row[name].toFixed(name.endsWith("s") || name === "detached" ? 0 : 1).padStart(10),
    ),
    String(TOLERANCE[name]).padStart(10),
  ]);
  const head = ["".padEnd(14), ...Object.keys(rows).map((row) => row.padStart(10)), "may grow".padStart(10)];
  console.log(`\n${[head, ...table].map((cells) => cells.join(" ")).join("\n")}`);
  const [ten, fifty] = [rows["10 reruns"], rows["50 reruns"]];
  const grown = names.filter((name) => fifty[name] - ten[name] > TOLERANCE[name]);
  expect(grown).toEqual([]);
  expect([fifty.pageComms, fifty.contexts]).toEqual([3, 1]);
  expect(opened.problems).toEqual([]);
  await opened.context.close();
});
