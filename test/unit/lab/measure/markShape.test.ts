import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findBox, traceMark } from "../../../../lab-extension/src/measure/markShape";
import type { PaneBox } from "../../../../lab-extension/src/measure/pane";
import { overlap, placeLabel } from "../../../../lab-extension/src/measure/placeLabel";

const at = (across: number, down: number) => ({ across, down });

describe("traceMark", () => {
  test("draws lines, and an arc within the legs of an angle", () => {
    expect(traceMark("distance", [at(1, 2), at(3, 4)], 1)).toBe("M1 2L3 4");
    expect(traceMark("angle", [at(100, 0), at(0, 0), at(0, 100)], 1)).toBe(
      "M100 0L0 0L0 100M20 0A20 20 0 0 1 0 20",
    );
    expect(traceMark("angle", [at(0, 100), at(0, 0), at(10, 0)], 1)).toMatch(/M0 5A5 5 0 0 0 5 0$/);
  });

  test("draws what there is of a mark that is being drawn", () => {
    expect(traceMark("angle", [at(1, 2), at(3, 4)], 1)).toBe("M1 2L3 4");
    expect(traceMark("angle", [at(1, 2), at(1, 2), at(1, 2)], 1)).toBe("M1 2L1 2L1 2");
  });

  test("draws the same ellipse from any corner", () => {
    const path = "M0 5A10 5 0 1 0 20 5A10 5 0 1 0 0 5Z";
    expect(traceMark("ellipse", [at(0, 0), at(20, 10)], 1)).toBe(path);
    expect(traceMark("ellipse", [at(20, 0), at(0, 10)], 1)).toBe(path);
  });
});

describe("placeLabel", () => {
  const visible = { left: 0, top: 0, right: 100, bottom: 60 };
  const size = { width: 20, height: 10 };
  const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
  const room = { visible, words: [], taken: [], gap: 5 };

  test.each([
    ["to the right", box(10, 20, 30, 40), [], { left: 35, top: 25 }],
    ["to the left where there is no room", box(60, 20, 90, 40), [], { left: 35, top: 25 }],
    ["below a wide mark", box(5, 10, 95, 20), [], { left: 40, top: 25 }],
    ["above a wide low mark", box(5, 40, 95, 55), [], { left: 40, top: 25 }],
    ["somewhere in the picture over a mark that fills it", box(0, 0, 100, 60), [], { left: 80, top: 25 }],
    ["away from another label", box(30, 20, 50, 40), [box(50, 20, 80, 30)], { left: 5, top: 25 }],
  ])("goes %s", (_, mark, taken, place) => {
    expect(placeLabel(mark, size, { ...room, taken })).toMatchObject(place);
  });

  test("goes between others where no place beside the mark is free", () => {
    const taken = [box(0, 0, 100, 20), box(0, 40, 100, 60), box(0, 20, 30, 40), box(55, 20, 100, 40)];
    expect(placeLabel(box(80, 25, 90, 35), size, { ...room, taken })).toEqual(box(34, 21, 54, 31));
  });

  test("never leaves what is seen", () => {
    const place = fc.tuple(fc.integer({ min: -50, max: 150 }), fc.integer({ min: -50, max: 150 }));
    fc.assert(
      fc.property(
        fc.array(
          place.map(([a, b]) => at(a, b)),
          { minLength: 2, maxLength: 3 },
        ),
        (points) => {
          const { left, top, right, bottom } = placeLabel(findBox(points), size, room);
          expect(Math.min(left, top, 100 - right, 60 - bottom)).toBeGreaterThanOrEqual(0);
          expect([right - left, bottom - top]).toEqual([20, 10]);
        },
      ),
      { seed: 12 },
    );
  });

  describe("in a pane with letters at its edges", () => {
    const pane = { left: 0, top: 0, right: 150, bottom: 150 };
    const words = [
      box(8, 68, 18, 82),
      box(132, 68, 142, 82),
      box(70, 8, 80, 22),
      box(70, 128, 80, 142),
      box(8, 130, 60, 142),
    ];
    const withWords = { visible: pane, words, taken: [], gap: 5 };
    const covered = (label: PaneBox) => words.filter((word) => overlap(label, word));

    test("goes past a letter that stands where it would", () => {
      const place = placeLabel(box(90, 60, 110, 90), { width: 30, height: 10 }, withWords);
      expect(place).toEqual({ left: 55, top: 70, right: 85, bottom: 80 });
      const low = placeLabel(box(20, 60, 130, 110), { width: 30, height: 20 }, withWords);
      expect(covered(low)).toEqual([]);
      expect(overlap(low, box(20, 60, 130, 110))).toBe(false);
    });

    test("covers no letter and not its mark where there is room, whatever the mark", () => {
      const side = fc.integer({ min: 0, max: 90 });
      const length = fc.integer({ min: 0, max: 60 });
      fc.assert(
        fc.property(side, side, length, length, (left, top, wide, high) => {
          const mark = box(left, top, left + wide, top + high);
          const label = placeLabel(mark, { width: 40, height: 30 }, withWords);
          expect(covered(label)).toEqual([]);
          expect(overlap(label, mark)).toBe(false);
        }),
        { seed: 13 },
      );
    });

    test("covers another label rather than its mark, and its mark rather than a letter", () => {
      const taken = [pane];
      const mark = box(55, 20, 95, 130); // letters stand where a label would beside it
      const size = { width: 40, height: 20 };
      const label = placeLabel(mark, size, { ...withWords, taken });
      expect([overlap(label, mark), covered(label)]).toEqual([false, []]);
      const over = placeLabel(pane, size, { ...withWords, taken });
      expect([overlap(over, pane), covered(over)]).toEqual([true, []]);
    });

    test("leaves its mark free where letters fill the pane", () => {
      const mark = box(130, 60, 140, 70);
      const label = placeLabel(mark, { width: 20, height: 20 }, { ...withWords, words: [pane] });
      expect(label).toEqual({ left: 105, top: 55, right: 125, bottom: 75 });
    });
  });

  test("shows the beginning of a label that is larger than the picture", () => {
    expect(placeLabel(box(1, 1, 2, 2), { width: 200, height: 99 }, room)).toMatchObject({ left: 0, top: 0 });
  });
});
