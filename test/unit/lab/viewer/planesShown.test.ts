import { findInitialState } from "tslab-dicom/contract";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inEnglish } from "../../../../lab-extension/src/dom/translate";
import { Listeners } from "../../../../lab-extension/src/live/listeners";
import { findPlace } from "../../../../lab-extension/src/slice/position";
import type { PlaneImage, PlaneKey } from "../../../../lab-extension/src/source/planeSource";
import type { PlanePane } from "../../../../lab-extension/src/viewer/panes/planePane";
import type { ScenePictures } from "../../../../lab-extension/src/viewer/panes/scene";
import { PlanesShown } from "../../../../lab-extension/src/viewer/planesShown";
import { beginState, type SeenState } from "../../../../lab-extension/src/viewer/state/seenState";
import { Store } from "../../../../lab-extension/src/viewer/state/store";
import { FakeElement, openFakePage } from "../../../drivers/fakePage";
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

const keyOf = (slice: number): PlaneKey => ({ layer: 0, axis: 0, first: slice, last: slice, mode: "max" });
const imageOf = (slice: number): PlaneImage => ({
  key: keyOf(slice),
  quality: "exact",
  rows: 1,
  columns: 1,
  values: Int16Array.of(slice),
  padding: null,
  overlays: null,
});

/** One pane at slice 0, a source that has nothing yet, and ellipses on some other slices. */
function open(ellipses: readonly number[]) {
  const payload = slicesPayload({ shape: [4, 2, 3] });
  const store = new Store<SeenState>(beginState(findInitialState(payload), findPlace(payload)));
  const images = new Listeners<[PlaneImage]>();
  const there = new Map<number, PlaneImage>();
  const wishes: (readonly PlaneKey[])[] = [];
  const painted: number[] = [];
  const root = new FakeElement("div");
  const pane = {
    root: new FakeElement("div"),
    axis: 0,
    index: 0,
    name: "axial",
    pictures: null,
    listKeys: (state: SeenState) => [keyOf(state.voxel[0])],
    update: () => undefined,
    paint: ({ first }: ScenePictures) => void painted.push(first.key.first),
  } as unknown as PlanePane;
  const shown = new PlanesShown({
    root: root as unknown as HTMLElement,
    store,
    source: {
      peek: ({ first }) => there.get(first) ?? null,
      want: (_, beside = []) => void wishes.push(beside),
      onImage: (listener, signal) => images.add(listener, signal),
      onFailure: () => undefined,
    },
    overlays: { decode: async () => undefined } as never,
    grid: { visible: [pane], findActive: () => pane, show: () => undefined } as never,
    measuring: { listKeys: () => ellipses.map(keyOf), show: () => undefined },
    showBeside: () => undefined,
    translate: inEnglish,
    signal: end.signal,
  });
  shown.refresh();
  const bring = (slice: number) => {
    there.set(slice, imageOf(slice));
    images.tell(imageOf(slice));
  };
  return { bring, painted, wishes };
}

test("a plane that the reader scrolled by is shown while the right one is awaited", () => {
  const { bring, painted } = open([]);
  bring(2);
  expect(painted).toEqual([2]);
});

test("a plane that is brought for its ellipses alone is wanted beside, and never shown", () => {
  const { bring, painted, wishes } = open([2, 3]);
  expect(wishes[0]).toEqual([keyOf(2), keyOf(3)]);
  bring(2);
  bring(3);
  expect(painted).toEqual([]);
});
