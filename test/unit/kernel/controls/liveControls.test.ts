import { setTimeout as later } from "node:timers/promises";
import fc from "fast-check";
import { imshow, interact, interactManual } from "tslab-dicom";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import * as bundles from "../../../../kernel-lib/src/display/payload/bundle";
import { type Answer, answerValues } from "../../../../kernel-lib/src/kernel/controls/answerValues";
import { readControlSet } from "../../../../kernel-lib/src/kernel/controls/controlSet";
import {
  createLiveControls,
  type LiveControls,
} from "../../../../kernel-lib/src/kernel/controls/liveControls";
import type { LiveMessage } from "../../../../kernel-lib/src/kernel/live/liveSource";
import { volumeOf } from "../../../makers/volumes";

const set = readControlSet({ x: [0, 99] }, 50);

function controlsOf(run: (x: number) => unknown): LiveControls {
  return createLiveControls(
    set,
    (values, effort) => answerValues((given) => run(Number(given)), set.give(values), effort),
    () => undefined,
  );
}

/** Controls whose function shows one live output, named after its value and how often it ran. */
function controlsOfViewers() {
  const withdrawn: string[] = [];
  let runs = 0;
  const answer = (x: unknown): Answer => ({
    outputs: [],
    text: "",
    error: "",
    live: [`${String(x)}, run ${++runs}`],
    end: { returned: undefined },
  });
  const live = createLiveControls(
    set,
    ({ x }) => answer(x),
    (ids) => withdrawn.push(...ids),
  );
  return { live, withdrawn };
}

/** A page that sends values and hears what the kernel says. */
function openPage(live: LiveControls) {
  const life = new AbortController();
  const heard: LiveMessage["message"][] = [];
  const answer = live.open({ signal: life.signal, send: ({ message }) => heard.push(message) });
  let request = 0;
  const ask = async (x: unknown): Promise<Answer> => {
    const reply = await answer({ kind: "values", request: request++, values: { x } });
    return reply?.message as unknown as Answer;
  };
  return { ask, heard, answer, close: () => life.abort() };
}

describe("a page", () => {
  test("gets what the function shows, prints and returns for its values", async () => {
    const { ask, answer } = openPage(controlsOf((x) => `twice ${2 * x}`));
    expect(await ask(7)).toMatchObject({
      kind: "values",
      request: 0,
      outputs: [],
      text: "twice 14\n",
      error: "",
    });
    expect(await answer({ kind: "state", state: {} })).toBeUndefined();
  });

  test.each([
    [new RangeError("too far"), "RangeError: too far"],
    ["a text", 'The function threw "a text".'],
    [
      new ReferenceError("slice is not defined"),
      "ReferenceError: slice is not defined (tslab does not resolve the shorthand { slice } of a variable of an earlier cell: write { slice: slice })",
    ],
  ])("gets %s as a sentence", async (thrown, sentence) => {
    const throwing = openPage(
      controlsOf(() => {
        throw thrown;
      }),
    );
    const rejecting = openPage(controlsOf(() => Promise.reject(thrown)));
    expect([(await throwing.ask(1)).error, (await rejecting.ask(1)).error]).toEqual([sentence, sentence]);
  });

  test.each([[-1], [100], ["7"], [null], [undefined], [Number.NaN], [{}]])(
    "is refused the value %j, and the function does not run",
    async (x) => {
      const ran: number[] = [];
      const { ask } = openPage(controlsOf((value) => ran.push(value)));
      await expect(ask(x)).rejects.toThrow('the value of the control "x" is none of its own');
      expect(ran).toEqual([]);
    },
  );

  test("is refused a plane", async () => {
    const { answer } = openPage(controlsOf((x) => x));
    const planes = { first: 0, last: 0 };
    await expect(
      answer({ kind: "plane", request: 1, layer: 0, axis: 0, planes, mode: "max", overlays: false }),
    ).rejects.toThrow("This output has controls, and no planes.");
  });

  test("that sends several values at once gets the newest alone, and the others do not run", async () => {
    const ran: number[] = [];
    const { ask } = openPage(controlsOf((x) => ran.push(x)));
    const asked = await Promise.allSettled([ask(1), ask(2), ask(3)]);
    expect(asked.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
    expect(ran).toEqual([3]);
  });

  test("does not take another page's turn", async () => {
    const live = controlsOf((x) => later(1, x));
    const answers = await Promise.all([openPage(live).ask(1), openPage(live).ask(2)]);
    expect(answers.map(({ text }) => text)).toEqual(["1\n", "2\n"]);
  });
});

describe("a handle that sets values", () => {
  test("has its pages move, and gives them the answer without another run", async () => {
    const ran: number[] = [];
    const live = controlsOf((x) => {
      ran.push(x);
      return x;
    });
    live.run(set.start);
    const page = openPage(live);
    expect(page.heard).toEqual([]);
    expect((await live.set({ x: 3 })).end).toEqual({ returned: 3 });
    expect(page.heard).toEqual([{ kind: "set", state: { x: 3 } }]);
    expect([(await page.ask(3)).text, ran]).toEqual(["3\n", [50, 3]]);
    // Asked again it runs again: the function may read what has changed meanwhile.
    await page.ask(3);
    expect(ran).toEqual([50, 3, 3]);
    page.close();
    await live.set({ x: 4 });
    expect(page.heard).toHaveLength(1);
  });

  test("and a page that comes back is told where the controls are", async () => {
    const live = controlsOf((x) => x);
    live.run(set.start);
    expect(openPage(live).heard).toEqual([]);
    await openPage(live).ask(8);
    expect(openPage(live).heard).toEqual([{ kind: "set", state: { x: 8 } }]);
  });
});

describe("a page that opens later", () => {
  test("is shown the answer at the start values that the document does not have", async () => {
    const { heard } = openPage(controlsOf((x) => x));
    expect(heard).toEqual([]);
    const manual = controlsOf((x) => x);
    await openPage(manual).ask(50);
    expect(openPage(manual).heard).toEqual([{ kind: "set", state: { x: 50 } }]);
  });

  test("is shown the document's own answer, at once or late, without a word", async () => {
    const late = controlsOf((x) => later(1, x));
    await late.run(set.start);
    expect(openPage(late).heard).toEqual([]);
  });
});

test("the function does not run for a page that has closed", async () => {
  const ran: number[] = [];
  const { ask, close } = openPage(controlsOf((x) => ran.push(x)));
  const asked = ask(1);
  close();
  await asked;
  expect(ran).toEqual([]);
});

test.each([false, true])(
  "sets that overlap each go on from the one before; precomputed: %s",
  async (precompute) => {
    const volume = volumeOf([6, 8, 9], (s) => s);
    if (precompute) {
      const show = (x: number) => {
        imshow(volume, { slice: x });
        return x;
      };
      const frames = interact(show, { x: [0, 5] }, { precompute });
      expect(await Promise.all([frames.set({ x: 1 }), frames.set({ x: 2 })])).toEqual([1, 2]);
      expect([frames.values, frames.result]).toEqual([{ x: 2 }, 2]);
      return;
    }
    const both = interact(({ x, y }) => later(1, [x, y]), { x: [0, 9], y: [0, 9] });
    await both.ready;
    expect(await Promise.all([both.set({ x: 1 }), both.set({ y: 2 })])).toEqual([
      [1, 4],
      [1, 2],
    ]);
    expect(both.values).toEqual({ x: 1, y: 2 });
  },
);

test("a set of precomputed controls encodes no picture, and what it prints goes to the cell", async () => {
  const volume = volumeOf([6, 8, 9], (s) => s);
  const frames = interact(
    (x) => {
      process.stdout.write(`at ${x}\n`);
      imshow(volume, { slice: x });
      return x;
    },
    { x: [4, 5] },
    { precompute: true },
  );
  const encode = vi.spyOn(bundles, "createBundle");
  const { stdout } = process;
  const before = stdout.write;
  onTestFinished(() => {
    stdout.write = before;
    encode.mockRestore();
  });
  const printed: string[] = [];
  stdout.write = ((text: string) => printed.push(text) > 0) as typeof stdout.write;
  const result = await frames.set({ x: 5 });
  expect([result, printed, encode.mock.calls]).toEqual([5, ["at 5\n"], []]);
});

test("what is no function is refused by the name of the verb", () => {
  expect(() => interactManual(7 as never, { x: [0, 1] })).toThrow("the function of interactManual must be");
  expect(() => interact(7 as never, { x: [0, 1] })).toThrow("the function of interact must be");
});

describe("live outputs of an answer", () => {
  test("are withdrawn when their page has the next answer; those of the document stay", async () => {
    const { live, withdrawn } = controlsOfViewers();
    live.run(set.start);
    const { ask } = openPage(live);
    await ask(1);
    expect(withdrawn).toEqual([]);
    for (let x = 2; x < 60; x++) await ask(x);
    expect(withdrawn).toEqual(Array.from({ length: 58 }, (_, i) => `${i + 1}, run ${i + 2}`));
  });

  test("stay for as long as any page shows them, and the last ones for the page that comes back", async () => {
    const { live, withdrawn } = controlsOfViewers();
    const [one, other] = [openPage(live), openPage(live)];
    await one.ask(1);
    await other.ask(2);
    expect(withdrawn).toEqual([]);
    one.close();
    expect(withdrawn).toEqual(["1, run 1"]);
    other.close();
    expect(withdrawn).toEqual(["1, run 1"]);
    const again = openPage(live);
    await again.ask(2);
    await live.set({ x: 3 });
    expect(withdrawn).toEqual(["1, run 1"]);
    await again.ask(3);
    expect(withdrawn).toEqual(["1, run 1", "2, run 2"]);
  });
});

test("whatever the order in which answers come, the last is of the newest values, and no older one is shown after it", async () => {
  const delays = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(delays, async (waits) => {
      const live = controlsOf((x) => later(waits[x], x));
      const { ask } = openPage(live);
      const shown: string[] = [];
      for (const x of waits.keys()) {
        void ask(x).then(
          ({ text }) => shown.push(text),
          () => undefined,
        );
        await later(x % 2);
      }
      await later(20);
      expect(shown[shown.length - 1]).toBe(`${waits.length - 1}\n`);
      expect(shown.map(Number)).toEqual(shown.map(Number).sort((a, b) => a - b));
      expect(live.last?.values).toEqual({ x: waits.length - 1 });
    }),
    { seed: 41, numRuns: 30 },
  );
});
