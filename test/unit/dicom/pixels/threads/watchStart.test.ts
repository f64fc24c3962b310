import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { watchStart } from "../../../../../kernel-lib/src/dicom/pixels/threads/watchStart";
import type { DecoderStartError } from "../../../../../kernel-lib/src/errors";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A watch of 10 s, and the names of the tasks that it has rejected. */
function watched() {
  const rejected: string[] = [];
  const stuck: DecoderStartError[] = [];
  const watch = watchStart(10, (error) => stuck.push(error));
  return { rejected, stuck, add: (name: string) => watch(() => rejected.push(name)) };
}

describe("watchStart", () => {
  test("rejects all that wait when none has begun in time", () => {
    const { rejected, stuck, add } = watched();
    add("a");
    vi.advanceTimersByTime(6000);
    // A task more does not prolong it.
    add("b");
    vi.advanceTimersByTime(3900);
    expect(rejected).toEqual([]);
    vi.advanceTimersByTime(200);
    expect(rejected).toEqual(["a", "b"]);
    expect(stuck).toMatchObject([{ tag: "DecoderStartError", seconds: 10 }]);
  });

  test("waiting behind a task that runs is not late, however long that runs", () => {
    const { rejected, add } = watched();
    const [first, second] = [add("a"), add("b")];
    first.begin();
    vi.advanceTimersByTime(100_000);
    first.end();
    second.begin();
    vi.advanceTimersByTime(100_000);
    second.end();
    vi.advanceTimersByTime(100_000);
    expect(rejected).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("counts anew for a thread that takes the place of one that was ended", () => {
    const { rejected, add } = watched();
    const first = add("a");
    add("b");
    first.begin();
    vi.advanceTimersByTime(9000);
    first.end();
    vi.advanceTimersByTime(9000);
    expect(rejected).toEqual([]);
    vi.advanceTimersByTime(1100);
    expect(rejected).toEqual(["b"]);
  });

  test("a task that is over before it begins is not waited for", () => {
    const { rejected, add } = watched();
    add("a").end();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(20_000);
    expect(rejected).toEqual([]);
  });
});
