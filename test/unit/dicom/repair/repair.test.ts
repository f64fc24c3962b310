import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PatientPoint } from "../../../../kernel-lib/src/contract";
import {
  planRepair,
  type RepairOptions,
  type RepairPlan,
} from "../../../../kernel-lib/src/dicom/repair/planRepair";
import { repairValues } from "../../../../kernel-lib/src/dicom/repair/repairValues";
import { checkGeometry } from "../../../../kernel-lib/src/dicom/stack/checkGeometry";
import type { PlacedSlice } from "../../../../kernel-lib/src/dicom/stack/placedSlice";
import { DEFAULT_LIMITS } from "../../../../kernel-lib/src/limits";
import { createRandom } from "../../../../kernel-lib/src/random";
import {
  anyOrientation,
  differenceFrom,
  evenly,
  inSixteenBits,
  isPadded,
  stackOf,
  valuesOf,
} from "../../../makers/placedSlices";
import { plainRepair } from "../../../reference/plainRepair";

/** 7 HU a mm towards the head; linear in every direction of the patient. */
const inZ = ([, , z]: PatientPoint) => -400 + 7 * z;
const inAll = ([x, y, z]: PatientPoint) => 20 + 3 * x - 5 * y + 7 * z;

/** How many output slices are a source slice bit for bit. */
function unchanged({ output }: RepairPlan<PlacedSlice>): number {
  return output.filter(({ parts: [first, ...others] }) => {
    return others.length === 0 && Number.isInteger(first.rowShift) && Number.isInteger(first.columnShift);
  }).length;
}

function planOf(slices: readonly PlacedSlice[], options: RepairOptions = {}): RepairPlan<PlacedSlice> {
  return planRepair(checkGeometry(slices), options);
}

/** A repair of slices whose values are the phantom's, in 16 bits. */
function repaired(
  slices: readonly PlacedSlice[],
  phantom: (point: PatientPoint) => number,
  options: RepairOptions = {},
) {
  const plan = planOf(slices, options);
  const source = inSixteenBits(valuesOf(plan.slices, phantom));
  return { plan, source, result: repairValues(plan, source) };
}

describe("a gap", () => {
  const slices = stackOf({ heights: [0, 3, 6, 9, 15, 18] });

  test("pitfall 27: the missing slice is interpolated and marked, the others come back bit for bit", () => {
    const { plan, source, result } = repaired(slices, inZ);
    expect(plan.shape).toEqual([7, 6, 7]);
    expect(plan.origin).toEqual(slices[0].position);
    expect(plan.spacing).toEqual([3, 0.8, 0.7]);
    expect(plan.output.map(({ synthetic }) => synthetic)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(plan.report).toMatchObject({
      synthetic: [4],
      askedSpacing: null,
      spacing: 3,
      rowsAdded: 0,
    });
    expect(unchanged(plan)).toBe(6);
    for (const [from, to] of [
      [0, 0],
      [3, 3],
      [4, 5],
      [5, 6],
    ]) {
      expect(result.values.slice(to * 42, to * 42 + 42)).toEqual(
        source.values.slice(from * 42, from * 42 + 42),
      );
    }
    expect(differenceFrom(plan, result, inZ)).toMatchObject({ voxels: 7 * 42 });
    expect(differenceFrom(plan, result, inZ).largest).toBeLessThanOrEqual(1);
  });

  test("half values are rounded up in 16 bits and kept in Float32", () => {
    const { paddingBits } = valuesOf(slices, inZ);
    const values = (i: number) => (i < 4 * 42 ? 10 : 11);
    const plan = planOf(slices);
    const whole = repairValues(plan, {
      values: Int16Array.from({ length: 252 }, (_, i) => values(i)),
      paddingBits,
    });
    expect(whole.values).toBeInstanceOf(Int16Array);
    expect(whole.values[4 * 42]).toBe(11);
    const negative = repairValues(plan, {
      values: Int16Array.from({ length: 252 }, (_, i) => -values(i)),
      paddingBits,
    });
    expect(negative.values[4 * 42]).toBe(-10);
    const exact = repairValues(plan, {
      values: Float32Array.from({ length: 252 }, (_, i) => values(i)),
      paddingBits,
    });
    expect(exact.values).toBeInstanceOf(Float32Array);
    expect(exact.values[4 * 42]).toBe(10.5);
  });

  test("padding and tissue are not mixed: the nearest slice decides", () => {
    const uneven = stackOf({ heights: [0, 4, 8, 11] });
    const plan = planOf(uneven, { spacing: 2.75 });
    const values = new Int16Array(4 * 42).map((_, i) => 100 * Math.floor(i / 42));
    const paddingBits = new Uint32Array(4 * 6);
    paddingBits[1 * 6 + 2] = 0b1000;
    values[42 + 2 * 7 + 3] = -3024;
    const result = repairValues(plan, { values, paddingBits });
    // At 2.75 mm the padded slice at 4 mm is the nearest, at 5.5 mm as well, and at 8.25 mm it takes no part.
    const column = (slice: number) => [2, 3].map((at) => result.values[slice * 42 + 2 * 7 + at]);
    expect([1, 2, 3].map(column)).toEqual([
      [69, -3024],
      [138, -3024],
      [208, 208],
    ]);
    expect([1, 2, 3].map((slice) => isPadded(result, plan.shape, slice, 2, 3))).toEqual([true, true, false]);
    // Seen from the other slice, tissue is the nearest.
    paddingBits.fill(0);
    paddingBits[2] = 0b1000;
    values[2 * 7 + 3] = -3024;
    const other = repairValues(plan, { values, paddingBits });
    expect(isPadded(other, plan.shape, 1, 2, 3)).toBe(false);
    expect(other.values[42 + 2 * 7 + 3]).toBe(-3024);
  });
});

describe("uneven spacing", () => {
  test("pitfall 28: the extent is kept, and a spacing that does not divide it is said to differ", () => {
    const slices = stackOf({ heights: [0, 3, 6, 9, 14, 19] });
    const { plan, result } = repaired(slices, inZ);
    expect(plan.report.spacing).toBeCloseTo(19 / 6, 12);
    expect(plan.shape[0]).toBe(7);
    expect(unchanged(plan)).toBe(2);
    expect(differenceFrom(plan, result, inZ).largest).toBeLessThanOrEqual(1);
  });

  test("pitfall 28: a spacing can be asked for, of a regular stack too", () => {
    const { plan, result } = repaired(stackOf({ heights: evenly(5, 3) }), inZ, { spacing: 1 });
    expect(plan.shape[0]).toBe(13);
    expect(unchanged(plan)).toBe(5);
    expect(differenceFrom(plan, result, inZ).largest).toBeLessThanOrEqual(1);
    expect(() => planOf(stackOf({ heights: [0, 3] }), { spacing: 0 })).toThrow(
      "spacing must be a positive number",
    );
  });

  test("a spacing that the stack has no room for is an error", () => {
    const slices = stackOf({ heights: evenly(12, 3) });
    expect(() => planOf(slices, { spacing: 1000 })).toThrow(
      "spacing must be at most 33.000 mm, the distance from the first slice to the last; received 1000",
    );
    expect(planOf(slices, { spacing: 33 }).shape[0]).toBe(2);
    expect(planOf(slices, { spacing: 2.9 }).report).toMatchObject({ askedSpacing: 2.9, spacing: 3 });
  });
});

describe("slices that lie almost where even spacing puts them", () => {
  /** The numbers of the slices that were there, from 0, of a stack whose others are missing. */
  const without = (count: number, ...missing: number[]) =>
    evenly(count, 1).filter((slice) => !missing.includes(slice));

  test("jitter of 0.02 mm in 3 mm leaves the missing slice alone synthetic, whatever its order", () => {
    const jitter = fc.array(fc.double({ min: -0.02, max: 0.02, noNaN: true }), {
      minLength: 12,
      maxLength: 12,
    });
    const alternating = evenly(12, 1).map((i) => (i % 2 === 0 ? 0.02 : -0.02));
    fc.assert(
      fc.property(jitter, fc.integer({ min: 1, max: 10 }), (noise, missing) => {
        const heights = without(12, missing).map((slice) => 3 * slice + noise[slice]);
        const { plan, source, result } = repaired(stackOf({ heights }), inZ);
        expect(plan.report.synthetic).toEqual([missing]);
        expect(unchanged(plan)).toBe(11);
        expect(result.values.slice(-42)).toEqual(source.values.slice(-42));
      }),
      { seed: 3, numRuns: 100, examples: [[alternating, 4]] },
    );
  });

  test("a slice that is farther from its place than 1 % of the gap is interpolated", () => {
    const heights = evenly(9, 3).map((mm, i) => (i === 4 ? mm + 0.2 : mm));
    expect(planOf(stackOf({ heights })).report.synthetic).toEqual([4]);
  });

  test("positions rounded to 0.1 mm stay as they are, and the spacing is their mean", () => {
    const heights = evenly(20, 0.625).map((mm) => Number(mm.toFixed(1)));
    const slices = stackOf({ heights, origin: [-113.7, -85.2, 0] });
    const { plan, source, result } = repaired(slices, inZ);
    expect(result).toBe(source);
    expect(plan.report.synthetic).toEqual([]);
    expect(plan.report.spacing).toBeCloseTo(11.9 / 19, 12);
  });

  test("rounded positions do not hide which slices are missing", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0.5, 0.55, 0.625, 0.75, 1.25, 2.56),
        fc.double({ min: -200, max: 200, noNaN: true }),
        fc.uniqueArray(fc.integer({ min: 5, max: 25 }), { minLength: 1, maxLength: 4 }),
        (mm, from, missing) => {
          const slices = stackOf({ heights: without(30, ...missing), origin: [-113.7, -85.2, 0] });
          const rounded = slices.map((slice, i): PlacedSlice => {
            const z = from + mm * without(30, ...missing)[i];
            return { ...slice, position: [-113.7, -85.2, Number(z.toFixed(1))] };
          });
          const { report, shape } = planOf(rounded);
          expect(shape[0]).toBe(30);
          expect(report.synthetic).toEqual([...missing].sort((a, b) => a - b));
          expect(Math.abs((report.spacing ?? 0) - mm)).toBeLessThanOrEqual(0.1 / 29 + 1e-9);
        },
      ),
      { seed: 31, numRuns: 200 },
    );
  });
});

describe("tilt", () => {
  const tilted = stackOf({ heights: evenly(8, 2.5), tilt: 15, pixels: { rows: 40, columns: 33 } });

  test("pitfalls 25 and 29: slices move back by rows of the row spacing, and the matrix grows by as many", () => {
    const { plan, result } = repaired(tilted, inAll);
    const rows = (17.5 * Math.tan(Math.PI / 12)) / 0.8;
    expect(plan.shape).toEqual([8, 40 + Math.ceil(rows), 33]);
    expect(plan.output[7].parts).toHaveLength(1);
    expect(plan.output[7].parts[0].rowShift).toBeCloseTo(rows, 9);
    expect(plan.report.degreesCorrected).toBeCloseTo(15, 9);
    expect(plan.sliceStep?.map((mm) => Number(mm.toFixed(9)))).toEqual([0, 0, 2.5]);
    const { largest, voxels } = differenceFrom(plan, result, inAll);
    expect(largest).toBeLessThanOrEqual(1);
    // One row of each slice lies between two rows of the grid at its end.
    expect(voxels).toBe((40 + 7 * 39) * 33);
  });

  test("outside a slice is padding: its own value, air in HU, or the least value", () => {
    const plan = planOf(tilted);
    const source = inSixteenBits(valuesOf(plan.slices, () => 40));
    const corner = (result: { values: ArrayLike<number> }) => result.values[plan.shape[1] * 33 - 1];
    expect(corner(repairValues(plan, source))).toBe(-1000);
    expect(corner(repairValues({ ...plan, units: "unspecified" }, source))).toBe(40);
    source.values[5] = -3024;
    source.paddingBits[0] = 1 << 5;
    const own = repairValues(plan, source);
    expect(corner(own)).toBe(-3024);
    expect(isPadded(own, plan.shape, 0, plan.shape[1] - 1, 32)).toBe(true);
    expect(isPadded(own, plan.shape, 0, 0, 5)).toBe(true);
    expect(isPadded(own, plan.shape, 0, 0, 4)).toBe(false);
  });

  test("beside padding the nearest voxel of the slice is taken", () => {
    const slices = stackOf({ heights: [0, 3], sideways: (i) => [0.7 * 0.25 * i, 0.8 * 0.25 * i] });
    const plan = planOf(slices);
    const values = new Int16Array(84).fill(40);
    const paddingBits = new Uint32Array(12);
    values[42 + 2 * 7 + 3] = -3024;
    paddingBits[6 + 2] = 1 << 3;
    const result = repairValues(plan, { values, paddingBits });
    const second = result.values.subarray(result.values.length / 2);
    expect([...new Set(second)].sort((a, b) => a - b)).toEqual([-3024, 40]);
    // The slice lies a quarter of a voxel further on, so that its voxel [2, 3] is nearest to the grid's.
    expect(
      [2, 3].flatMap((row) => [3, 4].map((column) => isPadded(result, plan.shape, 1, row, column))),
    ).toEqual([true, false, false, false]);
  });

  test("one slice shifted sideways is moved back, and the others stay as they are", () => {
    const { plan, result } = repaired(
      stackOf({ heights: evenly(5, 3), sideways: (i) => [i === 2 ? -1.75 : 0, 0] }),
      inAll,
    );
    expect(plan.shape).toEqual([5, 6, 10]);
    expect(unchanged(plan)).toBe(4);
    expect(plan.origin[0]).toBeCloseTo(-113.7 - 3 * 0.7, 9);
    expect(differenceFrom(plan, result, inAll).largest).toBeLessThanOrEqual(1);
  });
});

describe("in general", () => {
  const gaps = fc.array(fc.double({ min: 0.5, max: 8, noNaN: true }), { minLength: 1, maxLength: 8 });
  const anyStack = fc
    .record({
      gaps,
      tilt: fc.double({ min: -25, max: 25, noNaN: true }),
      lean: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
      orientation: anyOrientation,
    })
    .map(({ gaps, tilt, lean, orientation }) => {
      const heights = [0];
      for (const mm of gaps) heights.push(heights[heights.length - 1] + mm);
      return stackOf({ heights, tilt, sideways: (i) => [lean * heights[i], 0], ...orientation });
    });
  const anyLinear = fc.tuple(...[3, 3, 3, 1000].map((max) => fc.double({ min: -max, max, noNaN: true }))).map(
    ([a, b, c, d]) =>
      ([x, y, z]: PatientPoint) =>
        a * x + b * y + c * z + d,
  );

  test("a linear phantom is reproduced within 1 HU over any gaps, tilts and orientations", () => {
    fc.assert(
      fc.property(anyStack, anyLinear, (slices, phantom) => {
        const { plan, result } = repaired(slices, phantom);
        expect(differenceFrom(plan, result, phantom).largest).toBeLessThanOrEqual(1);
      }),
      { seed: 29, numRuns: 150 },
    );
  });

  test("values and padding are those of a plain voxel-by-voxel version, over any padding", () => {
    const block = fc.record({
      slice: fc.nat(5),
      from: fc.tuple(fc.nat(9), fc.nat(79)),
      size: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 79 })),
    });
    fc.assert(
      fc.property(anyStack, fc.array(block, { maxLength: 8 }), fc.nat(), (bare, blocks, seed) => {
        const pixels = { rows: 9, columns: 79 };
        const plan = planOf(bare.map((slice) => ({ ...slice, pixels })));
        const [count, rows, columns] = plan.sourceShape;
        const random = createRandom(seed);
        const values = Float32Array.from({ length: count * rows * columns }, () => random.uniform() * 100);
        const paddingBits = new Uint32Array(count * rows * 3);
        for (const { slice, from, size } of blocks) {
          for (let row = from[0]; row < Math.min(rows, from[0] + size[0]); row++) {
            for (let column = from[1]; column < Math.min(columns, from[1] + size[1]); column++) {
              paddingBits[((slice % count) * rows + row) * 3 + (column >>> 5)] |= 1 << (column & 31);
            }
          }
        }
        const source = { values, paddingBits };
        const result = repairValues(plan, source);
        let at = 0;
        for (let slice = 0; slice < plan.shape[0]; slice++) {
          for (let row = 0; row < plan.shape[1]; row++) {
            for (let column = 0; column < plan.shape[2]; column++, at++) {
              const { value, padded } = plainRepair(plan, source, [slice, row, column]);
              const where = `slice ${slice}, row ${row}, column ${column}`;
              if (padded !== isPadded(result, plan.shape, slice, row, column))
                throw new Error(`padding at ${where}`);
              if (value !== null && Math.abs(value - result.values[at]) > 1e-4)
                throw new Error(`value at ${where}`);
            }
          }
        }
      }),
      { seed: 32, numRuns: 40 },
    );
  });

  test("the grid goes from the first slice to the last, and holds every voxel of every slice", () => {
    fc.assert(
      fc.property(anyStack, fc.option(fc.double({ min: 0.1, max: 1, noNaN: true })), (slices, share) => {
        const extent = checkGeometry(slices).check.spacing.gaps.reduce((sum, mm) => sum + mm, 0);
        const plan = planOf(slices, share === null ? {} : { spacing: share * extent });
        expect((plan.spacing[0] ?? 0) * (plan.shape[0] - 1)).toBeCloseTo(extent, 6);
        expect(Math.hypot(...(plan.sliceStep ?? []))).toBeCloseTo(plan.spacing[0] ?? 0, 6);
        const end = plan.output.length - 1;
        expect(
          [plan.output[0], plan.output[end]].map(({ parts }) => parts.map(({ source }) => source)),
        ).toEqual([[0], [slices.length - 1]]);
        for (const { parts } of plan.output) {
          expect(parts.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
          for (const { rowShift, columnShift } of parts) {
            expect(Math.min(rowShift, columnShift)).toBeGreaterThanOrEqual(0);
            expect(rowShift + 5).toBeLessThanOrEqual(plan.shape[1] - 1);
            expect(columnShift + 6).toBeLessThanOrEqual(plan.shape[2] - 1);
          }
        }
      }),
      { seed: 28, numRuns: 150 },
    );
  });

  test("any order of the slices gives the same plan", () => {
    fc.assert(
      fc.property(anyStack, (slices) => {
        expect(planOf([...slices].reverse())).toEqual(planOf(slices));
      }),
      { seed: 22, numRuns: 50 },
    );
  });

  test("a regular stack passes through unchanged, its memory too", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0.5, max: 8, noNaN: true }),
        anyOrientation,
        (count, mm, orientation) => {
          const slices = stackOf({ heights: evenly(count, mm), ...orientation });
          const { plan, source, result } = repaired(slices, inAll);
          expect(result).toBe(source);
          expect(plan.output.some(({ synthetic }) => synthetic)).toBe(false);
          expect(plan.origin).toEqual(slices[0].position);
        },
      ),
      { seed: 1, numRuns: 50 },
    );
  });

  test("what no resampling cures is an error", () => {
    const slices = stackOf({ heights: [0, 3, 9, 12] });
    expect(() => planOf([...slices, slices[0]])).toThrow("1 slice at the position of another");
    for (const other of [
      { pixels: { rows: 5, columns: 7 } },
      { pixelSpacing: [0.7, 0.7] as const },
      { rowDirection: [0, 1, 0] as const },
      { frameOfReference: "1.2.3" },
      { units: "MGML" },
    ]) {
      const mixed = slices.map((slice, i) => ({
        frameOfReference: "4.5.6",
        ...slice,
        ...(i === 1 && other),
      }));
      expect(() => planOf(mixed)).toThrow(/found (2 different|1 of 4 slices in another)/);
    }
  });

  test("a grid past the limit is refused before it is made", () => {
    const slices = stackOf({ heights: [0, 0.02, 1e9] });
    expect(() => planOf(slices)).toThrow(/voxels must be at most 1073741824/);
    expect(() =>
      planOf(stackOf({ heights: [0, 3, 9] }), { limits: { ...DEFAULT_LIMITS, voxels: 100 } }),
    ).toThrow("voxels must be at most 100; found 168");
  });

  test("one slice alone stays alone", () => {
    const plan = planOf(stackOf({ heights: [3] }), { spacing: 1 });
    expect(plan).toMatchObject({ shape: [1, 6, 7], sliceStep: null, spacing: [null, 0.8, 0.7] });
  });
});
