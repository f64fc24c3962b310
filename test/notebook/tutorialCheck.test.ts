import { join } from "node:path";
import ndarray from "ndarray";
import * as ct from "tslab-dicom";
import { ModuleKind, transpileModule } from "typescript";
import { describe, expect, test } from "vitest";
import { readNotebook, root, textOf } from "./executedNotebook";

const SHAPE = [60, 128, 128] as const;
const { voxels, spacing, origin, truth } = ct.createThorax({ slices: 60, rows: 128, columns: 128 });
const geometry = ct.createGeometry(SHAPE, { spacing, origin });
const isLeft = truth.lungLeft.data;

/** The phantom with other values. */
function changed(toHu: (hu: number, voxel: number) => number): ct.Volume {
  return ct.createVolume(ndarray(voxels.data.map(toHu), [...SHAPE]), { geometry });
}

/** What the tutorial's cell that checks its mask prints, of a volume and a mask of it. */
function printed(volume: ct.Volume, filled: ct.Mask): string {
  const { cells } = readNotebook(join(root, "notebooks/tutorial.ipynb"));
  const source = cells.map((cell) => textOf(cell.source)).find((text) => text.includes("ct.segmentLungs("));
  const { outputText } = transpileModule(source ?? "", { compilerOptions: { module: ModuleKind.CommonJS } });
  const lines: string[] = [];
  const log = (...words: readonly unknown[]) => lines.push(words.join(" "));
  new Function("ct", "volume", "filled", "console", outputText)(ct, volume, filled, { log });
  return lines.join("\n");
}

describe("the tutorial's cell on its own mask", () => {
  const chest = changed((hu) => hu);
  const { left, right } = ct.segmentLungs(chest, { show: false });

  test("believes the recipe on the phantom", () => {
    const text = printed(chest, ct.segmentLungMask(chest));
    expect(text).toMatch(/Dice 0\.9\d\d/);
    expect(text).toMatch(/mask may be believed$/m);
  });

  test("names the lung that is missing", () => {
    const text = printed(chest, right);
    expect(text).toContain("is not to be believed");
    expect(text).toContain("the left lung is not in it: 100 % are missing");
    expect(text).not.toContain("the right lung");
  });

  test("says how much of a lung is cut off", () => {
    const some = ndarray(
      isLeft.map((is, i) => (i % 7 < 2 ? is : 0)),
      [...SHAPE],
    );
    const kept = ct.andNot(left, ct.maskFromVoxels(some, geometry));
    expect(printed(chest, ct.or(right, kept))).toMatch(/^- 2\d % of the left lung are cut off$/m);
  });

  test("says how many litres are no lung", () => {
    const around = ct.threshold(chest, { below: -900 });
    expect(printed(chest, ct.or(ct.or(left, right), around))).toMatch(/^- \d+\.\d\d L of it are no lung/m);
  });

  test("doubts any mask where there are no lungs, and prints no Dice of nothing", () => {
    const tissue = changed((_, i) => 40 + (i % 7));
    const text = printed(tissue, left);
    expect(text).toMatch(/^- there seem to be no lungs: .*\d/m);
    expect(text).not.toMatch(/NaN|Dice/);
  });
});
