import ndarray from "ndarray";
import { beforeAll, describe, expect, test } from "vitest";
import type { LungFlagCode } from "../../../kernel-lib/src/lungs/lungFlag";
import { type LungSegmentation, segmentLungs } from "../../../kernel-lib/src/lungs/segmentLungs";
import type { ThoraxOptions } from "../../../kernel-lib/src/phantom/thoraxOptions";
import { and, andNot, or } from "../../../kernel-lib/src/segmentation/setAlgebra";
import { threshold } from "../../../kernel-lib/src/segmentation/threshold";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { countVoxels, type Mask, maskFromVoxels } from "../../../kernel-lib/src/volume/mask";
import { slicesOf } from "../../../kernel-lib/src/volume/slicesOf";
import { createVolume, type Volume } from "../../../kernel-lib/src/volume/volume";
import { type LungScan, lungScan } from "../../makers/lungScan";
import { STORAGE_ORDERS, storeGeometry, storeVoxels } from "../../makers/storageOrders";

let scan: LungScan;
let found: LungSegmentation;
beforeAll(() => {
  scan = lungScan();
  found = segmentLungs(scan.volume);
});

const MASKS = ["left", "right", "lungs", "airway"] as const;

/** Counted, since `compareMasks` measures distances too, which takes longer than finding lungs. */
const overlap = (mask: Mask, truth: Mask) =>
  (2 * countVoxels(and(mask, truth))) / (countVoxels(mask) + countVoxels(truth));

/** Of a mask without the airway, which is in the lungs beyond the main bronchi. */
const dice = (mask: Mask, truth: Mask, { airway }: Pick<LungScan, "airway"> = scan) =>
  overlap(andNot(mask, airway), truth);

describe("segmentLungs of the phantom", () => {
  test("finds left and right lung and the airway", () => {
    expect(dice(found.left, scan.left)).toBeGreaterThan(0.985);
    expect(dice(found.right, scan.right)).toBeGreaterThan(0.985);
    expect(dice(found.lungs, or(scan.left, scan.right))).toBeGreaterThan(0.985);
    const lumen = and(found.airway, scan.airway);
    expect(countVoxels(lumen) / countVoxels(found.airway)).toBeGreaterThan(0.9);
    expect(countVoxels(lumen) / countVoxels(scan.airway)).toBeGreaterThan(0.4);
  });

  test("left and right have no voxel in common, and are the lungs", () => {
    expect(countVoxels(and(found.left, found.right))).toBe(0);
    expect(or(found.left, found.right).bits).toEqual(found.lungs.bits);
    expect(found.lungs.geometry).toBe(scan.volume.geometry);
  });

  test("says so in its report", () => {
    const { report } = found;
    expect(report.reason).toBeNull();
    expect(report.litres.both).toBeCloseTo(report.litres.left + report.litres.right, 9);
    expect(report.airway?.millilitres).toBeGreaterThan(20);
    expect(report.airway?.curve.at(-1)?.threshold).toBeGreaterThanOrEqual(report.airway?.threshold ?? 0);
    expect(String(found)).toMatch(/^Lungs:\n {2}left lung +1\.\d{3} L\n/);
  });

  test("is the same when it is done again, and of Float32 values", () => {
    const float = createVolume(ndarray(Float32Array.from(scan.volume.voxels.data), [...scan.volume.shape]), {
      geometry: scan.volume.geometry,
    });
    for (const again of [segmentLungs(scan.volume), segmentLungs(float)]) {
      for (const name of MASKS) expect(again[name].bits).toEqual(found[name].bits);
    }
  });

  test.each(STORAGE_ORDERS.filter((_, i) => i % 5 === 1))(
    "stored as $name it is the same voxels",
    (order) => {
      const geometry = storeGeometry(scan.volume.geometry, order);
      const stored = segmentLungs(createVolume(storeVoxels(scan.volume.voxels, order), { geometry }));
      for (const name of MASKS) {
        expect(stored[name].geometry).toBe(geometry);
        expect(stored[name].bits).toEqual(maskFromVoxels(storeVoxels(found[name].voxels, order)).bits);
      }
    },
  );

  test.each([
    ["upper half", 30, 60],
    ["lower half", 0, 30],
    ["middle third", 20, 40],
  ])("of the %s agrees with the whole where they overlap", (_, start, end) => {
    const part = segmentLungs(slicesOf(scan.volume, start, end) as Volume);
    for (const name of ["left", "right"] as const) {
      expect(overlap(part[name], slicesOf(found[name], start, end))).toBeGreaterThan(0.97);
    }
  });

  test.each([0, 3, 6.6])("finds them in %d times the noise of a routine dose", (noise) => {
    const noisy = lungScan({ noise, seed: 4 });
    const { left, right } = segmentLungs(noisy.volume);
    expect(dice(left, noisy.left, noisy)).toBeGreaterThan(0.98);
    expect(dice(right, noisy.right, noisy)).toBeGreaterThan(0.98);
  });
});

describe("segmentLungs of hard chests", () => {
  const hard: readonly (readonly [name: string, options: ThoraxOptions, flag: LungFlagCode | null])[] = [
    ["on a foam table", { cases: ["foam table"] }, null],
    ["beside arms", { cases: ["arms"] }, null],
    ["behind a thin chest wall", { cases: ["thin chest wall"] }, null],
    ["that touch in front", { cases: ["joined lungs"] }, "LUNGS_JOINED"],
    ["that no airway joins", { cases: ["unconnected lungs"] }, null],
    ["with emphysema", { cases: ["emphysema"] }, null],
    ["beside fluid", { cases: ["effusion"] }, null],
    ["over a bubble in the stomach", { cases: ["stomach bubble"] }, null],
    ["beside air in the pleural space", { cases: ["pneumothorax"] }, "PLEURAL_AIR"],
    ["that the field of view cuts", { fieldOfView: 220 }, "LUNG_CUT_BY_FIELD_OF_VIEW"],
    ["in padding of 0 HU", { padding: 0 }, null],
    ["scanned up to the corners", { padding: null }, null],
    ["by a sharp kernel", { kernel: "sharp" }, null],
    ["by a smooth kernel", { kernel: "smooth" }, null],
    ["over gas in the bowel", { cases: ["bowel gas"] }, null],
    ["with nodules", { cases: ["solid nodules", "ground glass nodules"] }, null],
    ["in slices of 10 mm", { slices: 30, sliceThickness: 10 }, null],
    ["beside air in the pleural space, in noise", { cases: ["pneumothorax"], noise: 2 }, "PLEURAL_AIR"],
    ["over a bubble in the stomach, in noise", { cases: ["stomach bubble"], noise: 3 }, null],
  ];
  test.each(hard)("finds lungs %s", (_, options, flag) => {
    const chest = lungScan({ slices: 75, rows: 160, columns: 160, ...options });
    const { left, right, airway, report } = segmentLungs(chest.volume);
    expect(overlap(left, chest.left)).toBeGreaterThan(0.975);
    expect(overlap(right, chest.right)).toBeGreaterThan(0.975);
    expect(overlap(or(left, right), or(chest.left, chest.right))).toBeGreaterThan(0.98);
    // Destroyed lung is as dark as the bronchi beside it.
    const precision = options.cases?.includes("emphysema") ? 0.8 : 0.9;
    expect(countVoxels(and(airway, chest.airway))).toBeGreaterThan(precision * countVoxels(airway));
    expect(report.flags.map(({ code }) => code).filter((code) => code !== "THICK_SLICES")).toEqual(
      flag === null ? [] : [flag],
    );
  });

  test.each(["head", "abdomen"] as const)("finds no lungs in %s, and says by which number", (region) => {
    const { lungs, report } = segmentLungs(lungScan({ region }).volume);
    expect(countVoxels(lungs)).toBe(0);
    expect(report.reason).toMatch(/\d ml/);
  });
});

describe("segmentLungs", () => {
  test("of a body without lungs is empty, with the reason", () => {
    const [slices, rows, columns] = [20, 64, 64];
    const geometry = createGeometry([slices, rows, columns], { spacing: [5, 5, 5], origin: [0, 0, 0] });
    // An abdomen: a cylinder of muscle with a bubble of gas.
    const values = Int16Array.from({ length: slices * rows * columns }, (_, i) => {
      const [s, r, c] = [Math.floor(i / (rows * columns)), Math.floor(i / columns) % rows, i % columns];
      if (Math.hypot(r - 32, c - 32) > 24) return -1000;
      return Math.hypot(s - 10, r - 20, c - 26) < 5 ? -990 : 50;
    });
    const { lungs, airway, report } = segmentLungs(
      createVolume(ndarray(values, [slices, rows, columns]), { geometry }),
    );
    expect([countVoxels(lungs), countVoxels(airway)]).toEqual([0, 0]);
    expect(report.reason).toMatch(/\d/);
    expect(String(report)).toMatch(/^No lungs: /);
  });

  test("of one value throughout is empty", () => {
    for (const value of [-1000, 0, -3024]) {
      const geometry = createGeometry([8, 8, 8], { spacing: [5, 5, 5], origin: [0, 0, 0] });
      const { lungs, report } = segmentLungs(
        createVolume(ndarray(new Int16Array(512).fill(value), [8, 8, 8]), { geometry }),
      );
      expect(countVoxels(lungs)).toBe(0);
      expect(report.reason).not.toBeNull();
    }
  });

  test("takes no value inside the body for padding, though it is that of the corners", () => {
    const { volume, airway } = lungScan({ padding: 40, noise: 0 });
    const found = segmentLungs(volume);
    expect(found.report.flags.map(({ code }) => code)).not.toContain("NO_TRACHEA");
    expect(countVoxels(and(found.airway, airway))).toBeGreaterThan(0.9 * countVoxels(found.airway));
  });

  test("keeps voxels of a cut lung that have the value of the corners", () => {
    const cut = lungScan({
      fieldOfView: 220,
      padding: -1024,
      cases: ["emphysema"],
      kernel: "sharp",
      noise: 2,
    });
    const { lungs } = segmentLungs(cut.volume);
    const darkest = threshold(cut.volume, { below: -1023 });
    const inside = and(or(cut.left, cut.right), darkest);
    expect(countVoxels(and(lungs, inside))).toBeGreaterThan(0.8 * countVoxels(inside));
  });

  test("doubts values that are no HU", () => {
    const { volume } = lungScan({ padding: null });
    const stored = volume.voxels.data.map((hu) => hu + 1024);
    const raw = createVolume(ndarray(stored, [...volume.shape]), { geometry: volume.geometry });
    expect(segmentLungs(raw).report.reason).toMatch(
      /; 99 % of all values are above \d+ HU: are these Hounsfield units\?$/,
    );
  });

  test.each([
    [{ leakStep: 7.5 }, "recipe.leakStep must be a whole number of HU from 1; received 7.5"],
    [{ airwayBelow: -1200 }, "recipe.airwayBelow must be a whole number above -1100 HU"],
    [{ threshold: [-300, -500] as const }, "recipe.threshold must be two ascending finite numbers"],
    [{ closing: -1 }, "recipe.closing must be a number from 0; received -1"],
    [{ cell: 0 }, "recipe.cell must be a positive number of mm"],
  ])("refuses %o as constants", (recipe, message) => {
    expect(() => segmentLungs(scan.volume, { recipe })).toThrow(message);
  });

  test("refuses what it cannot tell left from right in, other units, one slice, no numbers and unknown names", () => {
    const { voxels, geometry } = scan.volume;
    expect(() => segmentLungs(voxels)).toThrow("so that left can be told from right");
    expect(() =>
      segmentLungs(
        createVolume(voxels, { geometry: createGeometry([60, 128, 128], { spacing: [5, 3, 3] }) }),
      ),
    ).toThrow("received one of which the spacing alone is known");
    expect(() => segmentLungs(createVolume(voxels, { geometry, units: "mg/ml" }))).toThrow("mg/ml");
    const one = createGeometry([1, 2, 2], { spacing: [null, 1, 1], origin: [0, 0, 0] });
    expect(() =>
      segmentLungs(createVolume(ndarray(new Int16Array(4), [1, 2, 2]), { geometry: one })),
    ).toThrow("segmentLungs needs the distance between slices");
    const nan = createVolume(ndarray(new Float32Array(8).fill(Number.NaN), [2, 2, 2]), {
      geometry: createGeometry([2, 2, 2], { origin: [0, 0, 0] }),
    });
    expect(() => segmentLungs(nan)).toThrow("volume must be of numbers outside its padding; received NaN");
    expect(() => segmentLungs(scan.volume, { recipe: { closng: 5 } as never })).toThrow(
      'did you mean "closing"?',
    );
    expect(() => segmentLungs(scan.volume, { recipe: { closing: Number.NaN } })).toThrow(
      "recipe.closing must be a number from 0; received NaN",
    );
  });
});
