import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layPlane, locateVoxel } from "../../../../kernel-lib/src/contract";
import {
  findCentre,
  keepInSight,
  panSight,
  zoomOneToOne,
  zoomSight,
} from "../../../../lab-extension/src/slice/moveSight";
import { framePlane, fromFrame, isOnFrame, toFrame } from "../../../../lab-extension/src/slice/planeFrame";
import { findSeenBox, WHOLE } from "../../../../lab-extension/src/slice/sight";
import { findVoxel, moveInside, nearestVoxel } from "../../../../lab-extension/src/slice/voxels";
import { ALIGNED_STACKS } from "../../../makers/alignedStacks";

const SHAPE = [4, 5, 6];
const SPACING = [2.5, 0.7, 0.8];
const axis = fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1 | 2>;
const place = fc.tuple(
  ...(SHAPE.map((count) => fc.double({ min: -0.5, max: count - 0.5, noNaN: true })) as [
    fc.Arbitrary<number>,
    fc.Arbitrary<number>,
    fc.Arbitrary<number>,
  ]),
);
const frame = fc
  .tuple(fc.constantFrom(...ALIGNED_STACKS), axis, fc.constantFrom("radiological", "neurological"))
  .map(([affine, along, convention]) =>
    framePlane(along, layPlane(affine, along, convention as "radiological"), SHAPE, SPACING),
  );
const pane = { width: 300, height: 200 };

describe("a plane's frame", () => {
  test("maps every place there and back, in the plane it was in", () => {
    fc.assert(
      fc.property(frame, place, (of, point) => {
        const seen = toFrame(of, point);
        expect(seen.across).toBeGreaterThanOrEqual(-1e-9);
        expect(seen.across).toBeLessThanOrEqual(of.width + 1e-9);
        const back = fromFrame(of, point[of.axis], seen);
        for (const along of [0, 1, 2]) expect(back[along]).toBeCloseTo(point[along], 9);
      }),
    );
  });

  test("has the true proportions: millimetres across and down are alike", () => {
    fc.assert(
      fc.property(frame, place, place, (of, one, other) => {
        const [a, b] = [toFrame(of, one), toFrame(of, fixed(other, of.axis, one))];
        const across = of.lie.turned ? 0 : 1;
        const step = SPACING[[0, 1, 2].filter((along) => along !== of.axis)[across]];
        const mm = Math.hypot(
          ...[0, 1, 2].map((along) => (along === of.axis ? 0 : (one[along] - other[along]) * SPACING[along])),
        );
        expect(Math.hypot(a.across - b.across, a.down - b.down) * step).toBeCloseTo(mm, 9);
      }),
    );
  });

  test("of a coronal plane has the head at the top, and columns that grow to the patient's left to the right", () => {
    const affine = [0, 0, 0.8, 0, 0, 0.7, 0, 0, 2.5, 0, 0, 0, 0, 0, 0, 1];
    const of = framePlane(1, layPlane(affine, 1, "radiological"), SHAPE, SPACING);
    expect(toFrame(of, [3, 2, 0])).toEqual({ across: 0.5, down: 0.5 * (2.5 / 0.8) });
    expect(isOnFrame(of, { across: 5.9, down: 4 * (2.5 / 0.8) - 0.01 })).toBe(true);
    expect(isOnFrame(of, { across: 6, down: 0 })).toBe(false);
  });
});

describe("a sight", () => {
  const boxOf = (of: ReturnType<typeof framePlane>, sight: typeof WHOLE) =>
    findSeenBox(of, pane, sight.zoom, toFrame(of, findCentre(sight, SHAPE)));

  test("fits the whole picture, what is empty on both sides alike", () => {
    fc.assert(
      fc.property(frame, (of) => {
        const box = boxOf(of, WHOLE);
        expect(box.left + box.width / 2).toBeCloseTo(of.width / 2, 9);
        expect(box.top + box.height / 2).toBeCloseTo(of.height / 2, 9);
        expect(Math.min(box.width - of.width, box.height - of.height)).toBeCloseTo(0, 9);
      }),
    );
  });

  test("keeps the point that it is zoomed about where it is, where the picture's border allows", () => {
    const share = fc.double({ min: 0.4, max: 0.6, noNaN: true });
    fc.assert(
      fc.property(frame, share, share, (of, x, y) => {
        const before = boxOf(of, { zoom: 6, centre: findCentre(WHOLE, SHAPE) });
        const about = { across: before.left + x * before.width, down: before.top + y * before.height };
        const sight = zoomSight({ zoom: 6, centre: null }, of, before, SHAPE, 1.5, about);
        const after = boxOf(of, sight);
        expect(sight.zoom).toBe(9);
        expect((about.across - after.left) / after.width).toBeCloseTo(x, 6);
        expect((about.down - after.top) / after.height).toBeCloseTo(y, 6);
      }),
    );
  });

  test("never leaves the picture, and comes back to the whole of it", () => {
    const of = framePlane(0, layPlane(null, 0, "radiological"), SHAPE, SPACING);
    const close = { zoom: 4, centre: null };
    const far = panSight(close, of, boxOf(of, close), SHAPE, 1e5, 1e5);
    expect([boxOf(of, far).left, boxOf(of, far).top]).toEqual([0, 0]);
    expect(zoomSight(far, of, boxOf(of, far), SHAPE, 0.01, { across: 0, down: 0 })).toEqual(WHOLE);
    expect(zoomSight(far, of, boxOf(of, far), SHAPE, 1e9, { across: 0, down: 0 }).zoom).toBe(32);
  });

  test("shows a voxel's width as one pixel of the screen, from any zoom; what is smaller than its pane gets no smaller", () => {
    const zoom = fc.double({ min: 1, max: 20, noNaN: true });
    fc.assert(
      fc.property(frame, zoom, fc.constantFrom(1, 1.25, 2), (of, before, ratio) => {
        const sight = { zoom: before, centre: null };
        const one = zoomOneToOne(sight, of, boxOf(of, sight), SHAPE, ratio);
        fc.pre(one.zoom < 32);
        const box = boxOf(of, one);
        expect(box.scale * ratio).toBeCloseTo(1, 6);
        const smaller = zoomSight(one, of, box, SHAPE, 0.5, { across: 0, down: 0 });
        expect(smaller.zoom).toBeCloseTo(Math.min(one.zoom, Math.max(1, one.zoom / 2)), 9);
      }),
    );
  });

  test("follows a voxel that is out of it, and stays with one that it has", () => {
    const of = framePlane(0, layPlane(null, 0, "radiological"), SHAPE, SPACING);
    const close = { zoom: 4, centre: [0, 0, 0] as const };
    expect(keepInSight(close, of, boxOf(of, close), [0, 0, 0])).toBe(close);
    expect(keepInSight(close, of, boxOf(of, close), [0, 4, 5]).centre).toEqual([0, 4, 5]);
  });
});

describe("voxels", () => {
  test("are found again from the patient's place, in any stack", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALIGNED_STACKS), place, (affine, point) => {
        const found = findVoxel(affine, locateVoxel(affine, ...point));
        for (const along of [0, 1, 2]) expect(found?.[along]).toBeCloseTo(point[along], 9);
      }),
    );
    expect(findVoxel(new Array<number>(16).fill(0), [1, 2, 3])).toBeNull();
  });

  test("are moved into the volume to the last digit, and left alone within", () => {
    const tall = [261, 512, 512];
    expect(moveInside([-0.5000000000000142, 511.50000000000006, 600], tall)).toEqual([-0.5, 511.5, 511.5]);
    const thick = framePlane(1, layPlane(null, 1, "radiological"), [12, 5, 6], [6.4, 1, 1]);
    const border = fromFrame(thick, 2, { across: 6, down: thick.height });
    expect(border[0]).toBeGreaterThan(11.5);
    expect(moveInside(border, [12, 5, 6])).toEqual([11.5, 2, 5.5]);
    fc.assert(
      fc.property(place, (point) => {
        expect(moveInside(point, SHAPE)).toEqual(point);
      }),
    );
  });

  test("are whole and in the volume, whatever was pointed at", () => {
    expect(nearestVoxel([-3, 2.5, 1e9], SHAPE)).toEqual([0, 3, 5]);
  });
});

function fixed(point: readonly number[], along: number, like: readonly number[]) {
  const moved = [...point] as [number, number, number];
  moved[along] = like[along];
  return moved;
}
