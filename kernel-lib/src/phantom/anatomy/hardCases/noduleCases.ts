import type { Random } from "../../../random";
import type { Triple } from "../../../volume/vectors";
import { type Canvas, paintSolid } from "../../paint/canvas";
import { createTexture } from "../../paint/texture";
import { HU, TISSUE } from "../../paint/tissue";
import { cavity, type Side } from "../chest";
import type { Sphere } from "../lungTrees";
import { boxAround, bumpy } from "../nodule";
import { findLungPoint } from "./lungPoints";

const LUNGS = [TISSUE.lungLeft, TISSUE.lungRight] as const;

interface Lump {
  readonly side: Side;
  /** In mm. */
  readonly diameter: number;
  readonly isRight: (point: Triple, depth: number, radius: number) => boolean;
}

const deep = (_: Triple, depth: number, radius: number): boolean => depth > radius + 4;

/** Its ball is cut by the chest wall, a quarter of its diameter deep. */
const atChestWall = ([x, y, z]: Triple, depth: number, radius: number): boolean =>
  z > 100 &&
  Math.abs(x) > 75 &&
  Math.abs(depth - 0.5 * radius) < 0.7 &&
  Math.abs(-cavity(z)(x, y) - 3 - depth) < 1;

/** Its ball is cut by the mediastinum. */
const atMediastinum = ([x, y, z]: Triple, depth: number, radius: number): boolean =>
  z > 165 && z < 215 && y < 10 && Math.abs(depth - 0.5 * radius) < 0.7 && -cavity(z)(x, y) > depth + 15;

const SOLID: readonly Lump[] = [
  { side: "left", diameter: 20, isRight: atChestWall },
  { side: "right", diameter: 14, isRight: atMediastinum },
  { side: "left", diameter: 9, isRight: deep },
  { side: "right", diameter: 6, isRight: deep },
];

const GROUND_GLASS: readonly Lump[] = [
  { side: "right", diameter: 25, isRight: deep },
  { side: "left", diameter: 18, isRight: deep },
  { side: "left", diameter: 12, isRight: deep },
];

/** Four, of 6 to 20 mm, one at the pleura of the chest wall and one at the mediastinum. */
export function paintSolidNodules(canvas: Canvas, random: Random): void {
  const into = [...LUNGS, TISSUE.vessel, TISSUE.airway, TISSUE.emphysema] as const;
  for (const sphere of placed(canvas, random, SOLID)) {
    const box = boxAround(sphere);
    paintSolid(canvas, bumpy(sphere, random), { hu: HU.nodule, tissue: TISSUE.nodule, into, box });
  }
}

/** Three, of 12 to 25 mm, with the vessels that run through them. */
export function paintGroundGlass(canvas: Canvas, random: Random): void {
  const mottle = createTexture(random.uint32(), 4);
  for (const sphere of placed(canvas, random, GROUND_GLASS)) {
    paintSolid(canvas, bumpy(sphere, random), {
      hu: (x, y, z) => HU.groundGlass + 45 * mottle(x, y, z),
      tissue: TISSUE.groundGlass,
      into: [...LUNGS, TISSUE.emphysema],
      box: boxAround(sphere),
    });
  }
}

/** Spheres that keep clear of each other and of other nodules. */
function placed(canvas: Canvas, random: Random, lumps: readonly Lump[]): Sphere[] {
  const spheres: Sphere[] = [{ centre: [-84, 14, 132], radius: 13 }];
  for (const { side, diameter, isRight } of lumps) {
    const radius = diameter / 2;
    const centre = findLungPoint(canvas, random, side, (point, depth) => {
      const isClear = spheres.every(
        (other) => Math.hypot(...point.map((x, i) => x - other.centre[i])) > other.radius + radius + 4,
      );
      return isClear && isRight(point, depth, radius);
    });
    if (centre !== null) spheres.push({ centre, radius });
  }
  return spheres.slice(1);
}
