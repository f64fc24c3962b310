import fc from "fast-check";
import { findDirection, findPlaneAxis, findSlabPlanes, namePlanes, PLANE_AXES } from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";
import { ALIGNED_GRIDS } from "../../makers/alignedStacks";

const NAMES = ["sagittal", "coronal", "axial"] as const;

/** The grid turned about an axis of the patient. */
function turn(affine: readonly number[], about: number, angle: number): number[] {
  const [one, other] = [0, 1, 2].filter((axis) => axis !== about);
  const turned = [...affine];
  for (let column = 0; column < 4; column++) {
    const [a, b] = [affine[one * 4 + column], affine[other * 4 + column]];
    turned[one * 4 + column] = a * Math.cos(angle) - b * Math.sin(angle);
    turned[other * 4 + column] = a * Math.sin(angle) + b * Math.cos(angle);
  }
  return turned;
}

describe("namePlanes", () => {
  test("names the planes of all 48 grids along the patient's axes", () => {
    expect(ALIGNED_GRIDS).toHaveLength(48);
    for (const { axes, affine } of ALIGNED_GRIDS) {
      expect(namePlanes(affine)).toEqual(axes.map((patientAxis) => NAMES[patientAxis]));
    }
  });

  test("keeps the names when the grid is turned by less than an eighth of a circle", () => {
    const angle = fc.double({ min: -0.24, max: 0.24, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...ALIGNED_GRIDS),
        fc.tuple(angle, angle, angle),
        ({ affine, axes }, angles) => {
          const turned = angles.reduce<readonly number[]>((grid, by, axis) => turn(grid, axis, by), affine);
          expect(namePlanes(turned)).toEqual(axes.map((patientAxis) => NAMES[patientAxis]));
        },
      ),
      { seed: 4 },
    );
  });

  test("gives each axis a name of its own, whatever the affine", () => {
    const affines = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 16,
      maxLength: 16,
    });
    fc.assert(
      fc.property(affines, (affine) => {
        expect([...namePlanes(affine)].sort()).toEqual(["axial", "coronal", "sagittal"]);
      }),
      { seed: 5 },
    );
    expect(namePlanes(new Array(16).fill(0))).toEqual(["axial", "coronal", "sagittal"]);
  });

  test("takes the axes' own names where nobody knows the place", () => {
    expect(namePlanes(null)).toEqual(["slices", "rows", "columns"]);
  });
});

describe("findPlaneAxis", () => {
  test("finds the axis again by each name", () => {
    for (const affine of [null, ...ALIGNED_GRIDS.map((grid) => grid.affine)]) {
      expect(namePlanes(affine).map((name) => findPlaneAxis(name, affine))).toEqual([0, 1, 2]);
    }
  });

  test("finds none by a name that is not among them", () => {
    const [{ affine }] = ALIGNED_GRIDS;
    expect(findPlaneAxis("axial", null)).toBeNull();
    expect(findPlaneAxis("slices", affine)).toBeNull();
    expect(findPlaneAxis("__proto__", affine)).toBeNull();
    expect(findPlaneAxis("three", affine)).toBeNull();
  });
});

test("the picture of a plane counts along the other two axes, in their order", () => {
  expect(PLANE_AXES).toEqual({ 0: [1, 2], 1: [0, 2], 2: [0, 1] });
  expect(findDirection([0, 0, -0.8, 0, 0, 0, 0, 0, 0, 0, 0.6, 0], 2)).toEqual([-0.8, 0, 0.6]);
});

describe("findSlabPlanes", () => {
  const grid = { shape: [100, 512, 512], spacing: [2.5, 0.7, null] };
  const slab = (thickness: number) => ({ mode: "max" as const, thickness });

  test.each([
    ["no slab", 40, null, { first: 40, last: 40 }],
    ["less than a plane", 40, slab(0.01), { first: 40, last: 40 }],
    ["two planes, the extra one above", 40, slab(5), { first: 40, last: 41 }],
    ["three planes", 40, slab(7.5), { first: 39, last: 41 }],
    ["nearly four planes", 40, slab(9.9), { first: 39, last: 42 }],
    ["planes below the first", 0, slab(12.5), { first: 0, last: 2 }],
    ["planes above the last", 99, slab(12.5), { first: 97, last: 99 }],
    ["more than there are", 40, slab(1e6), { first: 0, last: 99 }],
    ["more than a number counts", 40, slab(Number.MAX_VALUE), { first: 0, last: 99 }],
  ])("%s", (_, index, chosen, range) => {
    expect(findSlabPlanes(index, 0, chosen, grid)).toEqual(range);
  });

  test("counts voxels where nobody knows their size", () => {
    expect(findSlabPlanes(5, 2, slab(3), grid)).toEqual({ first: 4, last: 6 });
  });

  test("has the plane in it, lies within the volume, and is as thick as it can be", () => {
    const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.nat(),
        positive,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (planes, at, thickness, spacing) => {
          const index = at % planes;
          const { first, last } = findSlabPlanes(index, 0, slab(thickness), {
            shape: [planes, 1, 1],
            spacing: [spacing, 1, 1],
          });
          expect(first).toBeGreaterThanOrEqual(0);
          expect(first).toBeLessThanOrEqual(index);
          expect(last).toBeGreaterThanOrEqual(index);
          expect(last).toBeLessThan(planes);
          const wanted = Math.max(1, Math.round(thickness / spacing));
          expect(last - first + 1).toBeLessThanOrEqual(wanted);
          if (first > 0 && last < planes - 1) expect(last - first + 1).toBe(wanted);
        },
      ),
      { seed: 6 },
    );
  });
});
