import { describe, expect, test } from "vitest";
import { findInitialState, locateVoxel } from "../../../../kernel-lib/src/contract";
import { findPlace } from "../../../../lab-extension/src/slice/position";
import { findKept, findMissed } from "../../../../lab-extension/src/viewer/state/keptState";
import { LinkedViewers } from "../../../../lab-extension/src/viewer/state/linkedViewers";
import {
  beginState,
  findChanges,
  listAxes,
  readChanges,
  type SeenState,
} from "../../../../lab-extension/src/viewer/state/seenState";
import { Store } from "../../../../lab-extension/src/viewer/state/store";
import { distanceMark as mark, slicesPayload } from "../payloads";

const begin = (payload = slicesPayload()) => beginState(findInitialState(payload), findPlace(payload));

describe("a store", () => {
  test("tells who listens what changed and who changed it, and nothing where nothing did", () => {
    const store = new Store({ a: 1, b: 2 });
    const heard: unknown[] = [];
    const end = new AbortController();
    store.subscribe((state, before, by) => heard.push([state, before, by]), end.signal);
    store.change({ a: 1 }, "reader");
    store.change({ b: 3 }, "kernel");
    end.abort();
    store.change({ b: 4 }, "reader");
    expect(heard).toEqual([[{ a: 1, b: 3 }, { a: 1, b: 2 }, "kernel"]]);
    expect(store.state).toEqual({ a: 1, b: 4 });
  });
});

describe("the state of a viewer", () => {
  test("begins at the payload's with a layout that the volume has", () => {
    const placed = begin(slicesPayload({ state: { layout: "coronal", voxel: [1, 0, 2] } }));
    expect([placed.layout, placed.active, placed.voxel]).toEqual(["coronal", 1, [1, 0, 2]]);
    const bare = begin(slicesPayload({ placed: false, state: { layout: "coronal" } }));
    expect([bare.layout, bare.active]).toEqual(["slices", 0]);
    expect(begin(slicesPayload({ state: { layout: "three" } })).tool).toBe("crosshair");
  });

  test("shows one plane, three, or says that there is none of that name", () => {
    const place = findPlace(slicesPayload());
    expect(["axial", "sagittal", "three", "rows"].map((name) => listAxes(name as "axial", place))).toEqual([
      [0],
      [2],
      [0, 1, 2],
      null,
    ]);
  });

  test("takes over from the kernel what fits, in whole voxels, and refuses what does not", () => {
    const payload = slicesPayload();
    expect(readChanges({ voxel: [1, 1, 2], layout: "rows", other: 1 }, payload)).toEqual({
      changes: { voxel: [1, 1, 2] },
    });
    expect(readChanges({ second: { window: { centre: 1, width: 2 }, colorMap: "jet" } }, payload)).toEqual({
      changes: {},
    });
    for (const wrong of [{ voxel: [9, 0, 0] }, { window: { centre: 0, width: -1 } }, "axial", null]) {
      expect(readChanges(wrong, payload)).toHaveProperty("problem");
    }
  });

  test("keeps what the reader set, and takes the rest from the next output", () => {
    const initial = begin();
    const state: SeenState = {
      ...initial,
      voxel: [1, 1, 1],
      tool: "zoom",
      sight: { zoom: 3, centre: [0, 1, 1] },
    };
    const next = slicesPayload({ window: { centre: 40, width: 400 }, slice: 0 });
    const kept = findKept({ initial, output: initial, state }, next);
    expect(kept).toEqual({
      voxel: [1, 1, 1],
      tool: "zoom",
      sight: { zoom: 3, centre: [0, 1, 1] },
      active: 0,
      crosshair: true,
      pace: 10,
    });
    const smaller = slicesPayload({ shape: [1, 2, 3] });
    expect(findKept({ initial, output: initial, state }, smaller).voxel).toBeUndefined();
  });

  test("yields to the next output in what that begins with otherwise, be it one number of the voxel", () => {
    const initial = begin();
    const state: SeenState = {
      ...initial,
      voxel: [0, 0, 2],
      colorMap: "viridis",
      window: { centre: 1, width: 2 },
    };
    const moved = slicesPayload({ slice: 1, window: { centre: 40, width: 400 } });
    const kept = findKept({ initial, output: initial, state }, moved);
    expect(kept).toMatchObject({ voxel: [1, 0, 2], colorMap: "viridis" });
    expect(kept).not.toHaveProperty("window");
    const inState = slicesPayload({ state: { voxel: [0, 1, 0], colorMap: "RdBu" } });
    const other = findKept({ initial, output: initial, state }, inState);
    expect(other).toMatchObject({ voxel: [0, 0, 0], window: { centre: 1, width: 2 } });
    expect(other).not.toHaveProperty("colorMap");
    expect(findKept({ initial, output: initial, state }, slicesPayload())).toMatchObject({
      voxel: [0, 0, 2],
    });
  });

  test("keeps a window that was set by hand when the settings change, and takes the new ones else", () => {
    const output = begin();
    const initial = begin(slicesPayload({ state: { window: { centre: 1, width: 1 }, smooth: true } }));
    const state = { ...initial, window: { centre: 7, width: 70 } };
    const anew = slicesPayload({ state: { window: { centre: 400, width: 1800 }, smooth: false } });
    const kept = findKept({ initial, output, state }, anew, output);
    expect(kept.window).toEqual({ centre: 7, width: 70 });
    expect(kept).not.toHaveProperty("smooth");
    expect(findKept({ initial, output, state: initial }, anew, output)).not.toHaveProperty("window");
  });

  test("takes over what was changed in the viewer before since it went on with its state", () => {
    const output = begin();
    const known: SeenState = { ...output, smooth: false, tool: "zoom" };
    const now: SeenState = {
      ...known,
      voxel: [1, 1, 1],
      window: { centre: 7, width: 70 },
      marks: [mark],
      pace: 25,
      playing: true,
    };
    const next = { payload: slicesPayload(), output, state: { ...known, colorMap: "viridis" } as const };
    const changes = { voxel: [1, 1, 1], window: { centre: 7, width: 70 }, marks: [mark], pace: 25 };
    expect(findMissed(known, { output, state: now }, next)).toEqual(changes);
    expect(findMissed(known, { output, state: { ...known } }, next)).toEqual({});
    // A cell set the same in both meanwhile, as records of their own.
    const alike = { ...next, state: { ...next.state, ...JSON.parse(JSON.stringify(changes)) } };
    expect(findMissed(known, { output, state: now }, alike)).toEqual({});
  });

  test("takes over nothing that its own cell has moved, be it one number of the voxel", () => {
    const output = begin();
    const moved = slicesPayload({ slice: 1, window: { centre: 40, width: 400 } });
    const state = begin(moved);
    const now = { ...output, voxel: [0, 0, 2] as const, window: { centre: 7, width: 70 }, smooth: false };
    const missed = findMissed(output, { output, state: now }, { payload: moved, output: state, state });
    expect(missed).toEqual({ voxel: [1, 0, 2], smooth: false });
  });

  test("differs from another in what the kernel shares alone", () => {
    const state = begin();
    const other = { ...state, tool: "zoom", playing: true, window: { centre: 1, width: 2 } } as const;
    expect(findChanges(other, state)).toEqual({ window: { centre: 1, width: 2 } });
  });
});

describe("linked viewers", () => {
  const shifted = slicesPayload().affine.map((value, i) => (i === 11 ? value - 1 : value));
  const open = (
    group: LinkedViewers,
    payload = slicesPayload({ state: { link: "a" } }),
    scope: unknown = "notebook",
  ) => {
    const store = new Store<SeenState>(begin(payload));
    const end = new AbortController();
    const place = findPlace(payload);
    const viewer = { store, shape: payload.shape, place, units: payload.units, scope: () => scope };
    group.add(viewer, end.signal);
    return { store, end, arrive: () => group.arrive(viewer) };
  };

  test("go to the same place in the patient, whatever their voxels are", () => {
    const group = new LinkedViewers();
    const one = open(group);
    const other = open(group, slicesPayload({ affine: shifted, state: { link: "a" } }));
    const before = one.store.state.voxel;
    one.store.change({ voxel: [0, 0, 1] }, "reader");
    expect(one.store.state.voxel).not.toEqual(before);
    expect(other.store.state.voxel).toEqual([1, 0, 1]);
    expect(locateVoxel(shifted, 1, 0, 1)).toEqual(locateVoxel(slicesPayload().affine, 0, 0, 1));
  });

  test("go to the same voxel where one of them has no place, and share window, layout and zoom", () => {
    const group = new LinkedViewers();
    const one = open(group);
    const bare = open(group, slicesPayload({ placed: false, state: { link: "a" } }));
    const window = { centre: 1, width: 10 };
    one.store.change(
      { voxel: [1, 1, 1], window, layout: "three", sight: { zoom: 2, centre: [0, 1, 1] } },
      "kernel",
    );
    const { voxel, layout, sight } = bare.store.state;
    expect([voxel, layout, sight]).toEqual([[1, 1, 1], "three", { zoom: 2, centre: [0, 1, 1] }]);
    expect(bare.store.state.window).toEqual(window);
    one.store.change({ layout: "coronal" }, "reader");
    expect(bare.store.state.layout).toBe("three");
  });

  test("go to where the others are when they come to the page, once, or get their word", () => {
    const group = new LinkedViewers();
    const one = open(group);
    one.arrive();
    one.store.change({ voxel: [1, 0, 2], window: { centre: 1, width: 10 } }, "reader");
    const other = open(group, slicesPayload({ slice: 0, state: { link: "a" } }));
    const stranger = open(group, slicesPayload({ slice: 0 }));
    for (const each of [other, stranger]) each.arrive();
    expect(other.store.state.voxel).toEqual([1, 0, 2]);
    expect(other.store.state.window).toEqual({ centre: 1, width: 10 });
    expect(stranger.store.state.voxel).toEqual([0, 1, 1]);
    stranger.store.change({ link: "a" }, "kernel");
    expect(stranger.store.state.voxel).toEqual([1, 0, 2]);
    one.end.abort();
    stranger.store.change({ link: "b", voxel: [0, 0, 0] }, "reader");
    other.arrive();
    expect(other.store.state.voxel).toEqual([1, 0, 2]);
  });

  test("hear nothing again when a view goes on with what the one before it was told", () => {
    const group = new LinkedViewers();
    const [one, other] = [open(group), open(group)];
    const before = other.store.state;
    one.store.change({ voxel: [1, 0, 0], window: { centre: 1, width: 10 } }, "before");
    expect(other.store.state).toBe(before);
  });

  test("leave alone others of another word, notebook or unit, and those that are gone", () => {
    const group = new LinkedViewers();
    const one = open(group);
    const others = [
      open(group, slicesPayload({ state: { link: "b" } })),
      open(group, slicesPayload()),
      open(group, slicesPayload({ state: { link: "a" } }), "another notebook"),
    ];
    const gone = open(group);
    gone.end.abort();
    const unlike = open(group, slicesPayload({ units: "", state: { link: "a" } }));
    one.store.change({ voxel: [1, 0, 0], window: { centre: 1, width: 10 } }, "reader");
    for (const { store } of [...others, gone]) expect(store.state.voxel).toEqual([0, 1, 1]);
    expect(unlike.store.state.voxel).toEqual([1, 0, 0]);
    expect(unlike.store.state.window).toEqual(slicesPayload().window);
  });
});
