import type { Random } from "../../random";
import { type Box, type Canvas, paintSolid } from "../paint/canvas";
import type { Solid } from "../paint/shapes";
import { createTexture } from "../paint/texture";
import { HU, TISSUE } from "../paint/tissue";
import type { Sphere } from "./lungTrees";

/** A ball of 9 mm in the middle of the right lung's lower part. */
export function placeNodule(random: Random): Sphere {
  const jitter = () => 10 * (random.uniform() - 0.5);
  return { centre: [-84 + jitter(), 14 + jitter(), 132 + jitter()], radius: 4.5 };
}

export function paintNodule(canvas: Canvas, sphere: Sphere): void {
  paintSolid(canvas, ball(sphere), { hu: HU.nodule, tissue: TISSUE.nodule, box: boxAround(sphere) });
}

function ball({ centre, radius }: Sphere): Solid {
  return (z) => (x, y) => Math.hypot(x - centre[0], y - centre[1], z - centre[2]) - radius;
}

/** A ball that is a little uneven. */
export function bumpy(sphere: Sphere, random: Random): Solid {
  const bumps = createTexture(random.uint32(), 0.8 * sphere.radius);
  const round = ball(sphere);
  return (z) => {
    const section = round(z);
    return (x, y) => section(x, y) + 0.12 * sphere.radius * bumps(x, y, z);
  };
}

export function boxAround({ centre: [x, y, z], radius }: Sphere): Box {
  const reach = radius + 5;
  return [x - reach, x + reach, y - reach, y + reach, z - reach, z + reach];
}
