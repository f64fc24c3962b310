import { delimiter } from "node:path";
import ndarray from "ndarray";
import { beforeAll, describe, expect, test } from "vitest";
import { getPixelsHu } from "../../../kernel-lib/src/dicom/getPixelsHu";
import { loadScan } from "../../../kernel-lib/src/dicom/loadScan";
import { segmentLungs } from "../../../kernel-lib/src/lungs/segmentLungs";
import { compareMasks } from "../../../kernel-lib/src/measure/compareMasks";
import { segmentLungMask } from "../../../kernel-lib/src/segmentation/segmentLungMask";
import { createGeometry } from "../../../kernel-lib/src/volume/geometry";
import { maskLitres } from "../../../kernel-lib/src/volume/mask";
import { slicesOf } from "../../../kernel-lib/src/volume/slicesOf";
import { createVolume, type Volume } from "../../../kernel-lib/src/volume/volume";
import { lungScan } from "../../makers/lungScan";
import { LUNG_CASES } from "./lungCases";
import { type Score, scoreCase, timed } from "./scoreLungs";
import { closedThreshold } from "./waysToLungs";

/** Set by lungs.mjs. */
const folders = (process.env.LUNGS_FOLDERS ?? "").split(delimiter).filter((folder) => folder !== "");

/** What is required. */
const LEAST = { both: 0.98, side: 0.975, airway: 0.9, crop: 0.97 } as const;
/** How much thick slices may change litres. */
const MOST_PERCENT_OF_THICK = 2;

describe("phantoms with lungs, 256 x 256 x 120 where nothing else is said", () => {
  const figures = (way: string) =>
    ["Dice", "volume %", "mean mm", "HD95 mm", "ms"].map((what) => `${way} ${what}`);
  const sides = ["left", "right lung", "airway precision"];
  printHead([
    "case",
    "right",
    ...figures("ours"),
    ...sides,
    ...figures("tutorial"),
    ...figures("threshold"),
    "flags",
  ]);
  /** Of the same chest in slices of 2.5 mm. */
  const findThinLitres = () =>
    maskLitres(segmentLungs(lungScan({ slices: 120, rows: 256, columns: 256 }).volume).lungs);
  test.each(LUNG_CASES)("$name", ({ name, options, isThick = false }) => {
    const { ours, litres, left, right, airway, flags, tutorial, threshold } = scoreCase({ name, options });
    const isRight = isThick
      ? Math.abs(100 * (litres / findThinLitres() - 1)) <= MOST_PERCENT_OF_THICK
      : ours.dice >= LEAST.both && left >= LEAST.side && right >= LEAST.side && airway >= LEAST.airway;
    printRow([
      name,
      isRight ? "yes" : "**NO**",
      ...cells(ours),
      left.toFixed(4),
      right.toFixed(4),
      airway.toFixed(3),
      ...cells(tutorial),
      ...cells(threshold),
      flags.join(" "),
    ]);
    expect(isRight).toBe(true);
  });
});

describe("scans without lungs", () => {
  printHead(["scan", "ours litres", "reason", "tutorial litres", "threshold litres"]);
  const size = { slices: 120, rows: 256, columns: 256 };
  const gas = () =>
    // Below the lungs: stomach and colon alone hold gas.
    slicesOf(lungScan({ ...size, cases: ["stomach bubble", "bowel gas"] }).volume, 0, 8) as Volume;
  const air = () =>
    createVolume(ndarray(new Int16Array(60 * 128 * 128).fill(-1000), [60, 128, 128]), {
      geometry: createGeometry([60, 128, 128], { spacing: [2.5, 2, 2], origin: [0, 0, 0] }),
    });
  const scans: readonly (readonly [string, () => Volume])[] = [
    ["head", () => lungScan({ ...size, region: "head" }).volume],
    [
      "head, no padding, three times the noise",
      () => lungScan({ ...size, region: "head", padding: null, noise: 3 }).volume,
    ],
    ["abdomen", () => lungScan({ ...size, region: "abdomen" }).volume],
    ["abdomen, seed 2", () => lungScan({ ...size, region: "abdomen", seed: 2 }).volume],
    ["gas in stomach and colon", gas],
    ["air alone", air],
  ];
  test.each(scans)("%s", (name, make) => {
    const volume = make();
    const { lungs, report } = segmentLungs(volume);
    const [ours, ...others] = [lungs, segmentLungMask(volume), closedThreshold(volume)].map((mask) =>
      maskLitres(mask).toFixed(3),
    );
    printRow([name, ours, report.reason ?? "", ...others]);
    expect([maskLitres(lungs), report.reason === null]).toEqual([0, false]);
  });
});

describe.skipIf(folders.length === 0)("series of one's own", () => {
  printHead([
    "series",
    "left litres",
    "right litres",
    "ms",
    "lower half",
    "upper half",
    "middle third",
    "flags",
  ]);
  test.each(folders.map((folder, i) => ({ folder, name: `series ${i + 1}` })))(
    "$name",
    async ({ folder, name }) => {
      const volume = getPixelsHu(await loadScan(folder));
      const [whole, milliseconds] = timed(() => segmentLungs(volume));
      const [slices] = volume.shape;
      const parts = [
        [0, slices >> 1],
        [slices >> 1, slices],
        [Math.floor(slices / 3), Math.floor((2 * slices) / 3)],
      ].map(([start, end]) => {
        const { lungs } = segmentLungs(slicesOf(volume, start, end) as Volume);
        return compareMasks(lungs, slicesOf(whole.lungs, start, end)).dice;
      });
      const { litres, flags, reason } = whole.report;
      printRow([
        name,
        litres.left.toFixed(3),
        litres.right.toFixed(3),
        milliseconds.toFixed(0),
        ...parts.map((dice) => dice.toFixed(4)),
        [...(reason === null ? [] : [reason]), ...flags.map(({ code }) => code)].join(" "),
      ]);
      for (const dice of parts) expect(dice).toBeGreaterThan(LEAST.crop);
    },
  );
});

function cells({ dice, volumeError, surfaceDistance, hausdorff95, milliseconds }: Score): string[] {
  const mm = (distance: number | null) => distance?.toFixed(2) ?? "";
  return [
    dice.toFixed(4),
    volumeError.toFixed(1),
    mm(surfaceDistance),
    mm(hausdorff95),
    milliseconds.toFixed(0),
  ];
}

/** The first lines of a table, when its first case is about to be tried; a row follows each. */
function printHead(names: readonly string[]): void {
  beforeAll(() => {
    printRow(names);
    printRow(names.map(() => "---"));
  });
}

function printRow(row: readonly string[]): void {
  console.log(`| ${row.join(" | ")} |`);
}
