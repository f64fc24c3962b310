import { findInitialState } from "tslab-dicom/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findPlace } from "../../../../lab-extension/src/slice/position";
import type { PlanePane } from "../../../../lab-extension/src/viewer/panes/planePane";
import { findScene } from "../../../../lab-extension/src/viewer/panes/scene";
import { drawPanes } from "../../../../lab-extension/src/viewer/savePng";
import { beginState } from "../../../../lab-extension/src/viewer/state/seenState";
import { FakeElement, openFakePage } from "../../../drivers/fakePage";
import { slicesPayload } from "../payloads";

beforeEach(openFakePage);
afterEach(() => void vi.unstubAllGlobals());

/** A pane of this size at a place of the page; of the rest the picture needs no more than that it is there. */
function paneAt(left: number, top: number, width: number, height: number): PlanePane {
  const payload = slicesPayload();
  const place = findPlace(payload);
  const state = beginState(findInitialState(payload), place);
  const scene = findScene({ payload, axis: 0, place, size: { width, height } }, state);
  const [stage, canvas, svg] = ["div", "canvas", "svg"].map((name) => new FakeElement(name));
  stage.box = { left, top, right: left + width, bottom: top + height, width, height };
  return { stage, svg, scene, picture: { canvas } } as unknown as PlanePane;
}

const draw = async (...panes: readonly PlanePane[]) => {
  const { picture, width, height } = await drawPanes(panes);
  return { pixels: await picture.text(), width, height };
};

describe("a view that is saved as a PNG", () => {
  test("has two pixels for each of the page, in whole pixels", async () => {
    expect(await draw(paneAt(10, 20, 300, 200))).toEqual({ pixels: "600 x 400", width: 300, height: 200 });
    expect(await draw(paneAt(0, 0, 300.4, 200.1))).toEqual({
      pixels: "601 x 400",
      width: 300.5,
      height: 200,
    });
  });

  test("has those of the screen where that has more", async () => {
    vi.stubGlobal("window", { devicePixelRatio: 3 });
    expect(await draw(paneAt(10, 20, 300, 200))).toEqual({ pixels: "900 x 600", width: 300, height: 200 });
  });

  test("holds all panes as they lie on the page, with what is between them", async () => {
    const panes = [paneAt(10, 20, 300, 300), paneAt(318, 20, 146, 146), paneAt(318, 174, 146, 146)];
    expect(await draw(...panes)).toEqual({ pixels: "908 x 600", width: 454, height: 300 });
  });
});
