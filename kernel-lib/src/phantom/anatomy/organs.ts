import type { Triple } from "../../volume/vectors";
import { type Box, type Canvas, paintSolid, paintTubes } from "../paint/canvas";
import {
  blend,
  grown,
  intersection,
  type Solid,
  smoothLine,
  spheroid,
  type TubePoint,
} from "../paint/shapes";
import type { Texture } from "../paint/texture";
import { HU, TISSUE } from "../paint/tissue";
import { cavity, DIAPHRAGM_TOP, diaphragmHeight } from "./chest";

/** Ventricles, atria and the roots of the great vessels. */
const heart: Solid = blend(
  [
    spheroid([33, -40, 86], [0.74, -0.52, -0.42], 50, 33),
    spheroid([8, -60, 88], [0.85, -0.2, -0.3], 44, 27),
    spheroid([-22, -36, 104], [0.1, 0.2, 1], 38, 27),
    spheroid([6, -7, 122], [1, 0, 0.1], 36, 20),
    spheroid([4, -42, 128], [-0.2, 0.1, 1], 32, 25),
  ],
  12,
);

const AORTA: readonly TubePoint[] = [
  [0, -42, 128, 15],
  [-8, -42, 152, 15.5],
  [-8, -38, 178, 15],
  [4, -28, 198, 14],
  [20, -12, 205, 13.5],
  [30, 6, 196, 13],
  [30, 16, 176, 12.5],
  [28, 17, 140, 12],
  [23, 15, 100, 11.5],
  [15, 12, 60, 11],
  [7, 8, 20, 10.5],
  [4, 6, -8, 10],
];

const GREAT_VESSELS: readonly (readonly TubePoint[])[] = [
  AORTA,
  [
    [4, -28, 200, 6.5],
    [-14, -22, 235, 6.5],
    [-22, -14, 272, 5.5],
    [-26, -12, 306, 4.5],
  ],
  [
    [16, -16, 208, 4.6],
    [18, -15, 250, 4],
    [26, -12, 306, 4],
  ],
  [
    [27, -2, 206, 5.5],
    [28, 4, 248, 5],
    [46, 0, 276, 5],
    [70, -6, 282, 4.5],
  ],
  [
    [-26, -30, 112, 9],
    [-28, -30, 160, 9],
    [-26, -28, 200, 8.5],
    [-34, -26, 238, 7],
    [-50, -22, 276, 6],
    [-52, -20, 306, 5.5],
  ],
  [
    [-24, -30, 202, 7],
    [5, -44, 214, 6.5],
    [32, -36, 236, 6],
    [46, -24, 272, 6],
    [50, -20, 306, 5.5],
  ],
  [
    [18, -56, 120, 14],
    [20, -48, 148, 14],
    [20, -32, 165, 13],
    [34, -14, 172, 11],
    [46, 0, 165, 9.5],
    [49, 6, 154, 8],
  ],
  [
    [18, -34, 163, 11],
    [-4, -20, 162, 11],
    [-30, -8, 160, 10],
    [-44, -2, 152, 8],
  ],
  [
    [6, -7, 122, 12],
    [-20, -6, 130, 8],
    [-46, -6, 136, 6],
  ],
  [
    [6, -4, 120, 12],
    [-22, 6, 118, 8],
    [-44, 12, 112, 6],
  ],
  [
    [6, -7, 124, 12],
    [32, -10, 132, 8],
    [50, -10, 138, 6],
  ],
  [
    [6, -4, 120, 12],
    [30, 4, 118, 8],
    [48, 10, 110, 6],
  ],
  [
    [-22, -26, 92, 12],
    [-21, -10, 62, 12],
    [-19, -4, 30, 12],
    [-18, -2, -8, 12],
  ],
];

/** Lymph nodes under the fork of the trachea and in front of the spine. */
const NODES: Solid = blend(
  [spheroid([6, 0, 150], [1, 0.1, 0], 24, 14), spheroid([10, 8, 104], [0, 0.2, 1], 40, 10)],
  10,
);

const OESOPHAGUS: readonly TubePoint[] = [
  [4, 4, 306, 5.5],
  [6, 9, 260, 5.5],
  [8, 12, 200, 5.5],
  [7, 13, 160, 6],
  [8, 10, 110, 6],
  [16, -2, 66, 6.5],
  [30, -12, 48, 8],
];

/** Paints the heart in its fat, the great vessels outside the lungs, and the oesophagus. */
export function paintMediastinum(canvas: Canvas, texture: Texture): void {
  const lines = GREAT_VESSELS.map((line) => smoothLine(line, 4));
  const sleeves = lines.map((line) => line.map(([x, y, z, radius]): TubePoint => [x, y, z, radius + 1.8]));
  const around = { box: [-70, 95, -105, 30, 35, 175] as const };
  paintSolid(canvas, grown(heart, 3.5), { hu: HU.fat + 12, tissue: TISSUE.fat, ...around });
  paintTubes(canvas, sleeves, { hu: HU.fat + 25, tissue: TISSUE.fat });
  paintSolid(canvas, heart, {
    hu: (x, y, z) => HU.blood + 4 * texture(x, y, z),
    tissue: TISSUE.blood,
    ...around,
  });
  paintSolid(canvas, NODES, { hu: HU.muscle - 15, tissue: TISSUE.muscle, ...around });
  // The furrow between atria and ventricles, where the coronary arteries run in fat.
  const furrow: TubePoint[] = [
    [-22, -70, 82, 3],
    [-12, -74, 104, 3.4],
    [2, -68, 124, 3],
    [24, -58, 122, 3],
    [40, -32, 118, 2.8],
    [42, -12, 104, 2.6],
  ];
  paintTubes(canvas, [smoothLine(furrow, 5)], { hu: HU.fat + 25, tissue: TISSUE.fat });
  paintTubes(canvas, [smoothLine(OESOPHAGUS, 5)], { hu: 40, tissue: TISSUE.muscle });
  paintTubes(canvas, lines, { hu: HU.blood, tissue: TISSUE.blood });
}

/** Nothing of the belly lies outside, in LPS mm. */
export const BELLY_BOX: Box = [-130, 130, -115, 75, -10, DIAPHRAGM_TOP];

/** The belly `depth` mm under the lungs. */
export function under(depth: number): Solid {
  return (z) => {
    const wall = cavity(z);
    return (x, y) => Math.max(wall(x, y) + 4 + depth / 2, 0.85 * (z - diaphragmHeight(x, y)) + depth);
  };
}

/** Paints what lies under the diaphragm: fat, liver, spleen, stomach with its gas bubble, aorta and vena cava. */
export function paintBelly(canvas: Canvas, texture: Texture): void {
  const below = { box: BELLY_BOX };
  paintSolid(canvas, under(1.5), { hu: HU.muscle, tissue: TISSUE.muscle, ...below });
  paintSolid(canvas, under(4), {
    hu: (x, y, z) => HU.fat + 30 * texture(x, y, z),
    tissue: TISSUE.fat,
    ...below,
  });

  const liverEdge: Solid = () => (x, y) => 0.78 * x + 0.62 * y - 6 + Math.max(0, 0.2 * (y - 20));
  const liver = intersection(under(4), liverEdge, 10);
  const spleen = intersection(under(5), spheroid([92, 22, 38], [0.1, 0.9, 0.35], 46, 27), 6);
  const stomach = intersection(under(6), spheroid([52, -30, 34], [0.45, -0.4, -0.5], 50, 33), 8);
  paintSolid(canvas, liver, {
    hu: (x, y, z) => HU.liver + 5 * texture(x, y, z),
    tissue: TISSUE.organ,
    ...below,
  });
  paintSolid(canvas, spleen, { hu: HU.spleen, tissue: TISSUE.organ, ...below });
  paintSolid(canvas, stomach, { hu: HU.muscle, tissue: TISSUE.organ, ...below });
  paintSolid(canvas, grown(stomach, -4), {
    hu: (x, y, z) => HU.stomach + 25 * texture(x, y, z),
    tissue: TISSUE.organ,
    ...below,
  });
  const floating: Solid = () => (_, y) => y + 47;
  const bubble = intersection(grown(stomach, -5), floating, 3);
  paintSolid(canvas, bubble, { hu: HU.gas, tissue: TISSUE.stomachGas, ...below });

  const vessels = [AORTA, GREAT_VESSELS[GREAT_VESSELS.length - 1]].map((line) => smoothLine(line, 4));
  const sleeves = vessels.map((line) => line.map(([x, y, z, radius]): TubePoint => [x, y, z, radius + 3]));
  const into = [TISSUE.fat, TISSUE.organ, TISSUE.blood, TISSUE.muscle] as const;
  paintTubes(canvas, sleeves, { hu: HU.muscle, tissue: TISSUE.muscle, into });
  paintTubes(canvas, vessels, { hu: HU.blood, tissue: TISSUE.blood, into: [...into] });
}

/** Right and left ends of the trachea: carina, main bronchi, and where they enter the lungs. */
export const TRACHEA: readonly TubePoint[] = [
  [0, -16, 312, 8.4],
  [-2, -10, 260, 8.4],
  [-6, -3, 210, 8.4],
  [-3, 0, 178, 8.2],
];
export const MAIN_BRONCHUS: { readonly left: readonly TubePoint[]; readonly right: readonly TubePoint[] } = {
  left: [
    [-3, 0, 178, 7.2],
    [18, 6, 163, 6.4],
    [43, 8, 150, 6],
  ],
  right: [
    [-3, 0, 178, 7.6],
    [-18, 4, 170, 7],
    [-37, 6, 158, 6.5],
  ],
};
/** Where arteries and veins enter each lung. */
export const HILUM: Readonly<Record<"left" | "right", { artery: Triple; veins: readonly [Triple, Triple] }>> =
  {
    left: {
      artery: [49, 6, 154],
      veins: [
        [50, -10, 138],
        [48, 10, 110],
      ],
    },
    right: {
      artery: [-44, -2, 152],
      veins: [
        [-46, -6, 136],
        [-44, 12, 112],
      ],
    },
  };
