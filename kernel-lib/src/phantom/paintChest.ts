import type { Random } from "../random";
import type { HardCase } from "./anatomy/hardCases/caseNames";
import { paintFoamTable } from "./anatomy/hardCases/foamTable";
import { paintCasesInside, paintCasesOutside } from "./anatomy/hardCases/paintCases";
import { paintLungs } from "./anatomy/lungs";
import { paintLungTrees } from "./anatomy/lungTrees";
import { paintNodule, placeNodule } from "./anatomy/nodule";
import { paintBelly, paintMediastinum } from "./anatomy/organs";
import { paintSkeleton } from "./anatomy/skeleton";
import { paintBody, paintTable } from "./anatomy/trunk";
import type { Canvas } from "./paint/canvas";
import { createTexture } from "./paint/texture";

/** Paints the chest on its table. What the cases add draws nothing from `random`, so that all else stays as it is. */
export function paintChest(canvas: Canvas, random: Random, seed: number, cases: readonly HardCase[]): void {
  const texture = createTexture(random.uint32(), 6);
  if (cases.includes("foam table")) paintFoamTable(canvas);
  else paintTable(canvas);
  paintBody(canvas, createTexture(random.uint32(), 17));
  paintCasesOutside(canvas, seed, cases);
  paintLungs(canvas, createTexture(random.uint32(), 5));
  paintMediastinum(canvas, texture);
  paintBelly(canvas, texture);
  paintSkeleton(canvas, texture);
  const nodule = placeNodule(random);
  paintLungTrees(canvas, random, nodule);
  paintNodule(canvas, nodule);
  paintCasesInside(canvas, seed, cases);
}
