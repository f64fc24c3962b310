import type { Random } from "../../random";
import { across, difference, type Triple } from "../../volume/vectors";
import { type Canvas, paintTubes } from "../paint/canvas";
import { smoothLine, type TubePoint } from "../paint/shapes";
import { HU, TISSUE } from "../paint/tissue";
import { type Branch, directionOf, growTree } from "./branching";
import { lung, type Side } from "./chest";
import { HILUM, MAIN_BRONCHUS, TRACHEA } from "./organs";

/** Ends of the arteries of one lung, and of each of its two veins. */
const ARTERY_ENDS = 1050;
const VEIN_ENDS = 420;
/** Radii in mm at the hilum; further out the cube of the radius goes with the number of ends fed (Murray 1926). */
const BRONCHUS_RADIUS = 5.6;
const ARTERY_RADIUS = 6;
const VEIN_RADIUS = 4.9;
/** Bronchi thinner than this in mm are not drawn; below the second radius they have no wall and open into the lung. */
const SMALLEST_BRONCHUS = 1.2;
const SMALLEST_WALLED_BRONCHUS = 2;

export interface Sphere {
  readonly centre: Triple;
  readonly radius: number;
}

/** Paints trachea, bronchi, arteries and veins of both lungs; vessels keep clear of the given sphere. */
export function paintLungTrees(canvas: Canvas, random: Random, clear: Sphere): void {
  const vessels: TubePoint[][] = [];
  const trachea = smoothLine(TRACHEA);
  // Trachea, main bronchi and the stem of each tree pass through the mediastinum; the other bronchi stay in the lungs.
  const central: Airways = { lumens: [trachea], walls: [thickened(trachea, 1.6)] };
  const peripheral: Airways = { lumens: [], walls: [] };
  for (const side of ["right", "left"] as const) {
    const main = smoothLine(MAIN_BRONCHUS[side]);
    central.lumens.push(main);
    central.walls.push(thickened(main, 1.4));
    const [x, y, z] = main[main.length - 1];
    const bronchi = growTree([x, y, z], lungPoints(canvas, side, ARTERY_ENDS, random), random);
    for (const { from, to, parent, feeds } of bronchi) {
      const radius = BRONCHUS_RADIUS * Math.cbrt(feeds / bronchi[0].feeds);
      if (radius < SMALLEST_BRONCHUS) continue;
      const lumen: TubePoint[] = [
        [...from, radius],
        [...to, radius * 0.94],
      ];
      const { lumens, walls } = parent < 0 ? central : peripheral;
      lumens.push(lumen);
      if (radius >= SMALLEST_WALLED_BRONCHUS) walls.push(thickened(lumen, 0.25 + 0.11 * radius));
    }
    vessels.push(...arteriesBeside(bronchi, HILUM[side].artery), ...veins(canvas, side, random));
  }
  const lungs = [TISSUE.lungLeft, TISSUE.lungRight] as const;
  const kept = vessels.filter(([from, to]) => distanceToPiece(clear.centre, from, to) > clear.radius + 1.5);
  paintTubes(canvas, kept, { hu: HU.vessel, tissue: TISSUE.vessel, into: lungs });
  // Inside the lungs a bronchus wall is lung; outside it is soft tissue.
  const inLungs = [...lungs, TISSUE.vessel];
  const soft = [TISSUE.fat, TISSUE.muscle, TISSUE.blood] as const;
  paintTubes(canvas, [...central.walls, ...peripheral.walls], { hu: HU.airwayWall, into: inLungs });
  paintTubes(canvas, central.walls, { hu: HU.airwayWall, tissue: TISSUE.muscle, into: soft });
  const air = { hu: HU.airway, tissue: TISSUE.airway };
  paintTubes(canvas, central.lumens, { ...air, into: [...inLungs, ...soft] });
  paintTubes(canvas, peripheral.lumens, { ...air, into: inLungs });
}

interface Airways {
  readonly lumens: TubePoint[][];
  readonly walls: TubePoint[][];
}

/** Arteries that run along the bronchi and on beyond the last that is drawn, moved aside by both radii. */
function arteriesBeside(bronchi: readonly Branch[], root: Triple): TubePoint[][] {
  const ends: TubePoint[] = [];
  return bronchi.map(({ from, to, parent, feeds }) => {
    const part = Math.cbrt(feeds / bronchi[0].feeds);
    const [bronchus, artery] = [BRONCHUS_RADIUS * part, ARTERY_RADIUS * part];
    const direction = directionOf(difference(to, from));
    const aside = directionOf(across([0.2, -0.45, 0.87], direction));
    const drawn = Math.min(1, Math.max(0, (bronchus - 0.7) / (SMALLEST_WALLED_BRONCHUS - 0.7)));
    const shift = drawn * (1.15 * bronchus + artery + 0.5);
    const end: TubePoint = [
      to[0] + shift * aside[0],
      to[1] + shift * aside[1],
      to[2] + shift * aside[2],
      artery * 0.95,
    ];
    ends.push(end);
    const start = parent < 0 ? root : ends[parent];
    return [[start[0], start[1], start[2], artery], end];
  });
}

/** An upper and a lower vein, each draining its part of the lung. */
function veins(canvas: Canvas, side: Side, random: Random): TubePoint[][] {
  const points = lungPoints(canvas, side, 2 * VEIN_ENDS, random);
  const order = Array.from({ length: points.length / 3 }, (_, i) => i);
  // The upper vein drains what lies above an oblique plane, as the fissure does.
  order.sort((a, b) => points[3 * b + 2] - points[3 * b + 1] - points[3 * a + 2] + points[3 * a + 1]);
  const middle = order.length >> 1;
  return [order.slice(0, middle), order.slice(middle)].flatMap((members, which) => {
    const own = Float64Array.from(members.flatMap((m) => [...points.subarray(3 * m, 3 * m + 3)]));
    const tree = growTree(HILUM[side].veins[which], own, random);
    return tree.map(({ from, to, feeds }): TubePoint[] => {
      const radius = VEIN_RADIUS * Math.cbrt(feeds / tree[0].feeds);
      return [
        [...from, radius],
        [...to, radius * 0.95],
      ];
    });
  });
}

/** Random points of one lung, x, y, z in turn, a few millimetres away from its surface and from what indents it. */
function lungPoints(canvas: Canvas, side: Side, count: number, random: Random): Float64Array {
  const solid = lung(side);
  const own = side === "left" ? TISSUE.lungLeft : TISSUE.lungRight;
  const points = new Float64Array(3 * count);
  let found = 0;
  // A lung fills a third of its box; the bound ends the search on a grid too coarse to hold a lung.
  for (let attempt = 0; attempt < 40 * count && found < count; attempt++) {
    const x = (side === "left" ? 1 : -1) * 125 * random.uniform();
    const y = -105 + 172 * random.uniform();
    const z = 20 + 252 * random.uniform();
    if ((tissueAt(canvas, x, y, z) ?? own) !== own || solid(z)(x, y) > -3.5) continue;
    points.set([x, y, z], 3 * found++);
  }
  return points.subarray(0, 3 * found);
}

/** What the canvas holds at a point; undefined beside the field of view, where the trees go on all the same. */
export function tissueAt(canvas: Canvas, x: number, y: number, z: number): number | undefined {
  const { spacing, origin, rows, columns, slices, tissue } = canvas;
  const slice = Math.min(slices - 1, Math.max(0, Math.round((z - origin[2]) / spacing[0])));
  const row = Math.round((y - origin[1]) / spacing[1]);
  const column = Math.round((x - origin[0]) / spacing[2]);
  if (row < 0 || row >= rows || column < 0 || column >= columns) return undefined;
  return tissue[(slice * rows + row) * columns + column];
}

function thickened(line: readonly TubePoint[], mm: number): TubePoint[] {
  return line.map(([x, y, z, radius]) => [x, y, z, radius + mm]);
}

/** Distance in mm from a point to the surface of a straight piece of tube. */
function distanceToPiece(point: Triple, from: TubePoint, to: TubePoint): number {
  const step: Triple = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const offset: Triple = [point[0] - from[0], point[1] - from[1], point[2] - from[2]];
  const along = offset[0] * step[0] + offset[1] * step[1] + offset[2] * step[2];
  const t = Math.min(1, Math.max(0, along / (step[0] ** 2 + step[1] ** 2 + step[2] ** 2 || 1)));
  const gap = Math.hypot(offset[0] - t * step[0], offset[1] - t * step[1], offset[2] - t * step[2]);
  return gap - Math.max(from[3], to[3]);
}
