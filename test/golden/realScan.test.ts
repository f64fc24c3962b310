import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { getPixelsHu } from "../../kernel-lib/src/dicom/getPixelsHu";
import { loadScan } from "../../kernel-lib/src/dicom/loadScan";
import { segmentLungMask } from "../../kernel-lib/src/segmentation/segmentLungMask";
import { andNot } from "../../kernel-lib/src/segmentation/setAlgebra";
import { countVoxels, type Mask } from "../../kernel-lib/src/volume/mask";
import type { Volume } from "../../kernel-lib/src/volume/volume";

const data = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const goldenFile = `${data}golden-lidc-idri-0002.json`;

interface Golden {
  readonly hu: { readonly sha256: string };
  readonly faithful_hu: { readonly sha256: string };
  readonly masks: {
    readonly filled: { readonly voxels: number; readonly sha256_u8: string };
    readonly unfilled: { readonly voxels: number; readonly sha256_u8: string };
    readonly internal: { readonly plus: number; readonly sha256_i8: string };
  };
}

const sha256 = (array: NodeJS.ArrayBufferView) => createHash("sha256").update(array).digest("hex");

describe.skipIf(!existsSync(goldenFile))("lidc-idri-0002 gives what the tutorial's Python gives", () => {
  let golden: Golden;
  let volume: Volume;
  let faithful: Volume;
  let filled: Mask;
  let unfilled: Mask;

  beforeAll(async () => {
    golden = JSON.parse(readFileSync(goldenFile, "utf8"));
    const scan = await loadScan(`${data}lidc-idri-0002`);
    volume = getPixelsHu(scan);
    faithful = getPixelsHu(scan, { padding: "tutorial" });
    filled = segmentLungMask(volume);
    unfilled = segmentLungMask(volume, { fillLungStructures: false });
  });

  test("Hounsfield units, as stored and with the tutorial's padding", () => {
    expect(sha256(volume.voxels.data)).toBe(golden.hu.sha256);
    expect(sha256(faithful.voxels.data)).toBe(golden.faithful_hu.sha256);
  });

  test("the lung masks", () => {
    expect(countVoxels(filled)).toBe(golden.masks.filled.voxels);
    expect(sha256(filled.voxels.data)).toBe(golden.masks.filled.sha256_u8);
    expect(countVoxels(unfilled)).toBe(golden.masks.unfilled.voxels);
    expect(sha256(unfilled.voxels.data)).toBe(golden.masks.unfilled.sha256_u8);
    expect(sha256(segmentLungMask(faithful).voxels.data)).toBe(golden.masks.filled.sha256_u8);
  });

  test("the internal structures", () => {
    const internal = andNot(filled, unfilled);
    expect(countVoxels(internal)).toBe(golden.masks.internal.plus);
    expect(sha256(internal.voxels.data)).toBe(golden.masks.internal.sha256_i8);
  });
});
