import fc from "fast-check";
import { findSliceNormal, locateSlice, locateVoxel } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";

const ORIGIN = [-120, -80, 40];
const SPACING = { slice: 2.5, row: 0.7, column: 0.8 };

/** A right-angled grid turned about the three axes by these angles, its axes as they stand in the patient. */
function turnedGrid([a, b, c]: readonly [number, number, number]) {
  const turn = ([x, y, z]: readonly number[]) => {
    const [x1, y1] = [x * Math.cos(a) - y * Math.sin(a), x * Math.sin(a) + y * Math.cos(a)];
    const [x2, z2] = [x1 * Math.cos(b) - z * Math.sin(b), x1 * Math.sin(b) + z * Math.cos(b)];
    return [x2, y1 * Math.cos(c) - z2 * Math.sin(c), y1 * Math.sin(c) + z2 * Math.cos(c)];
  };
  const [column, row, slice] = [turn([1, 0, 0]), turn([0, 1, 0]), turn([0, 0, 1])];
  const affine = [0, 1, 2].flatMap((axis) => [
    slice[axis] * SPACING.slice,
    row[axis] * SPACING.row,
    column[axis] * SPACING.column,
    ORIGIN[axis],
  ]);
  return { affine: [...affine, 0, 0, 0, 1], slice, row, column };
}

const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
const grids = fc.tuple(angle, angle, angle).map(turnedGrid);
const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 9));

describe("locateVoxel", () => {
  test("goes from the origin along the three axes of a grid, however it is turned", () => {
    const index = fc.double({ min: -50, max: 600, noNaN: true });
    fc.assert(
      fc.property(grids, index, index, index, ({ affine, slice, row, column }, s, r, c) => {
        const point = [0, 1, 2].map(
          (axis) => ORIGIN[axis] + slice[axis] * s * 2.5 + row[axis] * r * 0.7 + column[axis] * c * 0.8,
        );
        expect(locateVoxel(affine, s, r, c)).toEqual(close(point));
      }),
      { seed: 1 },
    );
  });
});

describe("findSliceNormal", () => {
  test("is the axis of the slices of a right-angled grid", () => {
    fc.assert(
      fc.property(grids, ({ affine, slice }) => {
        expect(findSliceNormal(affine)).toEqual(close(slice));
      }),
      { seed: 2 },
    );
  });

  test("is square to the slices, not along their step, where a gantry was tilted", () => {
    const [s, r, c] = [5, 0.7, 0.8];
    const sheared = [0, 0, c, 0, 2, r, 0, 0, s, 0, 0, 0, 0, 0, 0, 1];
    expect(findSliceNormal(sheared)).toEqual([0, 0, 1]);
  });

  test("is no direction where rows and columns span no plane", () => {
    expect(findSliceNormal(new Array(16).fill(0))).toEqual([0, 0, 0]);
  });
});

describe("locateSlice", () => {
  test("grows by the distance between the planes of neighbouring slices", () => {
    fc.assert(
      fc.property(grids, fc.integer({ min: 0, max: 300 }), ({ affine }, slice) => {
        expect(locateSlice(affine, slice) - locateSlice(affine, 0)).toBeCloseTo(2.5 * slice, 9);
      }),
      { seed: 3 },
    );
  });
});
