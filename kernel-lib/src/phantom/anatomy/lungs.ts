import { type Box, type Canvas, paintSolid } from "../paint/canvas";
import type { Texture } from "../paint/texture";
import { HU, TISSUE } from "../paint/tissue";
import { lung } from "./chest";

/** Nothing of a lung lies outside, in LPS mm. */
export const LUNG_BOX: Box = [-130, 130, -110, 75, 5, 280];

/** Paints both lungs without what runs in them. */
export function paintLungs(canvas: Canvas, lobules: Texture): void {
  const hu = parenchyma(lobules);
  paintSolid(canvas, lung("right"), { hu, tissue: TISSUE.lungRight, box: LUNG_BOX });
  paintSolid(canvas, lung("left"), { hu, tissue: TISSUE.lungLeft, box: LUNG_BOX });
}

/** Attenuation of lung without vessels: blood settles towards the back of a patient who lies on it. */
export function parenchyma(lobules: Texture): Texture {
  return (x, y, z) => HU.lung + 0.2 * (y + 15) + 42 * lobules(x, y, z) + fissure(x, y, z);
}

/** The thin membranes between the lobes: an oblique one on each side, a level one in the right lung's front. */
function fissure(x: number, y: number, z: number): number {
  const bend = 0.0016 * (Math.abs(x) - 60) ** 2;
  const oblique = (z - 128 - 1.02 * y + bend * (x < 0 ? 1.5 : 1)) / 1.43;
  const level = x < 0 && oblique > 0 ? Math.abs(z - 146 + bend) : 9;
  return 95 * Math.max(0, 1 - Math.min(Math.abs(oblique), level) / 1.2);
}
