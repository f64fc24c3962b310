import { inspect } from "node:util";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { progress } from "../../../kernel-lib/src/kernel/progress";
import { type FakeKernel, startFakeKernel } from "../../drivers/fakeKernel";

let kernel: FakeKernel;
beforeEach(() => {
  vi.useFakeTimers();
  kernel = startFakeKernel();
});
afterEach(() => {
  kernel.stop();
  vi.useRealTimers();
});

const texts = () => kernel.written.map(({ data }) => data["text/plain"]);

describe("progress", () => {
  test("work of under half a second leaves no output, whatever it ends with", () => {
    const [quiet, loud] = [progress("Loading"), progress("Loading")];
    for (const bar of [quiet, loud]) bar.update(1, 2);
    vi.advanceTimersByTime(499);
    quiet.end();
    loud.end("Loaded 2 slices");
    vi.advanceTimersByTime(10_000);
    expect(kernel.written).toEqual([]);
  });

  test("appears after half a second, also when nothing has moved since, as one output that is updated in place", () => {
    const bar = progress("Loading");
    bar.update(3, 4, "headers");
    vi.advanceTimersByTime(500);
    expect(texts()).toEqual(["Loading: headers  ██████████████████████░░░░░░░░  75%  3 of 4"]);
    vi.advanceTimersByTime(5000);
    bar.update(4, 4, "pixels");
    expect(texts()[1]).toBe("Loading: pixels  ██████████████████████████████  100%  4 of 4");
    expect(kernel.written.map(({ update }) => update)).toEqual([false, true]);
    expect(new Set(kernel.written.map(({ displayId }) => displayId)).size).toBe(1);
  });

  test("is drawn at most five times a second, and in the end as it was last updated", () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(pauses, (waits) => {
        const before = kernel.written.length;
        const bar = progress("Loading");
        let elapsed = 0;
        for (const [i, wait] of waits.entries()) {
          bar.update(i + 1, 0);
          vi.advanceTimersByTime(wait);
          elapsed += wait;
          const drawn = kernel.written.length - before;
          expect(drawn).toBeLessThanOrEqual(elapsed < 500 ? 0 : 1 + Math.floor((elapsed - 500) / 200));
        }
        vi.advanceTimersByTime(500);
        expect(texts().at(-1)).toBe(`Loading  ${waits.length}`);
        bar.end();
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test("draws in a synchronous loop too, where no timer runs", () => {
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
    const bar = progress("Counting");
    for (; now < 2000; now += 20) bar.update(now, 2000);
    expect(texts().map((text) => /\d+%/.exec(String(text))?.[0])).toEqual([
      "25%",
      "35%",
      "45%",
      "55%",
      "65%",
      "75%",
      "85%",
      "95%",
    ]);
    clock.mockRestore();
  });

  test("stays in its cell when another cell runs", () => {
    const bar = progress("Loading");
    bar.update(1, 4);
    kernel.nextCell();
    vi.advanceTimersByTime(600);
    bar.update(2, 4);
    bar.end("Loaded");
    expect(kernel.written.map(({ cell }) => cell)).toEqual([1, 1]);
  });

  test("ends with a line, never with an empty output, and does not come back", () => {
    const done = {
      data: { "text/plain": "Loading: done" },
      metadata: { "tslab-dicom": { progress: "done" } },
    };
    for (const [line, left] of [
      ["Loaded 4 slices", { data: { "text/plain": "Loaded 4 slices" }, metadata: {} }],
      [undefined, done],
      ["", done],
    ] as const) {
      const bar = progress("Loading");
      bar.update(1, 4);
      vi.advanceTimersByTime(600);
      bar.update(2, 4); // is not drawn yet
      bar.end(line);
      bar.update(3, 4);
      bar.end("again");
      vi.advanceTimersByTime(10_000);
      expect(kernel.written.at(-1)).toMatchObject({ update: true, ...left });
    }
  });

  test("has a count and no bar where the total is not known, and no bar longer than full", () => {
    const bar = progress("Looking");
    vi.advanceTimersByTime(500);
    bar.update(1200, 0, "files");
    vi.advanceTimersByTime(200);
    bar.update(5, 4);
    expect(texts()).toEqual(["Looking: files  1200", `Looking  ${"█".repeat(30)}  100%  5 of 4`]);
  });

  test("refuses numbers that no bar can show", () => {
    const bar = progress("Loading");
    expect(() => bar.update(-1, 4)).toThrow("done must be a finite number of at least 0; received -1");
    expect(() => bar.update(1, Number.NaN)).toThrow("total must be a finite number of at least 0");
  });

  test("outside a notebook shows nothing, and prints how far it is", () => {
    kernel.stop();
    const bar = progress("Loading");
    bar.update(1, 2);
    vi.advanceTimersByTime(600);
    expect(inspect(bar)).toMatch(/^Loading {2}█+░+ {2}50% {2}1 of 2$/);
    bar.end();
    expect(inspect(bar)).toBe("Loading: done");
    expect(kernel.written).toEqual([]);
  });
});
