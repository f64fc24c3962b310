import fc from "fast-check";
import { layPlane } from "tslab-dicom/contract";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { overlap } from "../../../../lab-extension/src/measure/placeLabel";
import { framePlane } from "../../../../lab-extension/src/slice/planeFrame";
import { createEdgeWords } from "../../../../lab-extension/src/viewer/panes/edgeWords";
import { placeCorner, placeLetters } from "../../../../lab-extension/src/viewer/panes/placeEdgeWords";
import { openFakePage } from "../../../drivers/fakePage";
import { slicesPayload } from "../payloads";

const letter = { width: 10, height: 14 };
const letters = { left: letter, right: letter, top: letter, bottom: letter };
/** "W 1500  C -600, sigmoid" and without the shape. */
const texts = [
  { width: 140, height: 12 },
  { width: 86, height: 12 },
];

describe("letters of a pane", () => {
  test("stand in the middle of its edges, each as wide as it is", () => {
    const size = { width: 300, height: 200 };
    expect(placeLetters({ ...letters, right: { width: 20, height: 14 } }, size)).toEqual([
      { left: 8, top: 93, right: 18, bottom: 107 },
      { left: 272, top: 93, right: 292, bottom: 107 },
      { left: 145, top: 8, right: 155, bottom: 22 },
      { left: 145, top: 178, right: 155, bottom: 192 },
    ]);
  });
});

describe("the corner of a pane", () => {
  const cornerOf = (width: number, height = 200) =>
    placeCorner(texts, placeLetters(letters, { width, height }), { width, height });

  test("has the longest text that leaves the letter below free, and none where none does", () => {
    expect(cornerOf(400)).toEqual({ number: 0, box: { left: 8, top: 180, right: 148, bottom: 192 } });
    expect(cornerOf(318)?.number).toBe(0);
    expect(cornerOf(317)?.number).toBe(1);
    expect(cornerOf(210)?.number).toBe(1);
    expect(cornerOf(209)).toBeNull();
  });

  test("has none under the letter at the left of a low pane", () => {
    expect(cornerOf(400, 66)?.number).toBe(0);
    expect(cornerOf(400, 65)).toBeNull();
  });

  test("has what the pane has room for where there are no letters", () => {
    const size = { width: 110, height: 100 };
    expect(placeCorner(texts, [], size)?.number).toBe(1);
    expect(placeCorner(texts, [], { ...size, width: 101 })).toBeNull();
  });

  test("touches no letter, whatever the sizes", () => {
    const size = fc.record({
      width: fc.integer({ min: 1, max: 40 }),
      height: fc.integer({ min: 1, max: 20 }),
    });
    const side = fc.integer({ min: 20, max: 700 });
    fc.assert(
      fc.property(
        fc.record({ left: size, right: size, top: size, bottom: size }),
        side,
        side,
        (sizes, width, height) => {
          const placed = placeLetters(sizes, { width, height });
          const corner = placeCorner(texts, placed, { width, height });
          expect(placed.filter((each) => corner && overlap(each, corner.box))).toEqual([]);
        },
      ),
      { seed: 14 },
    );
  });
});

describe("the words of a pane on the page", () => {
  beforeEach(openFakePage);
  afterEach(() => void vi.unstubAllGlobals());
  const { affine, shape, spacing } = slicesPayload();
  const frame = framePlane(0, layPlane(affine, 0, "radiological"), shape, spacing);
  const words = ["W 1500  C -600", "W 1500"];

  test("are what there is room for, and are known to whoever lays something over the picture", () => {
    const { nodes, update, boxes } = createEdgeWords(affine);
    const said = () => nodes.map(({ textContent }) => textContent);
    update(frame, words, null);
    expect([said(), boxes]).toEqual([["R", "L", "A", "P", ""], []]);
    const places = [500, 200, 100].map((width) => {
      const edges = createEdgeWords(affine);
      edges.update(frame, words, { width, height: 200 });
      return [edges.nodes.at(-1)?.textContent, edges.boxes.length];
    });
    expect(places).toEqual([
      ["W 1500  C -600", 5],
      ["W 1500", 5],
      ["", 4],
    ]);
  });

  test("follow the pane's size and what there is to say", () => {
    const edges = createEdgeWords(null);
    const said = () => edges.nodes.map(({ textContent }) => textContent);
    edges.update(frame, words, { width: 500, height: 200 });
    edges.update(frame, words, { width: 90, height: 200 });
    expect(said()).toEqual(["W 1500"]);
    edges.update(frame, ["W 1"], { width: 90, height: 200 });
    expect([said(), edges.boxes]).toEqual([["W 1"], [{ left: 8, top: 180, right: 29, bottom: 192 }]]);
  });

  test("follow the side that the picture is seen from", () => {
    const edges = createEdgeWords(affine);
    edges.update(frame, words, { width: 500, height: 200 });
    const turned = framePlane(0, layPlane(affine, 0, "neurological"), shape, spacing);
    edges.update(turned, words, { width: 300, height: 200 });
    expect(edges.nodes.slice(0, 2).map(({ textContent }) => textContent)).toEqual(["L", "R"]);
    expect(edges.boxes[1]).toEqual({ left: 285, top: 94, right: 292, bottom: 106 });
  });
});
