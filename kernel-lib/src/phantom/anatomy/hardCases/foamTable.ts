import { type Canvas, paintSolid } from "../../paint/canvas";
import { grown, type Solid } from "../../paint/shapes";
import { createTexture } from "../../paint/texture";
import { HU, TISSUE } from "../../paint/tissue";

/** Half the width, and the height of the flat bottom, in mm. */
const HALF_WIDTH = 132;
const BOTTOM = 152;

/** A table top as thick as a hand: foam in a thin carbon shell, hollowed where the patient lies on it. */
export function paintFoamTable(canvas: Canvas): void {
  const grain = createTexture(7, 4);
  const plate: Solid = () => (x, y) => {
    const hollow = 93 - 0.0014 * x * x;
    const sides = Math.abs(x) - HALF_WIDTH + Math.max(0, 0.004 * (y - 100) ** 2);
    return Math.max(hollow - y, y - BOTTOM, sides);
  };
  paintSolid(canvas, plate, { hu: HU.carbon, tissue: TISSUE.table });
  paintSolid(canvas, grown(plate, -1.4), {
    hu: (x, y, z) => HU.foam + 18 * grain(x, y, z),
    tissue: TISSUE.table,
  });
}
