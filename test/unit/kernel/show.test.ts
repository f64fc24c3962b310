import ndarray from "ndarray";
import { imshow, interact, interactive3dPlot, makeMesh, plot3d, sliceViewer } from "tslab-dicom";
import { PLOTLY_MIME, VIEWER_MIME } from "tslab-dicom/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createPicture } from "../../../kernel-lib/src/display/raster/picture";
import { showWork, type Work } from "../../../kernel-lib/src/kernel/show";
import { type FakeKernel, startFakeKernel } from "../../drivers/fakeKernel";
import { maskOf, noisyVolume, volumeOf } from "../../makers/volumes";

const content = { picture: createPicture(4, 4), alt: "a square" };
let kernel: FakeKernel;
let now = 0;
beforeEach(() => {
  now = 0;
  vi.useFakeTimers();
  vi.spyOn(performance, "now").mockImplementation(() => now);
  kernel = startFakeKernel();
});
afterEach(() => {
  kernel.stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const texts = () => kernel.written.map(({ data }) => data["text/plain"]);

/** Work in so many steps of 100 ms, in which no timer runs. */
function workIn(steps: number, { update, show }: Work) {
  for (let step = 0; step < steps; step++, now += 100) update(step, steps, "slices");
  return show(content);
}

describe("showWork", () => {
  test("shows short work without a bar, and long work in the output where its bar was", () => {
    showWork("Drawing", (work) => workIn(4, work));
    expect(texts()).toEqual(["a square"]);
    now = 0;
    showWork("Drawing", (work) => workIn(10, work));
    expect(texts().slice(1)).toEqual([
      expect.stringMatching(/^Drawing: slices {2}█+░+ {2}50% {2}5 of 10$/),
      expect.stringMatching(/70%/),
      expect.stringMatching(/90%/),
      "a square",
    ]);
    const outputs = kernel.written.slice(1);
    expect(outputs.map(({ update }) => update)).toEqual([false, true, true, true]);
    expect(new Set(outputs.map(({ displayId }) => displayId)).size).toBe(1);
    vi.advanceTimersByTime(10_000);
    expect(texts().at(-1)).toBe("a square");
  });

  test("says at once what takes long and says nothing on its way", () => {
    showWork("Drawing", ({ announce, show }) => {
      announce("the mesh");
      expect(texts()).toEqual(["Drawing: the mesh"]);
      return show(content);
    });
    expect(texts()).toEqual(["Drawing: the mesh", "a square"]);
  });

  test("work that fails leaves a line where its bar was, and nothing where none was", () => {
    const fail = (steps: number) => () =>
      showWork("Drawing", (work) => {
        for (let step = 0; step < steps; step++, now += 100) work.update(step, steps);
        throw new RangeError("too much");
      });
    expect(fail(3)).toThrow("too much");
    vi.advanceTimersByTime(10_000);
    expect(texts()).toEqual([]);
    expect(fail(10)).toThrow("too much");
    expect(texts().at(-1)).toMatch(/stopped$/);
  });
});

describe("verbs that take long", () => {
  const volume = noisyVolume([40, 60, 60]);
  const ball = maskOf(volume, (s, r, c) => Math.hypot(s - 20, r - 30, c - 30) < 15);
  /** Each look at the clock takes a tenth of a second. */
  const slow = () => vi.mocked(performance.now).mockImplementation(() => (now += 100));

  test("a viewer, and precomputed pictures, count their slices in the output that they take at the end", () => {
    slow();
    sliceViewer(volume, { budget: 300_000 });
    expect(texts()[0]).toMatch(/^Preparing the slices {2}[█░]+ {2}\d+% {2}\d+ of 40$/);
    expect(Object.keys(kernel.written.at(-1)?.data ?? {})).toContain(VIEWER_MIME);
    expect(new Set(kernel.written.map(({ displayId }) => displayId)).size).toBe(1);
    kernel.nextCell();
    const before = kernel.written.length;
    interact((x) => imshow(volume, { slice: x, width: 100 }), { x: [0, 39] }, { precompute: true });
    expect(texts()[before]).toMatch(/^Precomputing {2}[█░]+ {2}\d+% {2}\d+ of 40$/);
    expect(
      texts()
        .slice(before)
        .some((text) => String(text).includes("Precomputing: pictures")),
    ).toBe(true);
    expect(Object.keys(kernel.written.at(-1)?.data ?? {})).toContain(VIEWER_MIME);
  });

  test("surfaces name their steps", () => {
    vi.mocked(performance.now).mockImplementation(() => (now += 1000));
    plot3d(makeMesh(ball), { size: 40 });
    expect(texts().slice(0, -1)).toEqual([
      "Drawing the surface: smoothing the steps of voxels",
      "Drawing the surface: the picture",
    ]);
    expect(Object.keys(kernel.written.at(-1)?.data ?? {})).toEqual(["image/png", "text/plain"]);
    const before = kernel.written.length;
    interactive3dPlot(ball);
    expect(Object.keys(kernel.written.at(-1)?.data ?? {})).toContain(PLOTLY_MIME);
    expect(texts().slice(before, -1)).toEqual(
      ["the mesh", "fewer triangles", "the picture", "the page's surfaces"].map(
        (step) => `Drawing the surface: ${step}`,
      ),
    );
  });

  test("a surface of a whole scan says so before it begins, that of a small one does not", () => {
    const large = volumeOf([40, 512, 512], () => 0);
    const voxel = maskOf(large, (s, r, c) => s === 5 && r === 9 && c === 9);
    plot3d(voxel, { size: 40 });
    expect(texts()).toEqual(["Drawing the surface: the mesh", expect.stringContaining("3-D surface")]);
    plot3d(ndarray(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1), [2, 2, 2]), { size: 40 });
    expect(kernel.written).toHaveLength(3);
  });

  test("live controls say that their function runs, in the output that they take", () => {
    interact((x) => imshow(volume, { slice: x, width: 100 }), { x: [0, 39] });
    expect(texts()[0]).toBe("Running the function: for the first values");
    expect(kernel.written).toHaveLength(2);
    expect(kernel.written.map(({ update }) => update)).toEqual([false, true]);
  });
});
