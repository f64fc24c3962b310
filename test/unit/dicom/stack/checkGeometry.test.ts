import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkGeometry } from "../../../../kernel-lib/src/dicom/stack/checkGeometry";
import type { PlacedSlice } from "../../../../kernel-lib/src/dicom/stack/placedSlice";
import { GeometryError } from "../../../../kernel-lib/src/errors";
import { anyOrientation, cross, evenly, stacked, stackOf } from "../../../makers/placedSlices";

/** The error that slices give; they must give one. */
function errorOf(slices: readonly PlacedSlice[]): GeometryError {
  try {
    stacked(slices);
  } catch (error) {
    if (error instanceof GeometryError) return error;
    throw error;
  }
  throw new Error("the slices were stacked");
}

const tenths = (mm: number) => Number(mm.toFixed(1));

const coordinate = fc.double({ min: -300, max: 300, noNaN: true });

const PLANES = [
  { rowDirection: [1, 0, 0], columnDirection: [0, 1, 0] },
  { rowDirection: [1, 0, 0], columnDirection: [0, 0, -1] },
  { rowDirection: [0, 1, 0], columnDirection: [0, 0, -1] },
] as const;

const labels = (slices: readonly PlacedSlice[]) =>
  slices.map(({ file }) => file.label.split(" ")[1]).join(" ");
const determinant = (a: PlacedSlice, step: readonly number[]) =>
  cross(a.rowDirection, a.columnDirection).reduce((sum, value, axis) => sum + value * step[axis], 0);

describe("order", () => {
  test("pitfall 22: instance numbers do not order the slices, and are told of when they disagree", () => {
    const shuffled = stackOf({ heights: [7.5, 0, 5, 2.5] }).map((s, i) => ({ ...s, instanceNumber: i + 1 }));
    const { slices, sliceStep, check } = stacked(shuffled);
    expect(labels(slices)).toBe("2 4 3 1");
    expect(sliceStep).toEqual([0, 0, 2.5]);
    expect(check.warnings.map(({ kind }) => kind)).toEqual(["instance-order"]);
    const descending = stackOf({ heights: evenly(4, 2.5) }).map((s, i) => ({ ...s, instanceNumber: 9 - i }));
    expect(stacked(descending).check.warnings).toEqual([]);
  });

  test.each([
    ["coronal", [1, 0, 0], [0, 0, -1], [0, 1, 0]],
    ["sagittal", [0, 1, 0], [0, 0, -1], [-1, 0, 0]],
    ["oblique", [0.8, 0.6, 0], [0, 0, -1], [-0.6, 0.8, 0]],
  ] as const)(
    "pitfall 23: a %s stack is sorted and spaced along its normal",
    (_name, row, column, normal) => {
      const stack = stacked(stackOf({ heights: [6, 0, 3], rowDirection: row, columnDirection: column }));
      expect(labels(stack.slices)).toBe("2 3 1");
      for (const axis of [0, 1, 2]) expect(stack.sliceStep?.[axis]).toBeCloseTo(3 * normal[axis], 9);
      expect(stack.check.spacing.median).toBeCloseTo(3, 9);
    },
  );

  test("pitfall 24: rows, columns and slices are right-handed, whichever way the patient lies", () => {
    for (const [row, column] of [
      [
        [1, 0, 0],
        [0, 1, 0],
      ],
      [
        [-1, 0, 0],
        [0, 1, 0],
      ],
      [
        [-1, 0, 0],
        [0, -1, 0],
      ],
      [
        [1, 0, 0],
        [0, -1, 0],
      ],
    ] as const) {
      const heights = [...evenly(5, 2)].reverse();
      const { slices, sliceStep } = stacked(stackOf({ heights, rowDirection: row, columnDirection: column }));
      expect(determinant(slices[0], sliceStep ?? [])).toBeCloseTo(2, 9);
    }
  });

  test("one slice has no step, no gap and no problem", () => {
    const { sliceStep, check } = stacked(stackOf({ heights: [4] }));
    expect(sliceStep).toBeNull();
    const none = { median: null, min: null, max: null, gaps: [], usual: null, odd: [], rounded: null };
    expect(check.spacing).toEqual({ ...none, missing: 0, places: [0] });
    expect(check.warnings).toEqual([]);
  });

  test("any order of the slices gives the same stack and the same problems", () => {
    const heights = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(
        heights.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(evenly(list.length, 1), { minLength: list.length }),
          ),
        ),
        anyOrientation,
        fc.double({ min: -20, max: 20, noNaN: true }),
        ([list, order], orientation, tilt) => {
          const slices = stackOf({ heights: list, tilt, ...orientation });
          expect(checkGeometry(order.map((i) => slices[i]))).toEqual(checkGeometry(slices));
        },
      ),
      { seed: 22, numRuns: 200 },
    );
  });
});

describe("what is regular", () => {
  test("pitfall 30: jitter of 0.01 mm, noise of 1e-5 in the directions and -0 are no problem", () => {
    const jitter = fc.array(
      fc.tuple(...[1, 2, 3, 4, 5].map(() => fc.double({ min: -1, max: 1, noNaN: true }))),
      {
        minLength: 2,
        maxLength: 20,
      },
    );
    fc.assert(
      fc.property(jitter, fc.constantFrom(0.3, 0.625, 2.5, 5), (noise, mm) => {
        const slices = stackOf({
          heights: noise.map(([z], i) => mm * i + 0.005 * z),
          sideways: (i) => [0.01 * noise[i][1], 0.01 * noise[i][2]],
        }).map((slice, i) => ({
          ...slice,
          rowDirection: [1, 1e-5 * noise[i][3], -0] as const,
          columnDirection: [-0, 1, 1e-5 * noise[i][4]] as const,
        }));
        expect(stacked(slices).check.spacing.odd).toEqual([]);
      }),
      { seed: 30, numRuns: 200 },
    );
  });

  test("pitfall 30: positions in hundredths of a millimetre are no problem", () => {
    const heights = evenly(41, 0.625).map((mm) => Number((mm - 113.7).toFixed(2)));
    expect(stacked(stackOf({ heights })).sliceStep?.[2]).toBeCloseTo(0.625, 9);
    expect(() => stacked(stackOf({ heights: heights.map((mm, i) => (i === 20 ? mm + 0.05 : mm)) }))).toThrow(
      "uneven slice spacing",
    );
  });

  test("pitfall 30: positions in tenths of a millimetre are even spacing, rounded, and told of", () => {
    const slices = stackOf({ heights: evenly(20, 0.625).map(tenths), origin: [-113.7, -85.2, 0] }).map(
      (slice) => ({ ...slice, spacingBetweenSlices: 0.625, sliceThickness: 1.25 }),
    );
    const { sliceStep, check } = stacked(slices);
    expect(sliceStep?.[2]).toBeCloseTo(11.9 / 19, 12);
    expect(check.warnings.map(({ sentence }) => sentence)).toEqual([
      "Slice Thickness (0018,0050) is 1.250 mm in 20 slices, 0.626 mm apart: they overlap",
      "positions are rounded to 0.1 mm, with gaps from 0.600 to 0.700 mm; the slices are taken to lie 0.626 mm apart",
    ]);
    // The same tenths, one of them 0.1 mm farther than rounding takes it.
    const shifted = evenly(20, 0.625).map((mm, i) => tenths(i === 8 ? mm + 0.2 : mm));
    expect(() => stacked(stackOf({ heights: shifted, origin: [-113.7, -85.2, 0] }))).toThrow(
      "uneven slice spacing",
    );
  });

  test("pitfall 30: any even spacing of at least five written steps is regular, in any plane", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.52, max: 6, noNaN: true }),
        fc.integer({ min: 2, max: 80 }),
        fc.tuple(coordinate, coordinate, coordinate),
        fc.constantFrom(...PLANES),
        (mm, count, origin, plane) => {
          const exact = stackOf({ heights: evenly(count, mm), origin, ...plane });
          const rounded = exact.map(({ position: [x, y, z], ...slice }): PlacedSlice => {
            return { ...slice, position: [tenths(x), tenths(y), tenths(z)] };
          });
          const { sliceStep } = stacked(rounded);
          const length = Math.hypot(...(sliceStep ?? []));
          expect(Math.abs(length - mm)).toBeLessThanOrEqual(0.1 / (count - 1) + 1e-9);
        },
      ),
      { seed: 30, numRuns: 300 },
    );
  });

  test("pitfall 30: what is written in steps as coarse as the gaps is not taken for rounded", () => {
    // Whole millimetres, which could be 1.2 mm rounded or 1 mm with one missing.
    expect(errorOf(stackOf({ heights: [0, 1, 2, 4, 5, 6], origin: [0, 0, 0] })).problems).toEqual([
      "1 missing slice: the gap between slices 3 and 4 is 2.000 mm, the median gap 1.000 mm",
    ]);
    expect(errorOf(stackOf({ heights: [0, 3, 6, 10, 13, 17], origin: [0, 0, 0] })).problems[0]).toContain(
      "uneven slice spacing",
    );
    const steps = [0, 4.002, 8.004, 12.006, 13.087, 20.086, 27.085];
    expect(errorOf(stackOf({ heights: steps })).problems[0]).toContain(
      "4.002 mm x 3, 1.081 mm x 1, 6.999 mm x 2",
    );
  });

  test("pitfall 26: spacing comes from the positions, and tags that say otherwise are told of", () => {
    const slices = stackOf({
      heights: evenly(4, 0.5),
      spacingBetweenSlices: 16,
      sliceThickness: 1,
      gantryTilt: -15,
    });
    const { sliceStep, check } = stacked(slices);
    expect(sliceStep).toEqual([0, 0, 0.5]);
    expect(check.warnings.map(({ sentence }) => sentence)).toEqual([
      "Spacing Between Slices (0018,0088) is 16.000 mm in 4 slices; their positions are 0.500 mm apart, which is used",
      "Slice Thickness (0018,0050) is 1.000 mm in 4 slices, 0.500 mm apart: they overlap",
      "Gantry/Detector Tilt (0018,1120) is -15.0 degrees in 4 slices; the positions are tilted by 0.0 degrees, which is used",
    ]);
    // Each slice as thick as it is far from a neighbour: uneven, but no disagreement.
    const steps = stackOf({ heights: [0, 4, 8, 9, 16, 23] }).map((slice, i) => ({
      ...slice,
      sliceThickness: i < 3 ? 4 : 7,
    }));
    expect(checkGeometry(steps).check.warnings).toEqual([]);
    const agreeing = { spacingBetweenSlices: 0.5, sliceThickness: 0.5, gantryTilt: 0 };
    expect(stacked(stackOf({ heights: evenly(4, 0.5), ...agreeing })).check.warnings).toEqual([]);
  });
});

describe("slices that are missing evenly", () => {
  /** Slices 6 mm apart, of which the numbers count more. */
  const everySecond = (tags: Partial<PlacedSlice>, numbers = (i: number) => 2 * i + 1) =>
    stackOf({ heights: evenly(12, 6) }).map((slice, i) => ({
      ...slice,
      instanceNumber: numbers(i),
      ...tags,
    }));
  const found = (slices: readonly PlacedSlice[]) =>
    stacked(slices)
      .check.warnings.filter(({ kind }) => kind === "slices-probably-missing")
      .map(({ sentence }) => sentence);

  test("pitfall 27: are told of when the Instance Numbers and the spacing's tag agree", () => {
    expect(found(everySecond({ spacingBetweenSlices: 3, sliceThickness: 3 }))).toEqual([
      "every second slice seems to be missing: Instance Number (0020,0013) goes in steps of 2, and Spacing Between Slices (0018,0088) is 3.000 mm where the slices are 6.000 mm apart",
    ]);
    expect(found(everySecond({ sliceThickness: 2 }, (i) => 99 - 3 * i))).toEqual([
      "2 of every 3 slices seem to be missing: Instance Number (0020,0013) goes in steps of 3, and Slice Thickness (0018,0050) is 2.000 mm where the slices are 6.000 mm apart",
    ]);
  });

  test.each([
    ["the numbers do not skip", everySecond({ spacingBetweenSlices: 3 }, (i) => i)],
    ["they skip once", everySecond({ spacingBetweenSlices: 3 }, (i) => (i < 6 ? i : i + 1))],
    [
      "the tag is the distance, however thin the slices are",
      everySecond({ spacingBetweenSlices: 6, sliceThickness: 3 }),
    ],
    ["there is no tag", everySecond({})],
    [
      "a slice has no number",
      everySecond({ spacingBetweenSlices: 3 }).map((s, i) => (i === 4 ? { ...s, instanceNumber: null } : s)),
    ],
  ])("pitfall 27: are not when %s", (_name, slices) => {
    expect(found(slices)).toEqual([]);
  });

  test("pitfall 27: are told of beside slices that are missing here and there", () => {
    const slices = everySecond({ spacingBetweenSlices: 3 }).filter((_, i) => i !== 5);
    const { problems, warnings } = checkGeometry(slices).check;
    expect(problems.map(({ kind }) => kind)).toEqual(["missing-slices"]);
    expect(warnings.map(({ kind }) => kind)).toContain("slices-probably-missing");
  });
});

describe("what is not", () => {
  test("pitfall 27: a missing slice is counted and found", () => {
    const error = errorOf(stackOf({ heights: [0, 3, 6, 9, 15, 18] }));
    expect(error.message).toBe(
      'the slices must form one regular stack; found 1 missing slice: the gap between slices 4 and 5 is 6.000 mm, the median gap 3.000 mm. Load a complete, untilted series of one reconstruction, or let { geometry: "repair" } resample this one to a regular grid',
    );
    expect(error.details).toEqual([
      {
        kind: "missing-slices",
        count: 1,
        median: 3,
        gaps: [{ slices: [4, 5], mm: 6 }],
        sentence: error.problems[0],
      },
    ]);
  });

  test("pitfall 27: a missing slice is found between positions that are rounded", () => {
    const heights = [0, 1, 2, 3, 5, 6, 7, 8].map((place) => tenths(place * 0.625));
    expect(errorOf(stackOf({ heights, origin: [-113.7, -85.2, 0] })).problems).toEqual([
      "1 missing slice: the gap between slices 4 and 5 is 1.200 mm, the median gap 0.600 mm (positions are rounded to 0.1 mm)",
    ]);
  });

  test("pitfall 27: slices that are missing in several places are added up", () => {
    expect(errorOf(stackOf({ heights: [0, 3, 6, 12, 15, 24, 27] })).problems).toEqual([
      "3 missing slices: the gap is 6.000 mm between slices 3 and 4, 9.000 mm between slices 5 and 6, the median gap 3.000 mm",
    ]);
  });

  test("pitfall 28: uneven gaps are listed by size", () => {
    const error = errorOf(stackOf({ heights: [0, 3, 6, 9, 12, 15, 18, 23, 28, 33, 38, 43, 48] }));
    expect(error.problems).toEqual(["uneven slice spacing: the gaps are 3.000 mm x 6, 5.000 mm x 6"]);
    expect(error.details).toMatchObject([
      {
        kind: "uneven-spacing",
        median: 3,
        sizes: [
          { mm: 3, count: 6 },
          { mm: 5, count: 6 },
        ],
      },
    ]);
    expect(errorOf(stackOf({ heights: [0, 3, 6, 10, 13] })).problems).toEqual([
      "uneven slice spacing: the gaps are 3.000 mm x 3, 4.000 mm x 1 (4.000 mm between slices 3 and 4)",
    ]);
  });

  test("pitfall 29: tilt is measured from the positions, and the spacing is the perpendicular one", () => {
    const tilted = stackOf({ heights: evenly(10, 3 * Math.cos(Math.PI / 12)), tilt: 15 });
    const error = errorOf(tilted);
    expect(error.problems).toEqual([
      "a tilted stack: its axis is 15.0 degrees off the slices' normal (gantry tilt)",
    ]);
    const [problem] = error.details;
    expect(problem.kind === "tilt" && problem.degrees).toBeCloseTo(15, 9);
    expect(checkGeometry(tilted).check.spacing.median).toBeCloseTo(2.898, 3);
  });

  test("pixel spacings written with other digits are one", () => {
    const slices = stackOf({ heights: evenly(4, 3) }).map((slice, i) => ({
      ...slice,
      pixelSpacing: i === 2 ? ([0.488281, 0.488281] as const) : ([0.48828125, 0.48828125] as const),
    }));
    expect(stacked(slices).check.problems).toEqual([]);
    const other = slices.map((slice, i) =>
      i === 1 ? { ...slice, pixelSpacing: [0.489, 0.489] as const } : slice,
    );
    expect(errorOf(other).message).toContain("2 different pixel spacings");
  });

  test("pitfall 31: slices of other matrices, pixel spacings or units are never mixed", () => {
    const [a, b, c] = stackOf({ heights: evenly(3, 3) });
    const error = errorOf([
      a,
      { ...b, pixels: { rows: 5, columns: 7 }, pixelSpacing: [0.7, 0.7] },
      { ...c, units: "MGML" },
    ]);
    expect(error.problems).toEqual([
      "2 different matrix sizes: 6 x 7, 5 x 7",
      "2 different pixel spacings: 0.8 x 0.7 mm, 0.7 x 0.7 mm",
      "2 different units: HU, MGML",
    ]);
    expect(error.remedy).not.toContain("repair");
  });

  test("pitfall 33: two frames of reference are an error that names neither", () => {
    const slices = stackOf({ heights: evenly(5, 3) }).map((s, i) => ({
      ...s,
      frameOfReference: i < 2 ? "1.2.3" : "4.5.6",
    }));
    const error = errorOf(slices);
    expect(error.problems).toEqual([
      "2 different frames of reference, so the patient or the table was placed anew between them: 3 slices, 2 slices",
    ]);
    expect(JSON.stringify(error)).not.toMatch(/1\.2\.3|4\.5\.6/);
    expect(
      stacked(slices.map((s, i) => ({ ...s, frameOfReference: i < 2 ? null : "1.2.3" }))).slices,
    ).toHaveLength(5);
  });

  test("a slice in another orientation is named, and the gaps are those of the others", () => {
    const slices = stackOf({ heights: evenly(6, 3) });
    const scout = { ...slices[2], rowDirection: [1, 0, 0], columnDirection: [0, 0, -1] } as const;
    const error = errorOf([...slices.filter((_, i) => i !== 2), { ...scout, position: [0, 0, 100] }]);
    expect(error.problems).toEqual([
      "1 of 6 slices in another orientation than the stack, turned by up to 90.0 degrees (file 3 of 6 (by name))",
      "1 missing slice: the gap between slices 2 and 3 is 6.000 mm, the median gap 3.000 mm",
    ]);
  });

  test("slices at the position of another, and those beside the others, are found", () => {
    expect(errorOf(stackOf({ heights: [0, 3, 3, 6] })).problems).toEqual([
      "1 slice at the position of another (slices 2 and 3)",
    ]);
    expect(
      errorOf(stackOf({ heights: evenly(4, 3), sideways: (i) => [i === 2 ? 50 : 0, 0] })).problems,
    ).toEqual(["1 slice shifted sideways, by up to 50.0 mm (slice 3)"]);
  });

  test("all problems come in one error", () => {
    const slices = stackOf({ heights: [0, 3, 6, 6, 12], tilt: 10 });
    expect(errorOf(slices).details.map(({ kind }) => kind)).toEqual([
      "doubled-position",
      "missing-slices",
      "tilt",
    ]);
  });
});
