import { createRandom, type Random } from "../../../random";
import type { Canvas } from "../../paint/canvas";
import { createTexture } from "../../paint/texture";
import { paintArms } from "./arms";
import { paintBowelGas, paintStomachBubble } from "./bellyGas";
import { HARD_CASES, type HardCase } from "./caseNames";
import { paintConsolidation } from "./consolidation";
import { paintEmphysema } from "./emphysema";
import { paintJoinedLungs } from "./joinedLungs";
import { paintGroundGlass, paintSolidNodules } from "./noduleCases";
import { paintEffusion, paintPneumothorax } from "./pleuralSpace";
import { paintThinChestWall } from "./thinChestWall";
import { paintUnconnectedLungs } from "./unconnectedLungs";

type Painter = (canvas: Canvas, random: Random) => void;

/** What lies under the skeleton. */
const OUTSIDE: Partial<Record<HardCase, Painter>> = {
  arms: paintArms,
  "thin chest wall": (canvas, random) => paintThinChestWall(canvas, createTexture(random.uint32(), 22)),
};

/** What lies in or over the organs. */
const INSIDE: Partial<Record<HardCase, Painter>> = {
  "stomach bubble": paintStomachBubble,
  "bowel gas": paintBowelGas,
  "joined lungs": paintJoinedLungs,
  "unconnected lungs": paintUnconnectedLungs,
  emphysema: paintEmphysema,
  "ground glass nodules": paintGroundGlass,
  "solid nodules": paintSolidNodules,
  consolidation: paintConsolidation,
  effusion: paintEffusion,
  pneumothorax: paintPneumothorax,
};

/** Paints those of the cases that change the body around the organs. */
export function paintCasesOutside(canvas: Canvas, seed: number, cases: readonly HardCase[]): void {
  paintAll(canvas, seed, cases, OUTSIDE);
}

/** Paints those of the cases that change what is in the body. */
export function paintCasesInside(canvas: Canvas, seed: number, cases: readonly HardCase[]): void {
  paintAll(canvas, seed, cases, INSIDE);
}

function paintAll(
  canvas: Canvas,
  seed: number,
  cases: readonly HardCase[],
  painters: Partial<Record<HardCase, Painter>>,
): void {
  for (const [which, name] of HARD_CASES.entries()) {
    if (!cases.includes(name)) continue;
    // A generator for each case: none shifts the draws of another.
    painters[name]?.(canvas, createRandom((seed % 2 ** 40) * 64 + which + 1));
  }
}
