import type { Random } from "../../../random";
import type { Triple } from "../../../volume/vectors";
import type { Canvas } from "../../paint/canvas";
import { TISSUE } from "../../paint/tissue";
import { lung, type Side } from "../chest";
import { tissueAt } from "../lungTrees";

/** A random point of a lung that is to somebody's liking; null when many tries found none. */
export function findLungPoint(
  canvas: Canvas,
  random: Random,
  side: Side,
  isRight: (point: Triple, depth: number) => boolean,
): Triple | null {
  const solid = lung(side);
  const own = side === "left" ? TISSUE.lungLeft : TISSUE.lungRight;
  for (let attempt = 0; attempt < 6000; attempt++) {
    const x = (side === "left" ? 1 : -1) * 125 * random.uniform();
    const y = -105 + 172 * random.uniform();
    const z = 20 + 252 * random.uniform();
    const depth = -solid(z)(x, y);
    if (depth <= 0 || (tissueAt(canvas, x, y, z) ?? own) !== own) continue;
    if (isRight([x, y, z], depth)) return [x, y, z];
  }
  return null;
}
