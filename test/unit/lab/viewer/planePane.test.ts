import { findInitialState } from "tslab-dicom/contract";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inEnglish } from "../../../../lab-extension/src/dom/translate";
import { findPlace } from "../../../../lab-extension/src/slice/position";
import { Overlays } from "../../../../lab-extension/src/viewer/panes/overlays";
import { PaletteBox } from "../../../../lab-extension/src/viewer/panes/pictureCanvas";
import { PlanePane } from "../../../../lab-extension/src/viewer/panes/planePane";
import { beginState, type SeenState } from "../../../../lab-extension/src/viewer/state/seenState";
import { Store } from "../../../../lab-extension/src/viewer/state/store";
import { type FakeElement, openFakePage, resize } from "../../../drivers/fakePage";
import { slicesPayload } from "../payloads";

let end: AbortController;
beforeEach(() => {
  openFakePage();
  end = new AbortController();
});
afterEach(() => {
  end.abort();
  vi.unstubAllGlobals();
});

/** A pane of slices of 2 x 3 voxels, as large as it is told to be. */
function open() {
  const payload = slicesPayload();
  const store = new Store<SeenState>(beginState(findInitialState(payload), findPlace(payload)));
  const pane: PlanePane = new PlanePane({
    payload,
    axis: 0,
    store,
    overlays: new Overlays(payload),
    palettes: new PaletteBox(),
    translate: inEnglish,
    onResize: () => pane.update(store.state),
    signal: end.signal,
  });
  const stage = pane.stage as unknown as FakeElement;
  return { pane, store, corner: stage.find("tsd-corner"), size: resize.bind(null, stage) };
}

test("a small pane leaves its corner empty and keeps its letters", () => {
  const { pane, corner, size } = open();
  size(500, 200);
  expect([corner.textContent, pane.words.length]).toEqual(["W 1500  C -600", 5]);
  size(200, 200);
  expect([corner.textContent, pane.words.length]).toEqual(["", 4]);
});

test("the words over a picture are found in its own units, however near it is", () => {
  const { pane, store, size } = open();
  size(500, 200); // a voxel is 100 pixels, with a voxel's width of nothing at either side
  const [left] = pane.words;
  expect(left.left).toBeCloseTo(-1 + 0.08, 12);
  expect(left.right).toBeCloseTo(-1 + 0.15, 12);
  expect(left.top).toBeCloseTo(0.94, 12);
  store.change({ sight: { zoom: 2, centre: [0, 0.5, 1] } }, "reader");
  pane.update(store.state);
  const { box } = pane.scene;
  expect(pane.words[0].left - box.left).toBeCloseTo(0.04, 12);
  expect(pane.words[0].right - pane.words[0].left).toBeCloseTo(0.035, 12);
});
