import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findBox, traceMark } from "../../../../lab-extension/src/measure/markShape";
import { placeLabel } from "../../../../lab-extension/src/measure/placeLabel";

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
  const room = { visible, taken: [], gap: 5 };

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

  test("shows the beginning of a label that is larger than the picture", () => {
    expect(placeLabel(box(1, 1, 2, 2), { width: 200, height: 99 }, room)).toMatchObject({ left: 0, top: 0 });
  });
});
