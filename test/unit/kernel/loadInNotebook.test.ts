import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isTslabDicomError } from "../../../kernel-lib/src/errors";
import { loadInNotebook } from "../../../kernel-lib/src/kernel/loadInNotebook";
import { whileInterruptible } from "../../../kernel-lib/src/kernel/whileInterruptible";
import { type FakeKernel, startFakeKernel } from "../../drivers/fakeKernel";

let kernel: FakeKernel;
let others: readonly NodeJS.SignalsListener[];
const tslabInterrupt = vi.fn();
const interrupt = () => process.emit("SIGINT", "SIGINT");
const turn = () => new Promise((resolve) => setImmediate(resolve));
const never = () => new Promise<never>(() => undefined);

beforeEach(() => {
  kernel = startFakeKernel();
  others = process.rawListeners("SIGINT") as NodeJS.SignalsListener[];
  process.removeAllListeners("SIGINT");
  tslabInterrupt.mockClear();
  process.on("SIGINT", tslabInterrupt);
});
afterEach(async () => {
  await turn(); // an interrupt is handed on a turn later
  kernel.stop();
  process.removeAllListeners("SIGINT");
  for (const listener of others) process.on("SIGINT", listener);
});

describe("whileInterruptible", () => {
  test("ends with InterruptedError at once, before tslab's own listener hears of the interrupt", async () => {
    let signal: AbortSignal | undefined;
    let error: unknown;
    const work = whileInterruptible("Reading", (given) => {
      signal = given;
      return never();
    }).catch((reason) => {
      error = reason;
    });
    await turn();
    interrupt();
    expect(signal?.aborted).toBe(true);
    await work;
    expect(tslabInterrupt).not.toHaveBeenCalled();
    expect(error).toMatchObject({ tag: "InterruptedError", operation: "Reading" });
    expect(isTslabDicomError(error) && error.message).toBe(
      "Reading was stopped by the kernel's interrupt before it had a result; run the cell again to start anew",
    );
    await turn();
    expect(tslabInterrupt).toHaveBeenCalledOnce();
  });

  test.each([
    ["a result", async () => 7],
    [
      "an error",
      async () => {
        throw new Error("no");
      },
    ],
    [
      "an error before its first await",
      () => {
        throw new Error("no");
      },
    ],
  ])("leaves SIGINT as it was after %s", async (_, run: () => Promise<number>) => {
    await whileInterruptible("Reading", run).catch(() => undefined);
    expect(process.rawListeners("SIGINT")).toEqual([tslabInterrupt]);
    interrupt();
    await turn();
    expect(tslabInterrupt).toHaveBeenCalledOnce();
  });

  test("stops everything that runs at the time, and a second interrupt stops what began since", async () => {
    const tags: string[] = [];
    const start = (operation: string, run: () => Promise<unknown>) =>
      whileInterruptible(operation, run).catch((error) => tags.push(error.operation));
    await start("over", async () => 1);
    const works = [start("first", never), start("second", never)];
    await turn();
    interrupt();
    await Promise.all(works);
    await turn();
    const later = start("third", never);
    await turn();
    expect(process.listenerCount("SIGINT")).toBe(1);
    interrupt();
    await later;
    expect(tags).toEqual(["first", "second", "third"]);
    await turn();
    expect(tslabInterrupt).toHaveBeenCalledTimes(2);
    expect(process.rawListeners("SIGINT")).toEqual([tslabInterrupt]);
  });

  test("one that begins anew at once, having caught the error, is left alone", async () => {
    let finish: (value: string) => void = () => undefined;
    const cell = async () => {
      await whileInterruptible("Reading", never).catch(() => undefined);
      return whileInterruptible("Reading", () => new Promise<string>((resolve) => (finish = resolve)));
    };
    const done = cell();
    await turn();
    interrupt();
    await turn();
    await turn();
    finish("read at last");
    expect(await done).toBe("read at last");
    expect(tslabInterrupt).not.toHaveBeenCalled();
    expect(process.rawListeners("SIGINT")).toEqual([tslabInterrupt]);
  });

  test("one of two that ends does not let the other escape the interrupt", async () => {
    let finish = () => undefined as unknown;
    const short = whileInterruptible("short", () => new Promise((resolve) => (finish = () => resolve(1))));
    const long = whileInterruptible("long", never);
    await turn();
    finish();
    await short;
    interrupt();
    await expect(long).rejects.toMatchObject({ operation: "long" });
  });

  test("the caller's signal stops the work in its own way, with its own reason", async () => {
    const controller = new AbortController();
    const work = whileInterruptible(
      "Reading",
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
      controller.signal,
    );
    await turn();
    controller.abort(new Error("enough"));
    await expect(work).rejects.toThrow("enough");
    expect(process.rawListeners("SIGINT")).toEqual([tslabInterrupt]);
  });

  test("outside a tslab kernel does not touch SIGINT", async () => {
    kernel.stop();
    let during: unknown;
    const { signal } = new AbortController();
    const run = async (given: AbortSignal) => {
      during = process.rawListeners("SIGINT");
      return given;
    };
    expect(await whileInterruptible("Reading", run, signal)).toBe(signal);
    expect(during).toEqual([tslabInterrupt]);
  });
});

describe("loadInNotebook", () => {
  const shownAfter = async (load: (wait: (ms: number) => void) => Promise<unknown>) => {
    vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
    try {
      await load((ms) => vi.advanceTimersByTime(ms)).catch(() => undefined);
    } finally {
      vi.useRealTimers();
    }
    return kernel.written.map(({ data }) => data["text/plain"]);
  };

  test("gives what the load gives; its bar moves, goes, and the caller hears of progress too", async () => {
    const heard = vi.fn();
    const load = async (wait: (ms: number) => void) => {
      const loaded = await loadInNotebook(
        "Loading",
        async ({ onProgress }) => {
          onProgress({ step: "headers", done: 1, total: 2 });
          wait(500);
          onProgress({ step: "pixels", done: 2, total: 2 });
          wait(200);
          return "a scan";
        },
        { onProgress: heard },
      );
      expect(loaded).toBe("a scan");
    };
    const shown = await shownAfter(load);
    expect(shown).toEqual([
      expect.stringMatching(/^Loading: headers .* 50% {2}1 of 2$/),
      expect.stringMatching(/^Loading: pixels .* 100% {2}2 of 2$/),
      "Loading: done",
    ]);
    expect(heard.mock.calls).toEqual([
      [{ step: "headers", done: 1, total: 2 }],
      [{ step: "pixels", done: 2, total: 2 }],
    ]);
  });

  test("after an error the bar says how far the load came", async () => {
    const shown = await shownAfter((wait) =>
      loadInNotebook("Loading", async ({ onProgress }) => {
        onProgress({ step: "pixels", done: 120, total: 261 });
        wait(500);
        throw new Error("a damaged file");
      }),
    );
    expect(shown.at(-1)).toBe("Loading stopped at 120 of 261 (pixels)");
  });

  test("after an interrupt too, and what comes late does not bring it back", async () => {
    const shown = await shownAfter((wait) => {
      const load = loadInNotebook("Loading", async ({ onProgress }) => {
        onProgress({ step: "pixels", done: 120, total: 261 });
        wait(500);
        interrupt();
        await turn();
        onProgress({ step: "pixels", done: 121, total: 261 });
        wait(500);
      });
      return load;
    });
    expect(shown.at(-1)).toBe("Loading stopped at 120 of 261 (pixels)");
  });

  test("the caller's own signal reaches the load", async () => {
    const { signal } = new AbortController();
    const stopped = AbortSignal.abort(new Error("not now"));
    const run = async (control: { signal: AbortSignal }) => control.signal.throwIfAborted();
    await expect(loadInNotebook("Loading", run, { signal: stopped })).rejects.toThrow("not now");
    await expect(loadInNotebook("Loading", run, { signal })).resolves.toBeUndefined();
  });
});
