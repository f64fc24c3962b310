import type { Random } from "../../../random";
import { type Canvas, paintSolid } from "../../paint/canvas";
import { type Solid, smoothMax } from "../../paint/shapes";
import { createTexture } from "../../paint/texture";
import { TISSUE } from "../../paint/tissue";
import { cavity, type Side } from "../chest";
import { parenchyma } from "../lungs";

/** Where the lungs meet in front of the great vessels, in mm. */
const BOX = [-30, 30, -110, -50, 122, 206] as const;

/** Both lungs grow into the fat behind the breastbone until they touch; higher up not even a line is between them. */
export function paintJoinedLungs(canvas: Canvas, random: Random): void {
  const hu = parenchyma(createTexture(random.uint32(), 5));
  for (const side of ["right", "left"] as const) {
    const own = side === "left" ? TISSUE.lungLeft : TISSUE.lungRight;
    paintSolid(canvas, tongue(side), { hu, tissue: own, into: [TISSUE.fat, own], box: BOX });
  }
}

function tongue(side: Side): Solid {
  const sign = side === "left" ? 1 : -1;
  return (z) => {
    const wall = cavity(z);
    // From 0.9 mm of membrane to an overlap that leaves no trace of it.
    const membrane = 0.9 - Math.min(1, Math.max(0, (z - 140) / 30)) * 2.6;
    const taper = 30 * ((z - 164) / 36) ** 4;
    return (x, y) => {
      const middle = 2.5 * Math.sin(0.11 * y + 0.05 * z) + 1;
      const junction = membrane / 2 - sign * (x - middle);
      const back = 0.8 * (y + 62 + taper + 0.25 * Math.abs(x));
      const far = Math.abs(x) - 24;
      const block = smoothMax(smoothMax(wall(x, y) + 3, back, 6), far, 6);
      return Math.max(block, junction);
    };
  };
}
