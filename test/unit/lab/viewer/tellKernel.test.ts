import { describe, expect, test } from "vitest";
import { findInitialState, type ViewerState } from "../../../../kernel-lib/src/contract";
import { findPlace } from "../../../../lab-extension/src/slice/position";
import { beginState, type SeenState } from "../../../../lab-extension/src/viewer/state/seenState";
import { Store } from "../../../../lab-extension/src/viewer/state/store";
import { tellKernel } from "../../../../lab-extension/src/viewer/state/tellKernel";
import { FakeLink } from "../../../drivers/fakeLink";
import { distanceMark as mark, slicesPayload } from "../payloads";

/** A viewer whose output is shown with settings. */
function open(settings: Partial<ViewerState> = {}, own: Partial<ViewerState> = {}) {
  const output = slicesPayload({ state: own });
  const payload = slicesPayload({ state: { ...settings, ...own } });
  const store = new Store<SeenState>(beginState(findInitialState(payload), findPlace(payload)));
  const link = new FakeLink();
  const { signal } = new AbortController();
  tellKernel(store, link, payload, findInitialState(output), signal);
  return { store, link, kernel: copy(findInitialState(output)) };
}

/** As it comes over the wire. */
const copy = (state: ViewerState): ViewerState => JSON.parse(JSON.stringify(state));

describe("what the kernel says as a comm begins", () => {
  test("leaves the settings as they are, and the kernel is told of them", () => {
    const window = { centre: 400, width: 1800 };
    const { store, link, kernel } = open({ smooth: false, window });
    link.set(kernel, "begin");
    expect(store.state).toMatchObject({ smooth: false, window });
    expect(link.told).toEqual([{ smooth: false, window }]);
  });

  test("counts where it is other than the output begins", () => {
    const { store, link, kernel } = open({ smooth: false });
    link.set({ ...kernel, voxel: [1, 0, 2] }, "begin");
    expect(store.state).toMatchObject({ smooth: false, voxel: [1, 0, 2] });
    expect(link.told).toEqual([{ smooth: false }]);
  });

  test("changes nothing where it says the same, so that nobody writes the marks anew", () => {
    const { store, link, kernel } = open({}, { marks: [mark] });
    const before = store.state;
    link.set(kernel, "begin");
    link.set({ marks: copy({ ...kernel }).marks }, "cell");
    expect(store.state).toBe(before);
    expect(link.told).toEqual([]);
  });

  test("yields to what the reader did before it came", () => {
    const { store, link, kernel } = open();
    store.change({ marks: [mark] }, "reader");
    link.set({ ...kernel, marks: [{ ...mark, id: "old" }], voxel: [1, 0, 0] }, "begin", ["marks"]);
    expect(store.state).toMatchObject({ marks: [mark], voxel: [1, 0, 0] });
    expect(link.told.at(-1)).toEqual({ marks: [mark] });
  });
});

test("what a view takes over from the one before it is not told again", () => {
  const { store, link } = open();
  store.change({ smooth: false }, "before");
  store.change({ voxel: [1, 0, 0] }, "linked");
  expect(link.told).toEqual([{ voxel: [1, 0, 0] }]);
});

describe("what a cell sets", () => {
  test("is taken, and told again where the reader's own was on its way", () => {
    const { store, link } = open();
    store.change({ voxel: [0, 0, 0] }, "reader");
    link.set({ voxel: [1, 1, 1], smooth: false }, "cell", ["voxel"]);
    expect(store.state).toMatchObject({ voxel: [1, 1, 1], smooth: false });
    expect(link.told).toEqual([{ voxel: [0, 0, 0] }, { voxel: [1, 1, 1] }]);
  });

  test("is not told again where nothing was", () => {
    const { link } = open();
    link.set({ voxel: [1, 1, 1] });
    expect(link.told).toEqual([]);
  });
});
