import { findInitialState } from "tslab-dicom/contract";
import { expect, test } from "vitest";
import { type ActionTarget, KEY_ACTIONS } from "../../../../lab-extension/src/viewer/keyActions";
import { beginState, type SeenState } from "../../../../lab-extension/src/viewer/state/seenState";
import { Store } from "../../../../lab-extension/src/viewer/state/store";
import { slicesPayload } from "../payloads";

const PAYLOAD = slicesPayload({ shape: [4, 2, 3], slice: 0 });

function targetAt(slice: number, playing: boolean) {
  const state = beginState(findInitialState(PAYLOAD), null);
  const store = new Store<SeenState>({ ...state, voxel: [slice, 0, 0], playing });
  const target = { store, shape: PAYLOAD.shape, activePane: () => ({ axis: 0 }) } as unknown as ActionTarget;
  return { store, target };
}

test.each([
  ["first", 0, 0],
  ["previous", 0, 0],
  ["last", 3, 3],
  ["next", 1, 2],
] as const)(
  "%s from slice %d while it plays stops at slice %d, also where there is nowhere to go",
  (action, from, to) => {
    const { store, target } = targetAt(from, true);
    KEY_ACTIONS[action](target);
    expect(store.state).toMatchObject({ voxel: [to, 0, 0], playing: false });
  },
);

test("the first slice from the first one is no change", () => {
  const { store, target } = targetAt(0, false);
  const before = store.state;
  KEY_ACTIONS.first(target);
  expect(store.state).toBe(before);
});
