import { type Canvas, paintSolid } from "../paint/canvas";
import { grown, type Solid } from "../paint/shapes";
import type { Texture } from "../paint/texture";
import { HU, TISSUE } from "../paint/tissue";
import { body, cavity, fatThickness } from "./chest";

/** A shallow trough under the patient, with a thin mattress on it. */
export function paintTable(canvas: Canvas): void {
  const trough = (x: number, y: number) => y - 119 + 0.0014 * x * x;
  const shell: Solid = () => (x, y) => Math.max(Math.abs(trough(x, y)) - 1.7, Math.abs(x) - 128);
  const mattress: Solid = () => (x, y) => Math.max(Math.abs(trough(x, y) + 12) - 10, Math.abs(x) - 122);
  paintSolid(canvas, mattress, { hu: HU.mattress });
  paintSolid(canvas, shell, { hu: HU.table, tissue: TISSUE.table });
}

/** Skin, the fat under it, the muscle of chest wall, belly and shoulders, and fat in the cavity. */
export function paintBody(canvas: Canvas, texture: Texture): void {
  const muscle: Solid = (z) => {
    const outline = body(z);
    return (x, y) => outline(x, y) + 2 + fatThickness(x, y, z);
  };
  // A sheet of fat parts the muscles on the ribs from those over them; in the shoulders fat lies in streaks.
  const layers: Solid = (z) => {
    const wall = cavity(z);
    return (x, y) => {
      const patch = texture(x, y, z);
      const sheet = Math.abs(wall(x, y) - 14 - 4 * patch) - 0.2 - 1.8 * Math.abs(patch);
      if (y > 40) return sheet;
      const streak = 12 * (0.5 - texture(1.3 * x + 1.7 * y, 1.7 * x - 1.3 * y, 2 * z));
      return Math.min(sheet, streak);
    };
  };
  paintSolid(canvas, body, { hu: HU.skin, tissue: TISSUE.skin });
  paintSolid(canvas, grown(body, -2), { hu: HU.fat, tissue: TISSUE.fat });
  paintSolid(canvas, muscle, {
    hu: HU.muscle,
    tissue: TISSUE.muscle,
  });
  paintSolid(canvas, grown(cavity, -1), { hu: HU.fat + 20, tissue: TISSUE.fat });
  paintSolid(canvas, layers, { hu: HU.fat + 15, tissue: TISSUE.fat, into: [TISSUE.muscle] });
}
