import { oval, profile, type Solid, smoothMax } from "../paint/shapes";

/** Height of the phantom in mm: z runs from 0, below the diaphragm, to 300, above the lung tips. */
export const CHEST_HEIGHT = 300;

/** Side of the square field of view in mm. */
export const FIELD_OF_VIEW = 358.4;

/** Which side of the patient; x grows towards the left. */
export type Side = "left" | "right";

const bodyHalfWidth = profile([
  [0, 150],
  [60, 155],
  [120, 160],
  [180, 162],
  [230, 157],
  [270, 142],
  [300, 122],
]);
const bodyHalfDepth = profile([
  [0, 103],
  [60, 108],
  [130, 109],
  [180, 104],
  [220, 93],
  [260, 78],
  [300, 67],
]);
const bodyBack = profile([
  [0, 90],
  [150, 94],
  [230, 93],
  [270, 88],
  [300, 80],
]);
const cavityHalfWidth = profile([
  [0, 120],
  [40, 125],
  [90, 126],
  [140, 122],
  [180, 112],
  [215, 95],
  [240, 78],
  [258, 61],
  [275, 50],
  [300, 44],
]);
const cavityHalfDepth = profile([
  [0, 83],
  [60, 86],
  [120, 84],
  [160, 78],
  [200, 66],
  [240, 48],
  [265, 38],
  [300, 34],
]);
const cavityBack = profile([
  [0, 58],
  [60, 62],
  [120, 64],
  [180, 62],
  [230, 56],
  [265, 46],
  [300, 38],
]);
const columnHalfWidth = profile([
  [40, 21],
  [120, 25],
  [165, 32],
  [195, 30],
  [230, 29],
  [270, 24],
]);
const columnHalfDepth = profile([
  [40, 40],
  [165, 44],
  [200, 40],
  [250, 32],
]);

/** The skin: a squarish oval that narrows towards the shoulders, lying on its flattened back with a groove in it. */
export const body: Solid = (z) => {
  const depth = bodyHalfDepth(z);
  const back = bodyBack(z);
  const outline = oval(0, back - depth, bodyHalfWidth(z), depth, 0.5);
  return (x, y) => outline(x, y) + (y > 40 ? 5 * bump(x / 26) : 0);
};

/** The space inside the ribs, from the thoracic inlet down into the belly. */
export const cavity: Solid = (z) => {
  const depth = cavityHalfDepth(z);
  return oval(0, cavityBack(z) - depth, cavityHalfWidth(z), depth, 0.35);
};

/** Where a ray from the middle of the cavity leaves it: the inner chest wall, `offset` mm further out. */
export function chestWallPoint(angle: number, z: number, offset: number): { x: number; y: number } {
  const depth = cavityHalfDepth(z);
  const centreY = cavityBack(z) - depth;
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const [u, v] = [dx / cavityHalfWidth(z), dy / depth];
  const round = Math.hypot(u, v);
  const norm = round + 0.35 * (Math.sqrt(Math.sqrt(u ** 4 + v ** 4)) - round);
  const radius = 1 / norm + offset;
  return { x: radius * dx, y: centreY + radius * dy };
}

/** Front edge of the cavity in the middle, as y in mm. */
export function cavityFront(z: number): number {
  return cavityBack(z) - 2 * cavityHalfDepth(z);
}

/** No point of the diaphragm is higher, in mm. */
export const DIAPHRAGM_TOP = 78;

/** Height of the diaphragm in mm: a dome on each side, the right one higher, and a saddle under the heart. */
export function diaphragmHeight(x: number, y: number): number {
  const right = dome(x + 60, y + 20, 76);
  const left = dome(x - 60, y + 16, 65);
  return smoothMax(smoothMax(right, left, 20), 42 - 0.15 * y, 12);
}

/** Thickness of the fat under the skin in mm: most at the sides and front, least over the breastbone and the back. */
export function fatThickness(x: number, y: number, z: number): number {
  const side = Math.min(1, Math.abs(x) / 130);
  const front = y < 0 ? 1 : Math.max(0, 1 - y / 60);
  const belly = Math.max(0, 1 - z / 140);
  return 7 + 8 * side * side * front + 6 * front * (1 - bump(x / 60)) + 5 * belly * front;
}

/**
 * One lung out to its pleura, with the vessels and airways in it: the cavity above the diaphragm, below the dome
 * of its apex, beside the mediastinum and the spine.
 */
export function lung(side: Side): Solid {
  const sign = side === "left" ? 1 : -1;
  return (z) => {
    const wall = cavity(z);
    const column = oval(0, -12, columnHalfWidth(z), columnHalfDepth(z), 0.2);
    const spine = oval(0, 47, 28, 35);
    return (x, y) => {
      const lateral = sign * x;
      const insideWall = wall(x, y) + 3;
      // Every further term can only raise the distance: what is well outside needs none of them.
      if (insideWall > 2 || lateral < -2) return Math.max(insideWall, -lateral);
      const aboveDiaphragm = z > DIAPHRAGM_TOP + 12 ? -12 : 0.85 * (diaphragmHeight(x, y) - z);
      const u = (lateral - 39) / 28;
      const v = (y - 13) / 38;
      const fromTip = u * u + v * v;
      const belowApex = 0.7 * (z - 270 + (72 * fromTip) / (3 + fromTip));
      const junction = 4 + Math.max(0, -y - 66) * 0.45 - lateral;
      const beside = smoothMax(smoothMax(-column(x, y), -spine(x, y), 10), junction, 12);
      const dome = smoothMax(insideWall, belowApex, 16);
      return smoothMax(smoothMax(dome, aboveDiaphragm, 3), beside, 8);
    };
  };
}

/** A smooth bump: 1 at 0, falling to 0 at -1 and 1. */
function bump(t: number): number {
  const rest = 1 - t * t;
  return rest > 0 ? rest * rest : 0;
}

function dome(fromCentreX: number, fromCentreY: number, peak: number): number {
  const u = fromCentreX / 74;
  const v = fromCentreY / 92;
  const square = u * u + v * v;
  const backSlope = fromCentreY > 0 ? 0.1 * fromCentreY : 0;
  return peak - 32 * square - 30 * square * square - backSlope;
}
