import type { Random } from "../../../random";
import type { Triple } from "../../../volume/vectors";
import { type Canvas, paintSolid, paintTubes } from "../../paint/canvas";
import { grown, intersection, type Solid, spheroid, type TubePoint } from "../../paint/shapes";
import { createTexture } from "../../paint/texture";
import { HU, LUNG_TISSUES, TISSUE } from "../../paint/tissue";
import { growTree } from "../branching";
import { lung } from "../chest";
import { findLungPoint } from "./lungPoints";

const CENTRE: Triple = [-70, 36, 92];
const region = spheroid(CENTRE, [0.25, 0.25, 1], 37, 29);
const BOX = [-125, -15, -10, 75, 30, 150] as const;

/** Airless lung at the back of the right lower lobe, out to the pleura, with air-filled bronchi in it. */
export function paintConsolidation(canvas: Canvas, random: Random): void {
  const bronchi = bronchogram(canvas, random);
  const [edge, mottle] = [createTexture(random.uint32(), 9), createTexture(random.uint32(), 5)];
  const ragged: Solid = (z) => {
    const section = region(z);
    return (x, y) => section(x, y) + 5 * edge(x, y, z);
  };
  const hu = (x: number, y: number, z: number) => HU.consolidation + 12 * mottle(x, y, z);
  const filled = LUNG_TISSUES.filter((tissue) => tissue !== TISSUE.airway);
  // No rim of air is left where its pleura blends with the chest wall's.
  const wide = intersection(ragged, grown(lung("right"), 1), 1);
  paintSolid(canvas, wide, { hu, into: [...filled, TISSUE.fat, TISSUE.muscle], box: BOX });
  const own = intersection(ragged, lung("right"), 1);
  paintSolid(canvas, own, { hu, tissue: TISSUE.consolidation, into: filled, box: BOX });
  paintTubes(canvas, bronchi, { hu: HU.airway, tissue: TISSUE.airway, into: [TISSUE.consolidation] });
}

function bronchogram(canvas: Canvas, random: Random): TubePoint[][] {
  const ends: number[] = [];
  for (let i = 0; i < 22; i++) {
    const end = findLungPoint(
      canvas,
      random,
      "right",
      ([x, y, z], depth) => depth > 5 && region(z)(x, y) < -4,
    );
    if (end !== null) ends.push(...end);
  }
  const tree = growTree([-50, 16, 118], Float64Array.from(ends), random);
  return tree
    .map(({ from, to, feeds }): TubePoint[] => {
      const radius = 2.9 * Math.cbrt(feeds / tree[0].feeds);
      return [
        [...from, radius],
        [...to, 0.94 * radius],
      ];
    })
    .filter(([[, , , radius]]) => radius > 1.1);
}
