import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createThorax } from "../../../kernel-lib/src/phantom/createThorax";
import type { ThoraxOptions } from "../../../kernel-lib/src/phantom/thoraxOptions";

const SMALL: ThoraxOptions = { slices: 30, rows: 64, columns: 64 };

function sha256(data: Int16Array | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

test("gives the same voxels and truth for the same seed, others for another seed", () => {
  const first = createThorax({ ...SMALL, seed: 4 });
  const again = createThorax({ ...SMALL, seed: 4 });
  const other = createThorax({ ...SMALL, seed: 5 });
  expect(sha256(again.voxels.data)).toBe(sha256(first.voxels.data));
  expect(sha256(again.truth.tissues.data)).toBe(sha256(first.truth.tissues.data));
  expect(sha256(other.voxels.data)).not.toBe(sha256(first.voxels.data));
  expect(sha256(other.truth.tissues.data)).not.toBe(sha256(first.truth.tissues.data));
});

test("gives the voxels of generation 2: when this changes, GENERATION must be raised", () => {
  const { voxels, truth } = createThorax(SMALL);
  expect(sha256(voxels.data)).toBe("7dcee158062a1ff44f1c144c53b20bfbf0366e1f9b0ed4732df8514e05c9a0ed");
  expect(sha256(truth.tissues.data)).toBe("d26a12802140df34559f0b4677cb779d83c87d743215a0c4d70a1410345be3a6");
});

test("shows the same patient on a coarser grid: volumes of the lungs within 3 %", () => {
  const litres = (options: ThoraxOptions) => {
    const { truth, spacing } = createThorax({ ...options, noise: 0 });
    const { lungLeft, lungRight, airway, vessels } = truth;
    const voxels = [lungLeft, lungRight, airway, vessels].flatMap((mask) => [
      mask.data.reduce((a, b) => a + b, 0),
    ]);
    return (voxels.reduce((a, b) => a + b) * spacing[0] * spacing[1] * spacing[2]) / 1e6;
  };
  const coarse = litres(SMALL);
  const fine = litres({ slices: 60, rows: 128, columns: 128 });
  expect(coarse / fine).toBeGreaterThan(0.97);
  expect(coarse / fine).toBeLessThan(1.03);
});

test("places the grid symmetrically about the patient's midline, in mm", () => {
  const { spacing, origin, voxels } = createThorax({ slices: 30, rows: 64, columns: 32 });
  expect(voxels.shape).toEqual([30, 64, 32]);
  expect(spacing).toEqual([10, 5.6, 11.2]);
  const last = origin[0] + 31 * spacing[2];
  expect(last).toBeCloseTo(-origin[0], 10);
});

test("has no noise when asked for none: padding, room air and table keep their exact values", () => {
  const { voxels, truth } = createThorax({ ...SMALL, noise: 0 });
  const corner = [voxels.get(3, 0, 0), voxels.get(3, 2, 32)];
  expect(truth.tissues.get(3, 2, 32)).toBe(1);
  expect(corner).toEqual([-3024, -990]);
});

test.each<[ThoraxOptions, string]>([
  [{ slices: 1 }, "slices must be a whole number from 2 to 1024; received 1"],
  [{ rows: 2.5 }, "rows must be a whole number from 2 to 1024; received 2.5"],
  [{ seed: -1 }, "seed must be a whole number from 0 to 2^53 - 1; received -1"],
  [{ noise: Number.NaN }, "noise must be a number from 0 to 10; received NaN"],
])("rejects %j", (options, message) => {
  expect(() => createThorax(options)).toThrow(message);
});
