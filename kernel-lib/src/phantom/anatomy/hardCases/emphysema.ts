import type { Random } from "../../../random";
import { type Canvas, paintSolid } from "../../paint/canvas";
import { grown, intersection, type Solid } from "../../paint/shapes";
import { createTexture } from "../../paint/texture";
import { HU, TISSUE } from "../../paint/tissue";
import { lung, type Side } from "../chest";
import { LUNG_BOX } from "../lungs";
import type { Sphere } from "../lungTrees";
import { boxAround, bumpy } from "../nodule";
import { findLungPoint } from "./lungPoints";

const LUNGS = [TISSUE.lungLeft, TISSUE.lungRight] as const;

/** Diameters of the bullae in mm, half of them under the pleura. */
const BULLAE = [40, 30, 24, 22, 18, 16, 14, 12, 10, 10] as const;

/** Confluent holes, most in the upper lobes, and bullae. */
export function paintEmphysema(canvas: Canvas, random: Random): void {
  const [coarse, fine, shade] = [9, 4, 6].map((size) => createTexture(random.uint32(), size));
  const holes: Solid = (z) => {
    // The share that is destroyed falls from the apex to the base.
    const threshold = 0.62 - 0.6 * Math.min(1, Math.max(0, (z - 60) / 150));
    return (x, y) => 3.2 * (threshold - coarse(x, y, z) - 0.45 * fine(x, y, z));
  };
  paintSolid(canvas, holes, {
    hu: (x, y, z) => HU.emphysema + 7 * shade(x, y, z),
    tissue: TISSUE.emphysema,
    into: LUNGS,
    box: LUNG_BOX,
  });
  for (const [i, diameter] of BULLAE.entries()) paintBulla(canvas, random, diameter / 2, i);
}

function paintBulla(canvas: Canvas, random: Random, radius: number, which: number): void {
  const side: Side = which % 2 === 0 ? "left" : "right";
  const isUnderPleura = which % 4 < 2;
  const centre = findLungPoint(canvas, random, side, ([x, , z], depth) => {
    if (z < (which < 7 ? 165 : 90) || Math.abs(x) < 35) return false;
    return isUnderPleura ? Math.abs(depth - 0.6 * radius) < 1.5 : depth > radius + 3;
  });
  if (centre === null) return;
  const sphere: Sphere = { centre, radius };
  const bulla = intersection(bumpy(sphere, random), grown(lung(side), -0.8), 1.5);
  const into = [...LUNGS, TISSUE.vessel, TISSUE.airway, TISSUE.emphysema] as const;
  const box = boxAround(sphere);
  paintSolid(canvas, grown(bulla, 0.5), { hu: -400, into, box });
  paintSolid(canvas, bulla, { hu: HU.bulla, tissue: TISSUE.emphysema, into, box });
}
