import { segmentLungs } from "../../../kernel-lib/src/lungs/segmentLungs";
import { compareMasks } from "../../../kernel-lib/src/measure/compareMasks";
import { segmentLungMask } from "../../../kernel-lib/src/segmentation/segmentLungMask";
import { and, or } from "../../../kernel-lib/src/segmentation/setAlgebra";
import { countVoxels, type Mask, maskLitres } from "../../../kernel-lib/src/volume/mask";
import { lungScan } from "../../makers/lungScan";
import type { LungCase } from "./lungCases";
import { closedThreshold } from "./waysToLungs";

/** How well a way found both lungs. */
export interface Score {
  readonly dice: number;
  /** In percent of the truth. */
  readonly volumeError: number;
  /** In mm; null when nothing was found. */
  readonly surfaceDistance: number | null;
  readonly hausdorff95: number | null;
  readonly milliseconds: number;
}

export interface CaseScore {
  readonly ours: Score;
  /** What ours holds. */
  readonly litres: number;
  readonly left: number;
  readonly right: number;
  /** Share of the airway that was found which is airway. */
  readonly airway: number;
  readonly flags: readonly string[];
  readonly tutorial: Score;
  readonly threshold: Score;
}

export function scoreCase({ options }: LungCase): CaseScore {
  const scan = lungScan({ slices: 120, rows: 256, columns: 256, ...options });
  const lungs = or(scan.left, scan.right);
  const score = (found: Mask, milliseconds: number): Score => {
    const { dice, meanSurfaceDistance, hausdorff95 } = compareMasks(found, lungs);
    return {
      dice,
      volumeError: 100 * (countVoxels(found) / countVoxels(lungs) - 1),
      surfaceDistance: meanSurfaceDistance,
      hausdorff95,
      milliseconds,
    };
  };
  const [found, milliseconds] = timed(() => segmentLungs(scan.volume));
  return {
    ours: score(found.lungs, milliseconds),
    litres: maskLitres(found.lungs),
    left: compareMasks(found.left, scan.left).dice,
    right: compareMasks(found.right, scan.right).dice,
    airway: countVoxels(and(found.airway, scan.airway)) / countVoxels(found.airway),
    flags: found.report.flags.map(({ code }) => code),
    tutorial: score(...timed(() => segmentLungMask(scan.volume))),
    threshold: score(...timed(() => closedThreshold(scan.volume))),
  };
}

export function timed<T>(run: () => T): [result: T, milliseconds: number] {
  const from = performance.now();
  return [run(), performance.now() - from];
}
