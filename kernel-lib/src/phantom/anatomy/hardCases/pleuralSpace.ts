import { type Canvas, paintSolid } from "../../paint/canvas";
import { grown, type Solid } from "../../paint/shapes";
import { HU, LUNG_TISSUES, TISSUE } from "../../paint/tissue";
import { cavity, lung, type Side } from "../chest";
import { LUNG_BOX } from "../lungs";

const LUNGS = [TISSUE.lungLeft, TISSUE.lungRight, TISSUE.emphysema] as const;

/** Fluid behind the left lung, which climbs up the chest wall, and above it lung that it presses together. */
export function paintEffusion(canvas: Canvas): void {
  const level: Solid = (z) => {
    const wall = cavity(z);
    const surface = 40 + 0.05 * (z - 60);
    return (x, y) => {
      const depth = Math.max(0, -wall(x, y) - 3);
      return 0.75 * (surface - 26 * Math.exp(-depth / 8) - y);
    };
  };
  const fluid = within("left", level, 1);
  paintSolid(canvas, grown(fluid, 3), { hu: -520, into: LUNGS, box: LUNG_BOX });
  paintSolid(canvas, fluid, {
    hu: HU.effusion,
    tissue: TISSUE.effusion,
    into: [...LUNG_TISSUES, TISSUE.fat, TISSUE.muscle],
    box: LUNG_BOX,
  });
}

/** Air in front of the right lung, which has sunk back from the chest wall; the pleura is a line between the two. */
export function paintPneumothorax(canvas: Canvas): void {
  const gap: Solid = (z) => {
    const wall = cavity(z);
    const ends = Math.max(0, 92 - z) * 0.5 + Math.max(0, z - 225) * 0.25;
    return (x, y) => {
      const thickness = Math.min(34, Math.max(-9, 0.5 * (-22 - y))) - ends;
      return 0.75 * (-wall(x, y) - 3 - thickness);
    };
  };
  const air = within("right", gap, 0);
  paintSolid(canvas, grown(air, 0.8), { hu: HU.pleura, into: LUNG_TISSUES, box: LUNG_BOX });
  paintSolid(canvas, air, {
    hu: HU.pleuralAir,
    tissue: TISSUE.pneumothorax,
    into: LUNG_TISSUES,
    box: LUNG_BOX,
  });
}

/** What a lung shares with another solid, out to `mm` beyond its pleura. */
function within(side: Side, solid: Solid, mm: number): Solid {
  const whole = lung(side);
  return (z) => {
    const [outer, inner] = [whole(z), solid(z)];
    return (x, y) => Math.max(outer(x, y) - mm, inner(x, y));
  };
}
