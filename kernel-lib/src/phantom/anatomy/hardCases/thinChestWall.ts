import { type Canvas, paintSolid, paintTubes } from "../../paint/canvas";
import { grown, type Solid, type TubePoint } from "../../paint/shapes";
import type { Texture } from "../../paint/texture";
import { HU, TISSUE } from "../../paint/tissue";
import { body, cavity } from "../chest";
import { cartilage, ribs, sternum } from "../skeleton";

/** Between lung and room air lie 4 to 8 mm at the front and sides, and more only where a rib lifts the skin. */
export function paintThinChestWall(canvas: Canvas, patch: Texture): void {
  const outline: Solid = (z) => {
    const [skin, wall] = [body(z), cavity(z)];
    const ends = Math.max(0, 74 - z, z - 205);
    // The lung ends 3 mm inside the cavity.
    return (x, y) => {
      const behind = Math.max(0, y + 5);
      const thickness = 2.6 + 1.3 * patch(x, y, z) + 0.9 * ends + 0.012 * behind * behind;
      return Math.max(skin(x, y), wall(x, y) - thickness);
    };
  };
  const outside: Solid = (z) => {
    const [section, skin] = [outline(z), body(z)];
    return (x, y) => Math.max(-section(x, y), skin(x, y) - 1.5);
  };
  // The room's air too: the voxels at the old skin hold some of it.
  const soft = [TISSUE.roomAir, TISSUE.skin, TISSUE.fat, TISSUE.muscle] as const;
  const box = [-170, 170, -130, 100, 20, 280] as const;
  paintSolid(canvas, outside, { hu: HU.roomAir, tissue: TISSUE.roomAir, into: soft, box });
  const bones = [...ribs(), ...cartilage()];
  const over = bones.map((line) => line.map(([x, y, z, radius]): TubePoint => [x, y, z, radius + 1.8]));
  const into = [TISSUE.roomAir] as const;
  const lifted = { hu: HU.skin, tissue: TISSUE.skin, into };
  paintTubes(canvas, over, lifted);
  paintSolid(canvas, grown(sternum, 2.5), { ...lifted, box: [-50, 50, -135, 0, 105, 255] });
  const rind: Solid = (z) => {
    const section = outline(z);
    return (x, y) => Math.abs(section(x, y) + 1) - 1;
  };
  paintSolid(canvas, rind, { hu: HU.skin, tissue: TISSUE.skin, into: [TISSUE.fat, TISSUE.muscle], box });
}
