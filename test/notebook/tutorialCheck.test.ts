import { join } from "node:path";
import ndarray from "ndarray";
import * as ct from "tslab-dicom";
import { ModuleKind, transpileModule } from "typescript";
import { describe, expect, test } from "vitest";
import { readNotebook, root, textOf } from "./executedNotebook";

function scanOf(options: ct.ThoraxOptions = {}): ct.Volume {
  const { voxels, spacing, origin } = ct.createThorax({ slices: 60, rows: 128, columns: 128, ...options });
  return ct.createVolume(voxels, { geometry: ct.createGeometry([60, 128, 128], { spacing, origin }) });
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
  const chest = scanOf();
  const { left, right } = ct.segmentLungs(chest, { show: false });

  test("believes the recipe on the phantom", () => {
    const text = printed(chest, ct.segmentLungMask(chest));
    expect(text).toMatch(/Dice 0\.9\d\d$/m);
    expect(text).toMatch(/mask may be believed$/m);
  });

  test("names the lung that is missing where no airway joins them", () => {
    const apart = scanOf({ cases: ["unconnected lungs"] });
    const text = printed(apart, ct.segmentLungMask(apart));
    expect(text).toMatch(
      /mask is not to be believed\n- the left lung is not in it: (100|9\d) % are missing$/m,
    );
    expect(text).not.toContain("the right lung");
  });

  test("says how many litres are no lung where what lies around the body is taken", () => {
    const padded = scanOf({ padding: 0 });
    const text = printed(padded, ct.segmentLungMask(padded));
    expect(text).toMatch(/^- the right lung is not in it/m);
    expect(text).toMatch(/^- \d\d\.\d\d L of it are no lung/m);
  });

  test("says how much of a lung is cut off", () => {
    const share = ct.countVoxels(left) / 4;
    let seen = 0;
    const rest = left.voxels.data.map((inside) => Number(inside !== 0 && ++seen > share));
    const kept = ct.maskFromVoxels(ndarray(rest, [...chest.shape]), chest.geometry);
    expect(printed(chest, ct.or(right, kept))).toMatch(/^- 25 % of the left lung are cut off$/m);
  });

  test("doubts any mask where there are no lungs, and prints no Dice of nothing", () => {
    const head = scanOf({ region: "head" });
    const text = printed(head, ct.segmentLungMask(head));
    expect(text).toMatch(/^- there seem to be no lungs: .*\d/m);
    expect(text).not.toMatch(/NaN|Dice/);
  });
});
