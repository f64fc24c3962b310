import { PNG } from "pngjs";
import { type ControlsPayload, readViewerPayload, VIEWER_MIME } from "tslab-dicom/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { runKernel } from "./runKernel";

type Bundle = Readonly<Record<string, unknown>>;
interface Ran {
  readonly text: string;
  readonly status: string;
  readonly shown: readonly Bundle[];
}
interface Asked {
  readonly answer: {
    readonly kind: string;
    readonly outputs: readonly { readonly data: Bundle }[];
    readonly text: string;
    readonly error: string;
    readonly message: string;
  };
  readonly told: readonly object[];
  readonly seconds: number;
}

/** The cells by their places, which the steps name. */
const STEPS = [
  {
    run: `import * as ct from "tslab-dicom";
import ndarray from "ndarray";
const volume = ct.createVolume(ndarray(Int16Array.from({ length: 720 }, (_, i) => i), [10, 8, 9]));`,
  },
  {
    run: `const seen = ct.interact(({ slice, part }) => {
  console.log("at", slice, part.high);
  if (slice === 9) throw new RangeError("there is nothing here");
  ct.imshow(volume, { slice: slice, range: [0, part.high] });
  return slice * part.high;
}, { slice: [0, 9], part: { low: { high: 300 }, all: { high: 720 } } }, { title: "Two controls" });
seen`,
  },
  { of: 1, ask: { slice: 7, part: 1 } },
  { run: "console.log(seen.values.slice, seen.values.part.high, seen.result);" },
  { of: 1, ask: { slice: 9, part: 1 } },
  { of: 1, ask: { slice: 12, part: 1 } },
  { of: 1, ask: { slice: 2, part: 0 } },
  {
    run: `const slow = ct.interact(async (x) => {
  await new Promise((resolve) => setTimeout(resolve, 20));
  console.log("waited", x);
  ct.imshow(volume, { slice: x });
  ct.imshow(volume, { slice: 0 });
}, { x: [0, 9] }, { start: 3 });
await slow.ready;`,
  },
  { of: 3, ask: { x: 8 } },
  { run: "console.log(await seen.set({ slice: 4 }));" },
  { of: 1, ask: { slice: 4, part: 0 } },
  {
    run: `let runs = 0;
ct.interactManual((name) => { runs++; return name.length; }, { name: "lungs" });
console.log(runs);`,
  },
  { of: 5, ask: { name: "airway" } },
  {
    run: `ct.interact((x) => { console.log("in", x); ct.imshow(volume, { slice: x }); }, { x: [0, 9] }, { precompute: true });
console.log("after");`,
  },
] as const;

let done: readonly (Ran & Asked)[];
beforeAll(() => {
  done = runKernel("interactKernel.py", { steps: STEPS }) as readonly (Ran & Asked)[];
});

function payloadOf({ shown }: Ran): ControlsPayload {
  const reading = readViewerPayload(shown[0][VIEWER_MIME]);
  if ("problem" in reading || reading.payload.kind !== "controls") throw new Error(JSON.stringify(reading));
  return reading.payload;
}

const widthOf = (png: unknown) => PNG.sync.read(Buffer.from(String(png), "base64")).width;

describe("controls in the real kernel", () => {
  test("show what the function showed at creation, once, and nothing else in the cell", () => {
    const [, created] = done;
    expect([created.status, created.text, created.shown.length]).toEqual(["ok", "", 1]);
    const { controls, outputs, text, title, manual } = payloadOf(created);
    expect(controls).toEqual([
      { kind: "slider", name: "slice", min: 0, max: 9, step: 1, value: 4 },
      { kind: "choice", name: "part", labels: ["low", "all"], value: 0 },
    ]);
    expect([outputs, text, title, manual]).toEqual([["picture"], "at 4 300\n", "Two controls", false]);
    const { "image/png": png, "text/plain": words } = created.shown[0];
    expect(widthOf(png)).toBeGreaterThan(100);
    expect(words).toBe(
      "slice = 4, part = low\nCT, slice 5 of 10 slices of 8 x 9, voxels of unit size, place unknown\nat 4 300",
    );
  });

  test("answer a page with the picture of its values, which the handle then has", () => {
    const { answer, told } = done[2];
    expect([answer.text, answer.error, answer.outputs.length, told]).toEqual(["at 7 720\n", "", 1, []]);
    expect(answer.outputs[0].data["text/plain"]).toMatch(/^CT, slice 8 of 10/);
    expect(widthOf(answer.outputs[0].data["image/png"])).toBeGreaterThan(100);
    expect(done[3].text).toBe("7 720 5040\n");
  });

  test("answer what the function throws as a sentence, refuse values of no control, and go on", () => {
    expect(done[4].answer).toMatchObject({
      outputs: [],
      text: "at 9 720\n",
      error: "RangeError: there is nothing here",
    });
    expect(done[5].answer).toMatchObject({
      kind: "error",
      message: 'The kernel did not run the function: the value of the control "slice" is none of its own.',
    });
    expect(done[6].answer.outputs[0].data["text/plain"]).toMatch(/^CT, slice 3 of 10/);
  });

  test("keep what an asynchronous function prints and shows from the cells, and put its first answer into the output", () => {
    const [created, { answer }] = done.slice(7, 9);
    expect([created.text, created.shown.length]).toEqual(["", 1]);
    const { text, outputs } = payloadOf(created);
    expect([text, outputs.length, outputs[0]]).toEqual(["waited 3\n", 2, "picture"]);
    expect([answer.text, answer.outputs.length]).toEqual(["waited 8\n", 2]);
  });

  test("are moved by their handle, whose answer the page gets", () => {
    const [{ text, told }, { answer }] = done.slice(9, 11);
    expect(text).toBe("1200\n");
    expect(told).toEqual([{ kind: "set", state: { slice: 4, part: 0 } }]);
    // Not run again for the page: it prints nothing anew.
    expect([answer.text, answer.outputs.length]).toEqual(["at 4 300\n", 1]);
  });

  test("wait for the button where they are manual, and print the value that is returned", () => {
    expect(done[11].text).toBe("0\n");
    const { manual, outputs, text } = payloadOf(done[11]);
    expect([manual, outputs, text]).toEqual([true, [], ""]);
    expect(done[12].answer.text).toBe("6\n");
  });

  test("move without a kernel where they are precomputed", () => {
    const reading = readViewerPayload(done[13].shown[0][VIEWER_MIME]);
    expect(reading).toMatchObject({ payload: { kind: "frames", frame: 4 } });
    const printed = Array.from({ length: 10 }, (_, x) => `in ${x}\n`);
    expect(done[13].text).toBe(`${printed.join("")}after\n`);
  });
});
