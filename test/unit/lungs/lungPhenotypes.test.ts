import fc from "fast-check";
import ndarray from "ndarray";
import { table } from "tslab-dicom";
import { describe, expect, test } from "vitest";
import { clusterExponent } from "../../../kernel-lib/src/lungs/clusterExponent";
import type { LungPhenotype } from "../../../kernel-lib/src/lungs/lungPhenotype";
import { lungPhenotypes } from "../../../kernel-lib/src/lungs/lungPhenotypes";
import { LIBRARY } from "../../../kernel-lib/src/version";
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
  while (sorted.filter((value) => value <= hu).length > (percent * sorted.length) / 100) hu--;
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
        const cip = lungPhenotypes(volume, masks, { percentiles: percents, percentile: "cip" }).rows;
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

  test("are exact to the last digits of float64, by sums of whole numbers", () => {
    // A lung of a hundred thousand voxels, as far from symmetric as lungs are.
    const [slices, rows, columns] = [25, 64, 64];
    const place = createGeometry([slices, rows, columns], { spacing: [1.25, 0.68, 0.68], origin: [0, 0, 0] });
    const values = Int16Array.from({ length: slices * rows * columns }, (_, i) => {
      const share = ((i * 7919) % 100_003) / 100_003;
      return Math.round(-980 + 130 * share + 700 * share ** 9);
    });
    const all = maskFromVoxels(
      ndarray(new Uint8Array(values.length).fill(1), [slices, rows, columns]),
      place,
    );
    const volume = createVolume(ndarray(values, [slices, rows, columns]), { geometry: place });
    const row = rowOf(lungPhenotypes(volume, { left: all, right: createMask(place) }).rows, "both");

    // Deviations from the mean, times the number of voxels, are whole; so are the sums of their powers.
    const n = BigInt(values.length);
    const sum = values.reduce((total, value) => total + BigInt(value), 0n);
    const central = (power: bigint) =>
      values.reduce((total, value) => total + (n * BigInt(value) - sum) ** power, 0n);
    /** A quotient of whole numbers to 30 digits, which float64 rounds once. */
    const quotient = (a: bigint, b: bigint) => Number((a * 10n ** 30n) / b) / 1e30;
    const variance = quotient(central(2n), n ** 3n);
    const wanted = {
      mean: quotient(sum, n),
      standardDeviation: Math.sqrt(variance),
      skewness: quotient(central(3n), n ** 4n) / variance ** 1.5,
      kurtosis: quotient(central(4n), n ** 5n) / variance ** 2,
    };
    for (const name of ["mean", "standardDeviation", "skewness", "kurtosis"] as const) {
      expect(Math.abs(row[name] / wanted[name] - 1), name).toBeLessThanOrEqual(8 * 2 ** -53);
    }
    const mass = quotient((sum + 1000n * n) * 578n, 1_000_000_000n); // 1.25 x 0.68 x 0.68 mm is 0.000578 ml
    expect(Math.abs(row.mass / mass - 1)).toBeLessThanOrEqual(8 * 2 ** -53);
  });

  test("the mode is the first of the values that occur most", () => {
    const values = [...new Array(20).fill(-700), ...new Array(20).fill(-900), ...new Array(20).fill(-850)];
    const volume = volumeOf([...values, ...new Array(12).fill(-800)]);
    expect(rowOf(lungPhenotypes(volume, masks).rows, "both").mode).toBe(-900);
  });

  test("high attenuation holds both of its ends", () => {
    const values = [-601, -600, -250, -249].flatMap((value) => new Array(18).fill(value));
    const { rows } = lungPhenotypes(volumeOf(values), masks);
    expect(rowOf(rows, "both").highAttenuation).toBe(0.5);
    const other = lungPhenotypes(volumeOf(values), masks, { highAttenuation: [-599, -249] });
    expect(rowOf(other.rows, "both").highAttenuation).toBe(0.5);
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

  test("D is of the clusters below the first threshold in the slices of both lungs", () => {
    // In each slice one cluster of one voxel and one of two: twelve in all, of which six are at least two.
    const picture = ["#..#", "...#", "...."].join("");
    const values = Array.from({ length: 72 }, (_, i) => (picture[i % 12] === "#" ? -960 : -900));
    const { clusters } = lungPhenotypes(volumeOf(values), masks);
    expect(clusters.threshold).toBe(-950);
    expect(clusters.exponent).toBeCloseTo(1, 12);
    expect(clusters.fit).toBeCloseTo(1, 12);
    expect(clusters.estimator).toContain("least squares");
    expect(lungPhenotypes(volumeOf(values), masks, { thresholds: [-899] }).clusters.exponent).toBeNaN();
  });

  test("D counts no values beyond the range", () => {
    const values = Array.from({ length: 72 }, (_, i) => (i % 12 < 3 ? -2000 : -900));
    const { clusters, rows } = lungPhenotypes(volumeOf(values), masks, { range: [-1024, 1024] });
    expect(rows[0].below[0].share).toBe(0);
    expect(clusters.exponent).toBeNaN();
  });

  test("29 of 100 values are 29 %, though 0.29 times 100 is not 29", () => {
    const place = createGeometry([2, 5, 10], { spacing: [2, 5, 10], origin: [0, 0, 0] });
    const volume = createVolume(
      ndarray(
        Int16Array.from({ length: 100 }, (_, i) => i),
        [2, 5, 10],
      ),
      {
        geometry: place,
      },
    );
    const all = maskFromVoxels(ndarray(new Uint8Array(100).fill(1), [2, 5, 10]), place);
    const { rows } = lungPhenotypes(
      volume,
      { left: all, right: createMask(place) },
      { percentiles: Float64Array.of(29) as never, percentile: "cip" },
    );
    expect(rows[0].percentiles).toEqual([{ percent: 29, value: 28 }]);
  });

  test("of no lungs say so, in a flag and in the methods", () => {
    const none = createMask(geometry);
    const volume = volumeOf(Array.from({ length: 72 }, () => -900));
    const report = { flags: [], reason: "no air in the body", recipe: {}, threshold: -400 };
    const found = lungPhenotypes(volume, { left: none, right: none, report });
    expect(found.flags).toContainEqual({ code: "NO_LUNGS", value: 0, message: "no air in the body" });
    expect(found.methods).toContain("segmentLungs found no lungs: no air in the body.");
  });

  test("refuses masks that lie elsewhere, and what is no mask", () => {
    const volume = volumeOf(Array.from({ length: 72 }, () => -900));
    const elsewhere = createGeometry(SHAPE, { spacing: [2, 5, 10], origin: [0, 3, 4] });
    const moved = createMask(elsewhere, masks.left.bits);
    expect(() => lungPhenotypes(volume, { ...masks, left: moved })).toThrow(
      "left must be on the grid of what it is combined with; received one that lies up to 5.00 mm from it",
    );
    const near = createGeometry(SHAPE, { spacing: [2, 5, 10], origin: [0, 0.003, 0.004] });
    expect(() => lungPhenotypes(volume, { ...masks, left: createMask(near, masks.left.bits) })).not.toThrow();
    expect(() => lungPhenotypes(volume, masks.left as never)).toThrow(
      "mask must be a mask, or an array of bytes; received undefined",
    );
    expect(() => lungPhenotypes(undefined as never, masks)).toThrow(
      "volume must be a volume, or an array of three axes; received undefined",
    );
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
    const [header, ...lines] = shown.csv().trim().split("\r\n");
    expect(header.split(",").slice(0, 4)).toEqual(["lung", "part", "voxels", "litres"]);
    for (const name of ["mean", "standardDeviation", "skewness", "kurtosis", "mode", "median", "Perc15"]) {
      expect(header.split(",")).toContain(name);
    }
    for (const name of [
      "LAA-950 (%)",
      "LAA-910 (%)",
      "LAA-856 (%)",
      "HAA (%)",
      "mass",
      "density",
      "airFraction",
    ]) {
      expect(header.split(",")).toContain(name);
    }
    expect(lines).toHaveLength(12);
    expect(lines[0].split(",").slice(0, 3)).toEqual(["both", "whole", "72"]);
    expect(JSON.parse(JSON.stringify(found)).rows).toHaveLength(12);
    expect(String(found)).toMatch(/both whole {4}0\.007 L {2}mean -900\.0 HU/);
  });

  test("say what was done, with the version and the options", () => {
    const source = volumeOf(new Array(72).fill(-900));
    const scan = { kernel: "B70f", kVp: 120, sliceThickness: 2.5, contrast: true };
    const volume = createVolume(source.voxels, { ...source, acquisition: scan });
    const { methods } = lungPhenotypes(volume, masks, {
      percentiles: [3],
      percentile: "cip",
      thresholds: [-940],
      highAttenuation: [-500, -200],
      range: [-1024, 1024],
      thirds: "per lung",
    });
    for (const words of [
      LIBRARY,
      "voxels of 10 x 5 mm in slices 2 mm apart, 2.5 mm thick, kernel B70f, 120 kV, with a contrast agent",
      "The masks of the lungs were given.",
      "the lungs reach over 12 mm of the 12 mm that were scanned",
      "Values from -1024 to 1024 HU were counted. Values were not shifted.",
      "kurtosis (3 for a normal distribution)",
      "Percentiles (3) and the median are by the largest whole HU",
      "strictly below -940 HU",
      "from -500 to -200 HU",
      "thirds of equal volume of each lung",
      "below -940 HU in axial slices (4 neighbours)",
    ]) {
      expect(methods).toContain(words);
    }
    const report = {
      flags: [],
      noise: 12.34,
      threshold: -402,
      recipe: { closing: 5, areaRatio: [0.5, 2] as const },
    };
    const found = lungPhenotypes(source, { ...masks, report }).methods;
    expect(found).toContain(
      "kernel, tube voltage and contrast unknown, noise with a standard deviation of 12.3 HU",
    );
    expect(found).toContain("segmentLungs with other constants (closing 5, areaRatio 0.5,2)");
    expect(found).toContain("below -402 HU");
    expect(lungPhenotypes(source, { ...masks, report: { ...report, recipe: {} } }).methods).toContain(
      "segmentLungs with its default constants",
    );
  });

  test("have the flags of the report, and those that densitometry is stricter about", () => {
    const source = volumeOf(Array.from({ length: 72 }, (_, i) => (i % 4 === 0 ? -950 : -860)));
    const scan = { kernel: "LUNG", kVp: 100, sliceThickness: 1, contrast: true };
    const volume = createVolume(source.voxels, { ...source, acquisition: scan });
    const airway = maskFromVoxels(
      ndarray(
        Uint8Array.from({ length: 72 }, (_, i) => Number(i % 4 === 0)),
        [...SHAPE],
      ),
      geometry,
    );
    const known = { code: "NOISY", value: 50, message: "as the report has it" } as const;
    const { flags } = lungPhenotypes(volume, { ...masks, airway, report: { flags: [known], noise: 50 } });
    // All voxels are lung: 6 cm2 in each slice, and 7.2 ml less the inner ones at the border.
    expect(flags[0]).toBe(known);
    expect(flags.slice(1).map(({ code, value }) => [code, value])).toEqual([
      ["LUNG_CUT_BY_FIELD_OF_VIEW", 6],
      ["CUT_AT_TOP", 6],
      ["CUT_AT_BOTTOM", 6],
      ["TRACHEA_HU", -950],
      ["THICK_SLICES", 2],
      ["SHARP_KERNEL", 1],
      ["CONTRAST", 1],
    ]);
    const noisy = lungPhenotypes(volume, { ...masks, report: { flags: [], noise: 31 } }).flags;
    expect(noisy.map(({ code }) => code)).toContain("NOISY");
  });

  test("of lungs well inside a thin, smooth, quiet scan have no flag", () => {
    const thin = createGeometry([6, 6, 6], { spacing: [1.25, 1, 1], origin: [0, 0, 0] });
    const inner = maskFromVoxels(
      ndarray(
        Uint8Array.from({ length: 216 }, (_, i) =>
          Number([Math.floor(i / 36), Math.floor(i / 6) % 6, i % 6].every((at) => at > 0 && at < 5)),
        ),
        [6, 6, 6],
      ),
      thin,
    );
    const volume = createVolume(ndarray(new Int16Array(216).fill(-900), [6, 6, 6]), { geometry: thin });
    const lungs = { left: inner, right: createMask(thin), report: { flags: [], noise: 30 } };
    expect(lungPhenotypes(volume, lungs).flags).toEqual([]);
    // What was never measured beside a lung cuts it.
    const padding = maskFromVoxels(
      ndarray(
        Uint8Array.from({ length: 216 }, (_, i) => Number(i % 6 === 0)),
        [6, 6, 6],
      ),
      thin,
    );
    const cut = createVolume(volume.voxels, { geometry: thin, padding });
    expect(lungPhenotypes(cut, lungs).flags.map(({ code, value }) => [code, value])).toEqual([
      ["LUNG_CUT_BY_FIELD_OF_VIEW", 0.02],
    ]);
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
    const { exponent, fit } = clusterExponent(maskFromVoxels(mask));
    // The slope through (0, ln 15), (ln 2, ln 7), (ln 4, ln 3), (ln 8, ln 1), by hand.
    const slope = (-1.5 * Math.log(15) - 0.5 * Math.log(7) + 0.5 * Math.log(3)) / (5 * Math.LN2);
    expect(exponent).toBeCloseTo(-slope, 9);
    expect(fit).toBeGreaterThan(0.95);
  });
});
