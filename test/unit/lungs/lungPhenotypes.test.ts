import fc from "fast-check";
import ndarray from "ndarray";
import { table } from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { clusterExponent } from "../../../kernel-lib/src/lungs/clusterExponent";
import { type LungPhenotype, lungPhenotypes } from "../../../kernel-lib/src/lungs/lungPhenotypes";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { createMask, maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { createVolume, type Volume } from "../../../kernel-lib/src/volume/volume";
import { maskFrom } from "../../makers/maskFrom";
import { STORAGE_ORDERS, storeGeometry, storeVoxels } from "../../makers/storageOrders";

const SHAPE = [6, 3, 4] as const;
const geometry = createGeometry(SHAPE, { spacing: [2, 5, 10], origin: [0, 0, 0] });

/** The first two columns are the right lung, the others the left one. */
const side = (isLeft: boolean) =>
  maskFromVoxels(
    ndarray(
      Uint8Array.from({ length: 72 }, (_, i) => Number(i % 4 >= 2 === isLeft)),
      [...SHAPE],
    ),
    geometry,
  );
const masks = { left: side(true), right: side(false) };

function volumeOf(values: readonly number[], isFloat = false): Volume {
  const data = isFloat ? Float32Array.from(values) : Int16Array.from(values);
  return createVolume(ndarray(data, [...SHAPE]), { geometry });
}

const rowOf = (rows: readonly LungPhenotype[], lung: string, part = "whole"): LungPhenotype => {
  const row = rows.find((one) => one.lung === lung && one.part === part);
  if (row === undefined) throw new Error(`no row of ${lung} ${part}`);
  return row;
};

/** By its definition, from the sorted values: type 7 of Hyndman and Fan, with NumPy's own way to go from the nearer value. */
function plainLinear(sorted: readonly number[], percent: number): number {
  const place = (sorted.length - 1) * (percent / 100);
  const [a, b] = [sorted[Math.floor(place)], sorted[Math.min(Math.floor(place) + 1, sorted.length - 1)]];
  const t = place - Math.floor(place);
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t);
}

/** The largest whole number with no more than the share of values up to it, by trying one after the other. */
function plainCip(sorted: readonly number[], percent: number): number {
  let hu = sorted[sorted.length - 1];
  while (sorted.filter((value) => value <= hu).length > (percent / 100) * sorted.length) hu--;
  return hu;
}

describe("lungPhenotypes", () => {
  test("are by their definitions, of Int16 and of Float32", () => {
    const lists = fc.record({
      values: fc.array(fc.integer({ min: -1050, max: 100 }), { minLength: 72, maxLength: 72 }),
      isFloat: fc.boolean(),
    });
    fc.assert(
      fc.property(lists, ({ values, isFloat }) => {
        const percents = [0, 5, 15, 33.3, 50, 95, 100];
        const volume = volumeOf(values, isFloat);
        const { rows } = lungPhenotypes(volume, masks, { percentiles: percents });
        const cip = lungPhenotypes(volume, masks, { percentiles: percents, percentileRule: "cip" }).rows;
        for (const lung of ["left", "right", "both"] as const) {
          const own = values.filter((_, i) => lung === "both" || i % 4 >= 2 === (lung === "left"));
          const sorted = own.toSorted((a, b) => a - b);
          const n = own.length;
          const row = rowOf(rows, lung);
          const mean = own.reduce((sum, value) => sum + value, 0) / n;
          const central = (power: number) => own.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
          expect(row.voxels).toBe(n);
          expect(row.litres).toBeCloseTo((n * 100) / 1e6, 12);
          expect(row.mean).toBeCloseTo(mean, 9);
          expect(row.standardDeviation).toBeCloseTo(Math.sqrt(central(2)), 9);
          expect(row.skewness).toBeCloseTo(central(3) / central(2) ** 1.5, 9);
          expect(row.kurtosis).toBeCloseTo(central(4) / central(2) ** 2, 9);
          expect(row.percentiles).toEqual(
            percents.map((percent) => ({ percent, value: plainLinear(sorted, percent) })),
          );
          // Of all of them the largest value itself.
          expect(rowOf(cip, lung).percentiles.map(({ value }) => value)).toEqual(
            percents.map((percent) => plainCip(sorted, percent)),
          );
          expect(row.below).toEqual(
            [-950, -910, -856].map((limit) => ({
              threshold: limit,
              share: own.filter((value) => value < limit).length / n,
            })),
          );
          expect(row.highAttenuation).toBe(own.filter((value) => value >= -600 && value <= -250).length / n);
          expect(row.mass).toBeCloseTo(
            own.reduce((sum, value) => sum + ((value + 1000) / 1000) * 0.1, 0),
            9,
          );
          const most = Math.max(...own.map((value) => own.filter((other) => other === value).length));
          expect(row.mode).toBe(
            sorted.find((value) => own.filter((other) => other === value).length === most),
          );
        }
      }),
      { numRuns: 60, seed: 15 },
    );
  });

  test("of a constant lung are that constant", () => {
    const row = rowOf(lungPhenotypes(volumeOf(new Array(72).fill(-860)), masks).rows, "both");
    expect(row).toMatchObject({
      mean: -860,
      standardDeviation: 0,
      mode: -860,
      median: -860,
      airFraction: 0.86,
    });
    expect(row.density).toBeCloseTo(0.14, 12);
    expect(row.mass).toBeCloseTo(0.14 * 7.2, 12);
    expect(row.skewness).toBeNaN();
  });

  test("a threshold is strictly above what counts, and a range holds its ends", () => {
    const values = [-951, -950, -950, -949, 1024, 1025].flatMap((value) => new Array(12).fill(value));
    const volume = volumeOf(values);
    expect(rowOf(lungPhenotypes(volume, masks).rows, "both").below[0].share).toBe(1 / 6);
    const ranged = rowOf(lungPhenotypes(volume, masks, { range: [-950, 1024] }).rows, "both");
    expect([ranged.voxels, ranged.below[0].share]).toEqual([48, 0]);
  });

  test.each(["volume", "per lung", "height"] as const)(
    "thirds by %s are the lungs, from the feet up",
    (thirds) => {
      const volume = volumeOf(Array.from({ length: 72 }, (_, i) => -1000 + Math.floor(i / 12)));
      const { rows } = lungPhenotypes(volume, masks, { thirds });
      for (const lung of ["both", "left", "right"]) {
        const parts = ["lower", "middle", "upper"].map((part) => rowOf(rows, lung, part));
        expect(parts.map(({ voxels }) => voxels)).toEqual(lung === "both" ? [24, 24, 24] : [12, 12, 12]);
        expect(parts.map(({ mean }) => mean)).toEqual([-999.5, -997.5, -995.5]);
      }
    },
  );

  test("thirds by height are no thirds by volume where the lungs are no cylinders", () => {
    const cone = maskFromVoxels(
      ndarray(
        Uint8Array.from({ length: 72 }, (_, i) => Number(i % 12 < 12 - 2 * Math.floor(i / 12))),
        [...SHAPE],
      ),
      geometry,
    );
    const voxels = (thirds: "volume" | "height") => {
      const { rows } = lungPhenotypes(
        volumeOf(new Array(72).fill(-900)),
        { left: cone, right: createMask(geometry) },
        { thirds },
      );
      return ["lower", "middle", "upper"].map((part) => rowOf(rows, "both", part).voxels);
    };
    expect(voxels("height")).toEqual([22, 14, 6]);
    expect(voxels("volume")).toEqual([14, 14, 14]);
  });

  test("the way of storing changes nothing", () => {
    const values = Array.from({ length: 72 }, (_, i) => -1000 + ((i * 37) % 211));
    const volume = volumeOf(values);
    const { rows } = lungPhenotypes(volume, masks);
    for (const order of STORAGE_ORDERS) {
      const place = storeGeometry(geometry, order);
      const turn = (mask: typeof masks.left) => maskFromVoxels(storeVoxels(mask.voxels, order), place);
      const stored = createVolume(storeVoxels(volume.voxels, order), { geometry: place });
      expect(lungPhenotypes(stored, { left: turn(masks.left), right: turn(masks.right) }).rows).toEqual(rows);
    }
  });

  test("values are shifted so that air is -1000, which is said", () => {
    const volume = volumeOf(Array.from({ length: 72 }, (_, i) => (i % 4 === 0 ? -960 : -860)));
    const airway = maskFromVoxels(
      ndarray(
        Uint8Array.from({ length: 72 }, (_, i) => Number(i % 4 === 0)),
        [...SHAPE],
      ),
      geometry,
    );
    const { rows, shift, methods, airwayMillilitres } = lungPhenotypes(
      volume,
      { ...masks, airway },
      { calibrate: true },
    );
    expect([shift, rowOf(rows, "left").mean, airwayMillilitres]).toEqual([-40, -900, 1.8]);
    expect(methods).toContain("-40.0 HU were added");
    expect(() => lungPhenotypes(volume, masks, { calibrate: true })).toThrow(
      "calibrate must be left out without",
    );
  });

  test("are a table with what was done below it, and as CSV", () => {
    const found = lungPhenotypes(volumeOf(new Array(72).fill(-900)), {
      ...masks,
      report: { flags: [{ code: "THICK_SLICES", value: 5, message: "slices are 5.0 mm apart" }] },
    });
    const shown = table(found);
    expect(shown.bundle.data["text/plain"]).toContain("THICK_SLICES: slices are 5.0 mm apart");
    expect(shown.bundle.data["text/plain"]).toMatch(
      /volume \(L\) +mean \(HU\) .* mass \(g\) .* Perc15 \(HU\) /,
    );
    expect(shown.csv().split("\r\n")[0]).toMatch(/,litres,mean,.*,mass,.*,Perc15,/);
    expect(JSON.parse(JSON.stringify(found)).rows).toHaveLength(12);
    expect(String(found)).toMatch(/both whole {4}0\.007 L {2}mean -900\.0 HU/);
  });

  test("refuses masks of another grid, other units and options out of range", () => {
    const volume = volumeOf(new Array(72).fill(-900));
    expect(() => lungPhenotypes(volume, { ...masks, left: maskFrom("##") })).toThrow(
      "left must have the shape",
    );
    expect(() => lungPhenotypes({ ...volume, units: "mg" }, masks)).toThrow("mg");
    expect(() => lungPhenotypes(volume, masks, { percentiles: [101] })).toThrow(
      "percentiles must be numbers from 0 to 100",
    );
    expect(() => lungPhenotypes(volume, masks, { range: [5, -5] })).toThrow(
      "range must be two ascending finite numbers",
    );
    expect(() => lungPhenotypes(volume, masks, { thirds: "hight" as never })).toThrow(
      'did you mean "height"?',
    );
  });
});

describe("clusterExponent", () => {
  test("is the power by which clusters become rarer", () => {
    // 8 of 1, 4 of 2, 2 of 4, 1 of 8, so that 15, 7, 3, 1 are at least so large.
    const rows = [...new Array(8).fill(1), ...new Array(4).fill(2), 4, 4, 8].map((n) =>
      "#".repeat(n).padEnd(9, "."),
    );
    const mask = maskFrom(rows.flatMap((row) => [row, "........."]).join("\n"));
    const { exponent, fit, clusters } = clusterExponent(maskFromVoxels(mask));
    expect(clusters).toBe(15);
    // The slope through (0, ln 15), (ln 2, ln 7), (ln 4, ln 3), (ln 8, ln 1), by hand.
    const slope = (-1.5 * Math.log(15) - 0.5 * Math.log(7) + 0.5 * Math.log(3)) / (5 * Math.LN2);
    expect(exponent).toBeCloseTo(-slope, 9);
    expect(fit).toBeGreaterThan(0.95);
  });
});
