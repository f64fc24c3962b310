import { describe, expect, test } from "vitest";
import { createThorax } from "../../../kernel-lib/src/phantom/createThorax";
import { TISSUE } from "../../../kernel-lib/src/phantom/paint/tissue";
import { contentKey, type ThoraxOptions, thoraxOptions } from "../../../kernel-lib/src/phantom/thoraxOptions";

const SMALL = { slices: 30, rows: 64, columns: 64 } as const;

describe("padding", () => {
  test.each([-2000, -1024, 0])("is %d HU outside the circle, and nothing else changes", (padding) => {
    const [given, usual] = [createThorax({ ...SMALL, padding }), createThorax(SMALL)];
    const { data } = given.truth.tissues;
    for (let at = 0; at < data.length; at++) {
      const expected = data[at] === TISSUE.padding ? padding : usual.voxels.data[at];
      if (given.voxels.data[at] !== expected) expect.fail(`${given.voxels.data[at]} at ${at}`);
    }
    expect(data[0]).toBe(TISSUE.padding);
  });

  test("null leaves the corners scanned", () => {
    const { voxels, truth } = createThorax({ ...SMALL, padding: null, noise: 0 });
    expect(voxels.get(3, 0, 0)).toBe(-990);
    expect(truth.tissues.data).not.toContain(TISSUE.padding);
  });
});

test("a field of view of half the size shows the middle of the patient at the same place", () => {
  const whole = createThorax({ slices: 30, rows: 128, columns: 128, noise: 0, padding: null });
  const cropped = createThorax({ ...SMALL, noise: 0, padding: null, fieldOfView: 179.2 });
  expect(cropped.spacing).toEqual(whole.spacing);
  expect(cropped.origin[0]).toBeCloseTo(whole.origin[0] + 32 * whole.spacing[2], 10);
  let [same, all] = [0, 0];
  for (let slice = 0; slice < 30; slice++) {
    for (let row = 0; row < 64; row++) {
      for (let column = 0; column < 64; column++) {
        all++;
        const tissue = whole.truth.tissues.get(slice, row + 32, column + 32);
        if (cropped.truth.tissues.get(slice, row, column) === tissue) same++;
      }
    }
  }
  // Vessels differ by what the trees' random ends met outside the picture.
  expect(same / all).toBeGreaterThan(0.95);
});

test("a thick slice is the mean of the thin ones within it", () => {
  const rest = { rows: 64, columns: 64, noise: 0 };
  const thick = createThorax({ ...rest, slices: 20, sliceThickness: 15 });
  const thin = createThorax({ ...rest, slices: 20 * 13 });
  const size = 64 * 64;
  let worst = 0;
  for (let slice = 0; slice < 20; slice++) {
    for (let pixel = 0; pixel < size; pixel++) {
      let sum = 0;
      for (let i = 0; i < 13; i++) sum += thin.voxels.data[(slice * 13 + i) * size + pixel];
      worst = Math.max(worst, Math.abs(thick.voxels.data[slice * size + pixel] - sum / 13));
    }
  }
  expect(worst).toBeLessThanOrEqual(1.01);
  const centre = thin.truth.tissues.data.subarray((5 * 13 + 6) * size, (5 * 13 + 7) * size);
  expect(Buffer.from(thick.truth.tissues.data.subarray(5 * size, 6 * size)).equals(Buffer.from(centre))).toBe(
    true,
  );
});

test("kernels: smooth blurs edges and noise, sharp enhances both", () => {
  const rest = { slices: 12, rows: 128, columns: 128 };
  const { truth } = createThorax(rest);
  const spread = (options: ThoraxOptions) => {
    const { voxels } = createThorax({ ...rest, ...options });
    const inBlood = [...voxels.data].filter((_, at) => truth.tissues.data[at] === TISSUE.blood);
    const mean = inBlood.reduce((a, b) => a + b) / inBlood.length;
    return Math.sqrt(inBlood.reduce((sum, hu) => sum + (hu - mean) ** 2, 0) / inBlood.length);
  };
  const most = (options: ThoraxOptions) =>
    createThorax({ ...rest, ...options, noise: 0 }).voxels.data.reduce((a, b) => Math.max(a, b));
  expect(spread({ kernel: "smooth" })).toBeLessThan(spread({}));
  expect(spread({ kernel: "sharp" })).toBeGreaterThan(1.5 * spread({}));
  expect(most({ kernel: "smooth" })).toBeLessThan(most({}));
  expect(most({ kernel: "sharp" })).toBeGreaterThan(most({}));
});

test.each(["head", "abdomen"] as const)("a %s has no lungs, but air or gas and bone", (region) => {
  const { truth } = createThorax({ ...SMALL, region });
  expect(truth.wholeLeft.data).not.toContain(1);
  expect(truth.wholeRight.data).not.toContain(1);
  expect(truth.tissues.data).toContain(region === "head" ? TISSUE.airway : TISSUE.stomachGas);
  expect(truth.tissues.data).toContain(TISSUE.bone);
});

test("what is as by default does not show in the key that UIDs follow from, all else does", () => {
  const key = (options: ThoraxOptions) => contentKey(thoraxOptions(options));
  expect(key({})).toBe("tslab-dicom thorax 2: 1 120 256 256 1");
  const others: ThoraxOptions[] = [
    {},
    { cases: ["arms"] },
    { cases: ["arms", "effusion"] },
    { region: "head" },
    { padding: null },
    { padding: -2000 },
    { fieldOfView: 260 },
    { kernel: "sharp" },
    { sliceThickness: 5 },
  ];
  expect(new Set(others.map(key)).size).toBe(others.length);
  expect(key({ cases: ["effusion", "arms", "arms"] })).toBe(key({ cases: ["arms", "effusion"] }));
});

test.each<[object, string]>([
  [{ cases: ["arm"] }, 'cases must be "foam table", "arms"'],
  [{ region: "leg" }, 'region must be "chest", "head" or "abdomen"; received "leg"'],
  [{ region: "head", cases: ["arms"] }, 'cases must be an empty list for the region "head"; received arms'],
  [{ padding: 4000 }, "padding must be a whole number from -32768 to 3071, or null; received 4000"],
  [{ fieldOfView: 50 }, "fieldOfView must be a number from 100 to 700; received 50"],
  [{ kernel: "soft" }, 'kernel must be "smooth", "standard" or "sharp"; received "soft"'],
  [{ sliceThickness: 0 }, "sliceThickness must be a number from 0.5 to 50, or null; received 0"],
])("rejects %j", (options, message) => {
  expect(() => createThorax(options)).toThrow(message);
});
