import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { getPixelsHu } from "../../kernel-lib/src/dicom/getPixelsHu";
import { loadScan } from "../../kernel-lib/src/dicom/loadScan";
import { lungPhenotypes } from "../../kernel-lib/src/lungs/lungPhenotypes";
import { segmentLungs } from "../../kernel-lib/src/lungs/segmentLungs";
import { countVoxels } from "../../kernel-lib/src/volume/mask";

const folder = (name: string) => fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));
const [chest, head] = [folder("lidc-idri-0002"), folder("dcm-qa-ct-ge")];

describe.skipIf(!existsSync(chest))("the lungs of lidc-idri-0002", () => {
  test("have the litres that a prototype found, and numbers that say how the scan was made", async () => {
    const volume = getPixelsHu(await loadScan(chest));
    const lungs = segmentLungs(volume);
    const { litres, flags, tracheaHu } = lungs.report;
    expect(Math.abs(litres.left - 2.48)).toBeLessThan(0.05);
    expect(Math.abs(litres.right - 2.81)).toBeLessThan(0.06);
    expect(Math.abs((tracheaHu ?? 0) + 1000)).toBeLessThan(40);
    expect(flags.map(({ code }) => code)).not.toContain("ONE_LUNG");
    const { rows, methods } = lungPhenotypes(volume, lungs);
    expect(rows[0].litres).toBeCloseTo(litres.both, 9);
    // Of the thirds each has its share of the voxels.
    for (const { lung, part, voxels } of rows) {
      if (lung === "both" && part !== "whole")
        expect(Math.abs(3 * voxels - rows[0].voxels)).toBeLessThanOrEqual(2);
    }
    expect(volume.acquisition).toEqual({
      kernel: "STANDARD",
      kVp: 120,
      sliceThickness: 1.25,
      contrast: false,
    });
    expect(methods).toContain("kernel STANDARD");
  });
});

describe.skipIf(!existsSync(head))("a head", () => {
  test.each(["repair", "loose"] as const)("has no lungs, with the reason (%s)", async (geometry) => {
    const { lungs, left, right, airway, report } = segmentLungs(
      getPixelsHu(await loadScan(head, { geometry })),
    );
    expect([lungs, left, right, airway].map(countVoxels)).toEqual([0, 0, 0, 0]);
    expect(report.reason).toMatch(/\d/);
  });
});
