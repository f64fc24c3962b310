import { deflateSync } from "node:zlib";
import type { ControlsPayload } from "tslab-dicom/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Viewer } from "../../../../lab-extension/src/viewer/viewer";
import { FakeLink } from "../../../drivers/fakeLink";
import { FakeElement, openFakePage, passKey, pressKey } from "../../../drivers/fakePage";
import { framesPayload, slicesPayload } from "../payloads";

/** Four slices of 2 x 3. */
const SLICES = slicesPayload({
  shape: [4, 2, 3],
  live: { id: "ours" },
  exact: [0, 1, 2, 3].map((slice) => ({
    slice,
    dtype: "int16",
    data: deflateSync(new Uint8Array(12).fill(slice)).toString("base64"),
  })),
});
const FRAMES = framesPayload({ values: [0, 1, 2], frame: 0, frames: ["", "", ""], alts: ["", "", ""] });
const CONTROLS: ControlsPayload = {
  kind: "controls",
  title: "",
  alt: "A control",
  controls: [{ kind: "slider", name: "x", min: 0, max: 10, step: 1, value: 3 }],
  manual: false,
  live: { id: "ours" },
  outputs: [],
  text: "",
  error: "",
};

beforeEach(() => {
  openFakePage();
  // A browser decodes beside the page, so that other work comes between.
  const picture = { width: 1, height: 1, close: () => undefined };
  vi.stubGlobal("createImageBitmap", () => new Promise((resolve) => setTimeout(resolve, 0, picture)));
});
afterEach(() => void vi.unstubAllGlobals());

function open() {
  const host = new FakeElement("div");
  const viewer = new Viewer(host as unknown as HTMLElement);
  return { viewer, root: () => host.children[0] };
}

describe("a view that is kept", () => {
  test("is written when its picture is there", async () => {
    const { viewer, root } = open();
    await viewer.show(SLICES);
    pressKey(root(), "End");
    expect(root().dataset.ready).toBe("false");
    const kept = await viewer.handle?.keep();
    expect(root().dataset.ready).toBe("true");
    expect(kept?.changes).toMatchObject({ slice: 3 });
    viewer.dispose();
  });

  test("waits for whatever the reader does meanwhile", async () => {
    const { viewer, root } = open();
    await viewer.show(SLICES);
    pressKey(root(), "End");
    const keeping = viewer.handle?.keep();
    pressKey(root(), "ArrowUp");
    expect((await keeping)?.changes).toMatchObject({ slice: 2 });
    expect(root().dataset).toMatchObject({ slice: "2", ready: "true" });
    viewer.dispose();
  });
});

test("a key that goes on to the notebook, which may run a cell, is heard after what the reader did before", async () => {
  const link = new FakeLink();
  const { viewer, root } = open();
  await viewer.show(SLICES, { link });
  passKey(root(), "Enter");
  expect(link.hurried).toBe(0);
  passKey(root(), "Shift", true);
  expect(link.hurried).toBe(0);
  passKey(root(), "Enter", true);
  passKey(new FakeElement("div"), "Enter", true); // in a cell, say
  expect(link.hurried).toBe(2);
  viewer.dispose();
});

describe("what is done to a viewer while its payload is shown anew", () => {
  test("goes on in the next view of slices, whose picture is of it, and is told to the kernel once", async () => {
    const link = new FakeLink();
    const { viewer, root } = open();
    await viewer.show(SLICES, { link });
    const before = root();
    const shown = viewer.show(SLICES, { link, keys: { next: ["j"] } });
    pressKey(before, "End");
    pressKey(before, "z");
    expect(root() === before).toBe(true);
    await shown;
    expect(root() === before).toBe(false);
    expect(root().dataset).toMatchObject({ slice: "3", ready: "true" });
    expect(viewer.handle?.state).toMatchObject({ voxel: [3, 1, 1], tool: "zoom" });
    expect(link.told).toEqual([{ voxel: [3, 1, 1] }]);
    viewer.dispose();
  });

  test("is told to the kernel of the next output, which did not hear of it", async () => {
    const [first, next] = [new FakeLink(), new FakeLink()];
    const { viewer, root } = open();
    await viewer.show(SLICES, { link: first });
    const shown = viewer.show({ ...SLICES, live: { id: "next" } }, { link: next });
    pressKey(root(), "ArrowDown");
    await shown;
    expect(viewer.handle?.state).toMatchObject({ voxel: [1, 1, 1] });
    expect([first.told, next.told]).toEqual([[{ voxel: [1, 1, 1] }], [{ voxel: [1, 1, 1] }]]);
    viewer.dispose();
  });

  test("goes on through a view that is replaced before it is there", async () => {
    const { viewer, root } = open();
    await viewer.show(SLICES);
    const shows = [viewer.show(SLICES)];
    pressKey(root(), "ArrowDown");
    shows.push(viewer.show(SLICES));
    pressKey(root(), "z");
    await Promise.all(shows);
    expect(viewer.handle?.state).toMatchObject({ voxel: [1, 1, 1], tool: "zoom" });
    expect(root().dataset).toMatchObject({ slice: "1", ready: "true" });
    viewer.dispose();
  });

  test("goes on in the next view of frames, whose picture is of it", async () => {
    const { viewer, root } = open();
    await viewer.show(FRAMES);
    const before = root();
    const shown = viewer.show(FRAMES);
    pressKey(before, "End");
    await shown;
    expect(root() === before).toBe(false);
    expect(root().dataset).toMatchObject({ slice: "2", ready: "true" });
    viewer.dispose();
  });

  test("goes on in the next view of controls, which asks for its answer", async () => {
    const link = new FakeLink();
    const { viewer, root } = open();
    await viewer.show(CONTROLS, { link });
    const shown = viewer.show(CONTROLS, { link });
    const slider = root().find("tsd-slider");
    slider.value = "7";
    slider.dispatchEvent(new Event("input"));
    await shown;
    expect(root().contains(slider)).toBe(false);
    expect(root().find("tsd-slider").value).toBe("7");
    expect(link.requests.at(-1)).toEqual({ kind: "values", values: { x: 7 } });
    viewer.dispose();
  });
});
