import fc from "fast-check";
import {
  type Axis,
  describeMarkBox,
  forEachEllipsePixel,
  type Mark,
  type MarkKind,
  measureMark,
  PLANE_AXES,
  type VoxelPoint,
} from "tslab-dicom/contract";
import { describe, expect, test } from "vitest";

/** Rows 0.7 mm apart, columns 0.8, slices 2.5, along the patient's axes. */
const STRAIGHT = [0, 0, 0.8, -100, 0, 0.7, 0, -50, 2.5, 0, 0, 30, 0, 0, 0, 1];
/** The same, moved back by 2 mm a slice as under a tilted gantry. */
const TILTED = [0, 0, 0.8, -100, 2, 0.7, 0, -50, 2.5, 0, 0, 30, 0, 0, 0, 1];
/** Rows run askew of columns, 60 degrees apart. */
const ASKEW = [0, 0.5, 1, 0, 0, Math.sqrt(3) / 2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1];
const UNIT = [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1];
const SIZE = { rows: 40, columns: 50 };
const noPixel = () => Number.NaN;

const mark = (kind: MarkKind, axis: Axis, ...points: readonly VoxelPoint[]): Mark => ({
  id: "a",
  kind,
  axis,
  points,
});
const measure = (measured: Mark, affine = STRAIGHT, read = noPixel as (r: number, c: number) => number) =>
  measureMark(measured, affine, SIZE, read);
const pixelsOf = (axis: Axis, points: readonly VoxelPoint[], size = SIZE) => {
  const found: string[] = [];
  forEachEllipsePixel({ axis, points }, size, (row, column) => found.push(`${row},${column}`));
  return found;
};
/** Hundredths of a pixel, so that most ellipses are some pixels large. */
const inPlane = fc.tuple(
  fc.integer({ min: -50, max: 3950 }).map((hundredths) => hundredths / 100),
  fc.integer({ min: -50, max: 4950 }).map((hundredths) => hundredths / 100),
);

describe("measureMark of a distance", () => {
  test.each([
    ["along columns", STRAIGHT, mark("distance", 0, [3, 4, 5], [3, 4, 15]), 8],
    ["along rows", STRAIGHT, mark("distance", 0, [3, 4, 5], [3, 14, 5]), 7],
    ["a triangle of 3, 4 and 5", UNIT, mark("distance", 0, [0, 1, 1], [0, 4, 5]), 5],
    ["in a coronal plane", STRAIGHT, mark("distance", 1, [0, 7, 0], [12, 7, 0]), 30],
    ["between fractions", STRAIGHT, mark("distance", 0, [0, 0, 0.25], [0, 0, 0.5]), 0.2],
    ["along slices that move sideways", TILTED, mark("distance", 2, [0, 0, 9], [2, 0, 9]), Math.hypot(5, 4)],
    ["along a diagonal that is askew", ASKEW, mark("distance", 0, [0, 0, 0], [0, 2, 2]), 2 * Math.sqrt(3)],
    ["of nothing", STRAIGHT, mark("distance", 0, [3, 4, 5], [3, 4, 5]), 0],
  ])("%s", (_, affine, measured, length) => {
    expect(measure(measured, affine)).toEqual({ kind: "distance", length: expect.closeTo(length, 12) });
  });
});

describe("measureMark of an angle", () => {
  test.each([
    ["a right one, whatever the spacing", STRAIGHT, [0, 9, 5], [0, 4, 5], [0, 4, 9], 90],
    ["a diagonal of unequal pixels", STRAIGHT, [0, 8, 0], [0, 0, 0], [0, 0, 3], 90],
    ["half a right one", UNIT, [0, 0, 5], [0, 0, 0], [0, 5, 5], 45],
    ["a straight line", STRAIGHT, [0, 0, 5], [0, 0, 7], [0, 0, 9], 180],
    ["none", STRAIGHT, [0, 0, 5], [0, 0, 0], [0, 0, 9], 0],
    ["that of the axes where they are askew", ASKEW, [0, 1, 0], [0, 0, 0], [0, 0, 1], 60],
    ["a leg without length", UNIT, [0, 2, 2], [0, 2, 2], [0, 5, 5], 0],
    [
      "one of a thousandth of a degree",
      UNIT,
      [0, 0, 1],
      [0, 0, 0],
      [0, Math.tan(Math.PI / 180_000), 1],
      1e-3,
    ],
  ] as const)("%s", (_, affine, one, corner, other, degrees) => {
    const result = measure(mark("angle", 0, one, corner, other), [...affine]);
    expect(result).toEqual({ kind: "angle", degrees: expect.closeTo(degrees, 10) });
  });

  test("counts millimetres, not pixels", () => {
    const result = measure(mark("angle", 0, [0, 10, 10], [0, 0, 0], [0, 0, 10]));
    expect(result).toMatchObject({ degrees: expect.closeTo((Math.atan2(7, 8) * 180) / Math.PI, 12) });
  });
});

describe("measureMark of an ellipse", () => {
  test.each([
    ["a circle in voxels", UNIT, mark("ellipse", 0, [0, 5, 5], [0, 15, 15]), Math.PI * 25],
    ["in mm²", STRAIGHT, mark("ellipse", 0, [0, 5, 5], [0, 15, 25]), Math.PI * 3.5 * 8],
    ["in a coronal plane", STRAIGHT, mark("ellipse", 1, [0, 9, 0], [4, 9, 10]), Math.PI * 5 * 4],
    [
      "where slices move sideways",
      TILTED,
      mark("ellipse", 1, [0, 9, 0], [4, 9, 10]),
      Math.PI * 4 * Math.hypot(5, 4),
    ],
    [
      "where axes are askew",
      ASKEW,
      mark("ellipse", 0, [0, 0, 0], [0, 4, 4]),
      Math.PI * 4 * (Math.sqrt(3) / 2),
    ],
    ["a line", STRAIGHT, mark("ellipse", 0, [0, 5, 5], [0, 5, 25]), 0],
  ])("has the area of %s", (_, affine, measured, area) => {
    expect(measure(measured, affine)).toMatchObject({ area: expect.closeTo(area, 9) });
  });

  test("has the mean and the population's SD of the values in it", () => {
    // Of the 3 x 3 box the corners lie outside: 2, 4, 5, 6, 8 are left, with a sum of squares of 20 about 5.
    const ellipse = mark("ellipse", 0, [0, 10, 20], [0, 12, 22]);
    const read = (row: number, column: number) => (row - 10) * 3 + (column - 20) + 1;
    expect(measure(ellipse, UNIT, read)).toEqual({
      kind: "ellipse",
      area: expect.closeTo(Math.PI, 12),
      pixels: 5,
      mean: 5,
      sd: 2,
      min: 2,
      max: 8,
    });
  });

  test("leaves out pixels outside the scan, infinite ones and those outside the picture", () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 7];
    const ellipse = mark("ellipse", 0, [0, -20, 3], [0, 60, 3]);
    const seen: number[] = [];
    const result = measure(ellipse, UNIT, (row) => {
      seen.push(row);
      return values[row % 4];
    });
    expect(seen).toEqual(Array.from({ length: 40 }, (_, row) => row));
    expect(result).toMatchObject({ pixels: 10, mean: 7, sd: 0, min: 7, max: 7 });
  });

  test("has no values without a pixel, in a form that JSON keeps", () => {
    const between = mark("ellipse", 0, [0, 5.2, 5.2], [0, 5.4, 5.4]);
    const result = measure(between, UNIT, () => 1);
    expect(result).toMatchObject({ pixels: 0, mean: null, sd: null, min: null, max: null });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(measure(mark("ellipse", 0, [0, 0, 0], [0, 9, 9]), UNIT, noPixel)).toMatchObject({ mean: null });
  });

  test("is exact for values far from 0", () => {
    const ellipse = mark("ellipse", 0, [0, 0, 0], [0, 30, 40]);
    const read = (row: number) => 1e9 + (row % 2);
    const rows: number[] = [];
    forEachEllipsePixel(ellipse, SIZE, (row) => rows.push(row % 2));
    const share = rows.reduce((sum, odd) => sum + odd, 0) / rows.length;
    expect(measure(ellipse, UNIT, read)).toMatchObject({
      mean: expect.closeTo(1e9 + share, 4),
      sd: expect.closeTo(Math.sqrt(share * (1 - share)), 6),
    });
  });

  test("has SD and mean of a plain sum over random values", () => {
    fc.assert(
      fc.property(inPlane, inPlane, fc.integer(), ([r1, c1], [r2, c2], seed) => {
        const read = (row: number, column: number) => (((row * 73 + column * 151 + seed) % 997) + 997) % 997;
        const ellipse = mark("ellipse", 0, [0, r1, c1], [0, r2, c2]);
        const values: number[] = [];
        forEachEllipsePixel(ellipse, SIZE, (row, column) => values.push(read(row, column)));
        fc.pre(values.length > 0);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        expect(measure(ellipse, UNIT, read)).toMatchObject({
          pixels: values.length,
          mean: expect.closeTo(mean, 8),
          sd: expect.closeTo(Math.sqrt(variance), 6),
          min: Math.min(...values),
          max: Math.max(...values),
        });
      }),
      { seed: 7 },
    );
  });
});

describe("forEachEllipsePixel", () => {
  test.each([0, 1, 2] as const)("visits what the equation says, in planes along axis %i", (axis) => {
    const [rows, columns] = PLANE_AXES[axis];
    const point = ([row, column]: readonly [number, number]): VoxelPoint => {
      const at: [number, number, number] = [6, 6, 6];
      at[rows] = row;
      at[columns] = column;
      return at;
    };
    fc.assert(
      fc.property(inPlane, inPlane, (one, other) => {
        const [a, b] = [(one[0] - other[0]) / 2, (one[1] - other[1]) / 2];
        fc.pre(Math.abs(a) > 1e-6 && Math.abs(b) > 1e-6);
        const expected: string[] = [];
        const doubtful = new Set<string>();
        for (let row = 0; row < SIZE.rows; row++) {
          for (let column = 0; column < SIZE.columns; column++) {
            const value =
              ((row - (one[0] + other[0]) / 2) / a) ** 2 + ((column - (one[1] + other[1]) / 2) / b) ** 2;
            if (value <= 1) expected.push(`${row},${column}`);
            if (Math.abs(value - 1) < 1e-9) doubtful.add(`${row},${column}`);
          }
        }
        const sure = (pixels: readonly string[]) => pixels.filter((pixel) => !doubtful.has(pixel));
        const found = pixelsOf(axis, [point(one), point(other)]);
        expect(sure(found)).toEqual(sure(expected));
      }),
      { seed: 8 },
    );
  });

  test("visits the same whichever corners are given, and in whichever order", () => {
    fc.assert(
      fc.property(inPlane, inPlane, ([r1, c1], [r2, c2]) => {
        const found = pixelsOf(0, [
          [0, r1, c1],
          [0, r2, c2],
        ]);
        for (const corners of [
          [
            [0, r2, c2],
            [0, r1, c1],
          ],
          [
            [0, r1, c2],
            [0, r2, c1],
          ],
        ] as const) {
          expect(pixelsOf(0, corners)).toEqual(found);
        }
      }),
      { seed: 9 },
    );
  });

  test("visits a pixel that it touches with its rim, a line of pixels, and one pixel", () => {
    expect(
      pixelsOf(0, [
        [0, 1, 1],
        [0, 3, 3],
      ]),
    ).toEqual(["1,2", "2,1", "2,2", "2,3", "3,2"]);
    expect(
      pixelsOf(0, [
        [0, 1, 1],
        [0, 1, 3],
      ]),
    ).toEqual(["1,1", "1,2", "1,3"]);
    expect(
      pixelsOf(0, [
        [0, 1, 1],
        [0, 1, 1],
      ]),
    ).toEqual(["1,1"]);
    expect(
      pixelsOf(0, [
        [0, 1.5, 1],
        [0, 1.5, 3],
      ]),
    ).toEqual([]);
  });

  test("stays in the picture", () => {
    const size = { rows: 2, columns: 2 };
    expect(
      pixelsOf(
        0,
        [
          [0, -100, -100],
          [0, 100, 100],
        ],
        size,
      ),
    ).toEqual(["0,0", "0,1", "1,0", "1,1"]);
    expect(
      pixelsOf(
        0,
        [
          [0, 10, 10],
          [0, 20, 20],
        ],
        size,
      ),
    ).toEqual([]);
  });
});

describe("describeMarkBox", () => {
  const SHAPE = [20, 40, 50];
  test.each([
    [
      "whole voxels",
      [
        [3, 4, 5],
        [3, 14, 25],
      ],
      [
        [3, 4],
        [4, 15],
        [5, 26],
      ],
    ],
    [
      "parts of voxels",
      [
        [3, 4.6, 5.4],
        [3, 4.4, 25.6],
      ],
      [
        [3, 4],
        [4, 6],
        [5, 27],
      ],
    ],
    [
      "corners in any order",
      [
        [3, 14, 5],
        [3, 4, 25],
      ],
      [
        [3, 4],
        [4, 15],
        [5, 26],
      ],
    ],
    [
      "the edges of the volume",
      [
        [19, -0.5, -0.5],
        [19, 39.5, 49.5],
      ],
      [
        [19, 20],
        [0, 40],
        [0, 50],
      ],
    ],
    [
      "the border between two voxels",
      [
        [0, 4.5, 4.5],
        [0, 4.5, 7.5],
      ],
      [
        [0, 1],
        [4, 6],
        [5, 8],
      ],
    ],
    [
      "a line on the first edge",
      [
        [0, -0.5, 0],
        [0, -0.5, 9],
      ],
      [
        [0, 1],
        [0, 1],
        [0, 10],
      ],
    ],
    [
      "a line on the last edge",
      [
        [0, 39.5, 0],
        [0, 39.5, 9],
      ],
      [
        [0, 1],
        [39, 40],
        [0, 10],
      ],
    ],
    [
      "three points",
      [
        [1, 9, 9],
        [1, 2, 5],
        [1, 4, 12],
      ],
      [
        [1, 2],
        [2, 10],
        [5, 13],
      ],
    ],
  ] as const)("holds %s", (_, points, box) => {
    expect(describeMarkBox({ points }, SHAPE)).toEqual(box);
  });

  test("is never empty, lies within the volume and holds every pixel of an ellipse", () => {
    fc.assert(
      fc.property(inPlane, inPlane, fc.integer({ min: 0, max: 19 }), ([r1, c1], [r2, c2], slice) => {
        const points: readonly VoxelPoint[] = [
          [slice, r1, c1],
          [slice, r2, c2],
        ];
        const box = describeMarkBox({ points }, SHAPE);
        box.forEach(([start, end], axis) => {
          expect(Object.is(start, -0)).toBe(false);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(SHAPE[axis]);
        });
        const [, [top, bottom], [left, right]] = box;
        forEachEllipsePixel({ axis: 0, points }, SIZE, (row, column) => {
          expect(row >= top && row < bottom && column >= left && column < right).toBe(true);
        });
      }),
      { seed: 10 },
    );
  });
});
