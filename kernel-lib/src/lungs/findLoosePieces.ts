import { componentStatistics } from "../segmentation/componentStatistics";
import { dilation } from "../segmentation/dilation";
import { growWithin } from "../segmentation/growWithin";
import { andNot } from "../segmentation/setAlgebra";
import { voxelVolume } from "../volume/geometry";
import type { Mask } from "../volume/mask";
import type { Volume } from "../volume/volume";
import type { SplitLungs } from "./splitLungs";

export interface LooseOptions {
  /** Smallest loose piece, in ml. */
  readonly looseVolume: number;
  /** How far it may be from its lung, in mm. */
  readonly looseReach: number;
  /** Its 10th percentile is so far above air, in HU. */
  readonly looseAboveAir: number;
}

/** Pieces of lung that a band of tissue cuts off: near one lung alone, bright, and not beside gas. */
export function findLoosePieces(
  cells: Volume<Int16Array>,
  air: Mask,
  { left, right }: Pick<SplitLungs, "left" | "right">,
  gas: Mask,
  airHu: number,
  { looseVolume, looseReach, looseAboveAir }: LooseOptions,
): Pick<SplitLungs, "left" | "right"> {
  const rest = andNot(andNot(air, left), right);
  const least = (looseVolume * 1000) / voxelVolume(cells.geometry);
  const pieces = componentStatistics(rest, { volume: cells, percentiles: [10], atLeast: Math.max(1, least) });
  const bright = pieces.maskOf(({ percentiles: [low] }) => low >= airHu + looseAboveAir);
  const near = (mask: Mask, radius: number) => growWithin(dilation(mask, { radius }), bright);
  const byGas = near(gas, 1.1 * Math.max(...cells.geometry.spacing.map((mm) => mm ?? 1)));
  const [byLeft, byRight] = [near(left, looseReach), near(right, looseReach)];
  return { left: andNot(andNot(byLeft, byRight), byGas), right: andNot(andNot(byRight, byLeft), byGas) };
}
