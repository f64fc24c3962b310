import { setTimeout as later } from "node:timers/promises";
import { inspect } from "node:util";
import * as ct from "tslab-dicom";
import { describe, expect, test } from "vitest";
import {
  type CapturedCall,
  captureCall,
  findCapture,
} from "../../../../kernel-lib/src/kernel/output/capture";
import { toShown } from "../../../../kernel-lib/src/kernel/show";
import { volumeOf } from "../../../makers/volumes";

const volume = volumeOf([6, 8, 9], (s, r, c) => 100 * s + r - c);
const slicesOf = ({ outputs }: CapturedCall) => outputs.map(({ alt }) => /slice (\d+)/.exec(alt)?.[1]);
const print = (text: string) => process.stdout.write(text);

describe("a captured call", () => {
  test("keeps what it shows and prints, in order, and what it returns", () => {
    const call = captureCall(() => {
      print("before\n");
      ct.imshow(volume, { slice: 2 });
      process.stderr.write("between\n");
      ct.imshow(volume, { slice: 4 });
      return 42;
    }) as CapturedCall;
    expect(slicesOf(call)).toEqual(["3", "5"]);
    expect([call.text, call.end]).toEqual(["before\nbetween\n", { returned: 42 }]);
  });

  test("prints the value that it returns when it shows nothing, as a cell does", () => {
    const textOf = (value: unknown) => (captureCall(() => value) as CapturedCall).text;
    expect([textOf({ area: [1, 2] }), textOf("words"), textOf(null), textOf(undefined)]).toEqual([
      "{ area: [ 1, 2 ] }\n",
      "words\n",
      "",
      "",
    ]);
  });

  test("keeps what was shown before it threw", () => {
    const error = new RangeError("too far");
    const call = captureCall(() => {
      print("so far\n");
      ct.imshow(volume, { slice: 0 });
      throw error;
    }) as CapturedCall;
    expect([slicesOf(call), call.text, call.end]).toEqual([["1"], "so far\n", { thrown: error }]);
  });

  test("is its own across awaits, however many run at once", async () => {
    const calls = [5, 1, 3, 0, 4].map((slice, i) =>
      captureCall(async () => {
        print(`${slice} begins\n`);
        await later((7 * i) % 4);
        ct.imshow(volume, { slice });
        await later((5 * i) % 3);
        print(`${slice} ends\n`);
        return slice;
      }),
    );
    const ended = await Promise.all(calls);
    expect(ended.map(slicesOf)).toEqual([["6"], ["2"], ["4"], ["1"], ["5"]]);
    expect(ended.map(({ text }) => text)).toEqual([5, 1, 3, 0, 4].map((s) => `${s} begins\n${s} ends\n`));
  });

  test("within another keeps its own, and the outer one goes on", async () => {
    let inner: CapturedCall | null = null;
    const outer = await captureCall(async () => {
      ct.imshow(volume, { slice: 0 });
      inner = await captureCall(async () => {
        await later(1);
        ct.imshow(volume, { slice: 1 });
        print("inner\n");
      });
      print("outer\n");
      ct.imshow(volume, { slice: 2 });
    });
    expect([slicesOf(outer), outer.text]).toEqual([["1", "3"], "outer\n"]);
    expect(inner && [slicesOf(inner), (inner as CapturedCall).text]).toEqual([["2"], "inner\n"]);
  });

  test("that has ended takes no more: what comes later goes where the call was made", async () => {
    let done = Promise.resolve();
    const outer = await captureCall(async () => {
      captureCall(() => {
        done = later(2).then(() => void ct.imshow(volume, { slice: 5 }));
      });
      await done;
      return findCapture()?.outputs.length;
    });
    expect([slicesOf(outer), outer.end]).toEqual([["6"], { returned: 1 }]);
    expect(findCapture()).toBeUndefined();
  });

  test("leaves the stream to whoever sets its writer meanwhile", async () => {
    const { stdout } = process;
    const before = stdout.write;
    const cell: string[] = [];
    const call = captureCall(async () => {
      print("collected\n");
      await later(2);
      print("still collected\n");
    });
    const writer = ((text: string) => cell.push(text) > 0) as typeof stdout.write;
    stdout.write = writer;
    const seen = stdout.write;
    print("the next cell's\n");
    const { text } = await call;
    stdout.write = before;
    expect([seen === writer, cell, text]).toEqual([
      true,
      ["the next cell's\n"],
      "collected\nstill collected\n",
    ]);
  });

  test("that returns or prints the handle of an output keeps its words, and the cell prints on", () => {
    const { stdout } = process;
    const before = stdout.write;
    const cell: string[] = [];
    const writer = ((text: string) => cell.push(text) > 0) as typeof stdout.write;
    const handle = toShown({ bundle: { data: { "text/plain": "a slice" }, metadata: {} }, displayId: "1f" });
    stdout.write = writer;
    const calls = [captureCall(() => handle), captureCall(() => void print(`${inspect(handle)}\n`))];
    print("the cell's\n");
    const isSame = stdout.write === writer;
    stdout.write = before;
    expect(calls.map((call) => (call as CapturedCall).text)).toEqual(["a slice\n", "a slice\n"]);
    expect([isSame, cell]).toEqual([true, ["the cell's\n"]]);
  });

  test("that returns what cannot be printed has thrown, also later", async () => {
    const error = new Error("no words");
    const value = {
      [inspect.custom]: () => {
        throw error;
      },
    };
    const ends = [await captureCall(() => value), await captureCall(async () => value)];
    expect(ends.map(({ end }) => end)).toEqual([{ thrown: error }, { thrown: error }]);
  });

  test.each(["at once", "later", "never, as it throws,"])(
    "that returns %s holds what controls of it show once their functions have answered",
    async (returns) => {
      const show = async (slice: number) => {
        await later(2);
        ct.imshow(volume, { slice });
      };
      const deeper = async (slice: number) => {
        await later(1);
        ct.interact(show, { slice: [0, 5] }, { start: slice });
      };
      const { outputs, end } = await captureCall(() => {
        ct.interact(deeper, { slice: [0, 5] }, { start: 3 });
        ct.interact(show, { slice: [0, 5] }, { start: 1 });
        if (returns === "later") return Promise.resolve();
        if (returns !== "at once") throw new RangeError("too far");
        return undefined;
      });
      const bundles = outputs.map(({ createBundle }) => createBundle("quick").data);
      expect(bundles.map((data) => typeof data["image/png"])).toEqual(["string", "string"]);
      expect(bundles.map((data) => /slice (\d)/.exec(String(data["text/plain"]))?.[1])).toEqual(["4", "2"]);
      expect("thrown" in end).toBe(returns.startsWith("never"));
    },
  );

  test("keeps no more text than anybody reads", () => {
    const call = captureCall(() => {
      for (let i = 0; i < 300; i++) print("x".repeat(1000));
    }) as CapturedCall;
    expect(call.text).toHaveLength(100_000);
  });
});
