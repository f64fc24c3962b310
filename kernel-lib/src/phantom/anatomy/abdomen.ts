import type { Random } from "../../random";
import { type Canvas, paintSolid, paintTubes } from "../paint/canvas";
import {
  blend,
  grown,
  intersection,
  oval,
  profile,
  type Solid,
  smoothLine,
  spheroid,
  type TubePoint,
} from "../paint/shapes";
import { createTexture, type Texture } from "../paint/texture";
import { HU, TISSUE } from "../paint/tissue";
import { paintBoneSolid, paintBoneTubes } from "./skeleton";
import { paintTable } from "./trunk";

const halfWidth = profile([
  [0, 162],
  [90, 152],
  [180, 148],
  [300, 154],
]);
const skin: Solid = (z) => {
  const outline = oval(0, -14, halfWidth(z), 108, 0.4);
  return (x, y) => outline(x, y) + (y > 40 ? 6 * Math.max(0, 1 - Math.abs(x) / 26) : 0);
};
const wall: Solid = (z) => oval(0, -8, halfWidth(z) - 16, 92, 0.4);
const space: Solid = (z) => oval(0, -22, halfWidth(z) - 30, 68, 0.4);

const COLON: readonly TubePoint[] = [
  [-92, -10, 30, 24],
  [-98, 4, 80, 22],
  [-100, 6, 130, 21],
  [-92, -30, 160, 20],
  [-50, -66, 150, 20],
  [0, -70, 138, 20],
  [52, -62, 154, 19],
  [94, -20, 190, 18],
  [102, 14, 160, 16],
  [104, 18, 90, 15],
  [84, 0, 30, 15],
];

/** The belly from pelvis to kidneys: liver, spleen, kidneys, and bowel with gas and stool in it. No lungs. */
export function paintAbdomen(canvas: Canvas, random: Random): void {
  const [fine, stool, streaks] = [6, 5, 15].map((size) => createTexture(random.uint32(), size));
  paintTable(canvas);
  paintSolid(canvas, skin, { hu: HU.skin, tissue: TISSUE.skin });
  paintSolid(canvas, grown(skin, -2), { hu: HU.fat, tissue: TISSUE.fat });
  paintSolid(canvas, wall, {
    hu: (x, y, z) => HU.muscle + 6 * fine(x, y, z) - 120 * Math.max(0, streaks(x, y, z) - 0.35),
    tissue: TISSUE.muscle,
  });
  paintSolid(canvas, space, { hu: (x, y, z) => HU.fat + 14 * fine(x, y, z), tissue: TISSUE.fat });
  paintSpine(canvas, fine);
  paintOrgans(canvas, fine);
  paintBowel(canvas, random, stool);
}

function paintSpine(canvas: Canvas, texture: Texture): void {
  const bodies: Solid = (z) => {
    const within = (z % 36) - 18;
    const outline = oval(0, 34, 24 - 2 * Math.max(0, 1 - Math.abs(within) / 14), 17, 0.3);
    return (x, y) => Math.max(outline(x, y), Math.abs(within) - 13.5);
  };
  const discs: Solid = () => oval(0, 34, 23, 16, 0.3);
  const box = [-45, 45, 0, 90, -10, 310] as const;
  paintSolid(canvas, discs, { hu: HU.disc, tissue: TISSUE.muscle, box });
  paintBoneSolid(canvas, bodies, 1.8, texture, box);
  const arches = Array.from({ length: 9 }, (_, i): TubePoint[][] => {
    const z = 18 + 36 * i;
    return [
      [
        [-17, 46, z + 4, 5],
        [-14, 62, z, 5],
        [0, 70, z - 5, 4],
        [14, 62, z, 5],
        [17, 46, z + 4, 5],
      ],
      [
        [0, 68, z - 4, 4],
        [0, 84, z - 8, 4],
      ],
      [
        [-48, 56, z, 3.5],
        [-16, 54, z, 4],
      ],
      [
        [16, 54, z, 4],
        [48, 56, z, 3.5],
      ],
    ];
  }).flat();
  paintBoneTubes(canvas, arches, 1.5);
  const wings = [-1, 1].map((sign): TubePoint[] => [
    [sign * 56, 58, 34, 9],
    [sign * 92, 34, 46, 8],
    [sign * 112, 0, 22, 9],
    [sign * 108, -16, -10, 10],
  ]);
  paintBoneTubes(canvas, [...wings.map((line) => smoothLine(line))], 2);
}

function paintOrgans(canvas: Canvas, texture: Texture): void {
  const organ = (solid: Solid, hu: number) =>
    paintSolid(canvas, solid, { hu: (x, y, z) => hu + 5 * texture(x, y, z), tissue: TISSUE.organ });
  const inSpace = (solid: Solid) => intersection(solid, grown(space, -1), 8);
  organ(
    inSpace(
      blend(
        [spheroid([-70, -6, 250], [0.2, 0.2, 1], 98, 64), spheroid([-8, -50, 280], [1, -0.2, 0.3], 70, 38)],
        20,
      ),
    ),
    HU.liver,
  );
  organ(inSpace(spheroid([92, 30, 262], [0.2, 0.5, 1], 58, 28)), HU.spleen);
  organ(inSpace(spheroid([52, -40, 262], [0.5, -0.2, 0.9], 66, 32)), HU.stomach);
  for (const sign of [-1, 1]) {
    const kidney = spheroid([sign * 62, 34, sign < 0 ? 168 : 180], [sign * -0.2, 0.1, 1], 54, 27);
    const pelvis = spheroid([sign * 50, 30, sign < 0 ? 168 : 180], [0, 0, 1], 26, 11);
    organ(kidney, 34);
    paintSolid(canvas, pelvis, { hu: HU.fat + 20, tissue: TISSUE.fat });
    const psoas: TubePoint[] = [
      [sign * 28, 34, 230, 7],
      [sign * 36, 30, 130, 17],
      [sign * 58, 10, 20, 23],
      [sign * 64, 0, -10, 23],
    ];
    paintTubes(canvas, [smoothLine(psoas)], { hu: HU.muscle, tissue: TISSUE.muscle });
  }
  const vessels: TubePoint[][] = [
    [
      [6, 6, 310, 11],
      [6, 6, 70, 9],
    ],
    [
      [-16, 6, 310, 12],
      [-16, 8, 70, 11],
    ],
  ];
  paintTubes(canvas, vessels, { hu: HU.blood, tissue: TISSUE.blood });
}

/** Loops of small bowel and the colon around them; what is uppermost in the colon is gas, below it is stool. */
function paintBowel(canvas: Canvas, random: Random, stool: Texture): void {
  const loops = Array.from({ length: 13 }, (_, i): TubePoint[] => {
    const z = 14 + 9 * i;
    return Array.from({ length: 9 }, (_, k): TubePoint => {
      const sway = 15 * Math.sin(0.9 * k + 2 * i);
      return [-64 + 16 * k, -32 + sway + 6 * random.normal(), z + 5 * random.normal(), 11];
    });
  });
  const small = loops.map((line) => smoothLine(line));
  const shrunk = (lines: readonly (readonly TubePoint[])[], mm: number) =>
    lines.map((line) => line.map(([x, y, z, radius]): TubePoint => [x, y, z, radius - mm]));
  const colon = [haustrated(smoothLine(COLON, 10))];
  const into = [TISSUE.fat, TISSUE.organ] as const;
  const bowel = { tissue: TISSUE.organ, into };
  paintTubes(canvas, small, { hu: 45, ...bowel });
  paintTubes(canvas, shrunk(small, 2.5), { hu: 18, ...bowel });
  for (const line of small) {
    const from = random.below(line.length - 7);
    const pocket = line.slice(from, from + 5).map(([x, y, z]): TubePoint => [x, y - 3, z, 5]);
    paintTubes(canvas, [pocket], { hu: HU.gas, tissue: TISSUE.stomachGas });
  }
  paintTubes(canvas, colon, { hu: 48, ...bowel });
  const lumen = shrunk(colon, 2.2);
  paintTubes(canvas, lumen, { hu: HU.gas, tissue: TISSUE.stomachGas, into: [TISSUE.organ, TISSUE.fat] });
  const sunk: Solid = () => (x, y) => 6 - 0.22 * Math.abs(x) - y - 6;
  const box = [-130, 130, -60, 70, -10, 220] as const;
  paintSolid(canvas, sunk, {
    hu: (x, y, z) => 20 - 420 * Math.max(0, stool(x, y, z)),
    tissue: TISSUE.organ,
    into: [TISSUE.stomachGas],
    box,
  });
}

/** The colon narrows between its pouches. */
function haustrated(line: readonly TubePoint[]): TubePoint[] {
  return line.map(([x, y, z, radius], i) => [x, y, z, radius * (i % 5 === 0 ? 0.78 : 1)]);
}
