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
  smoothMax,
  spheroid,
  type TubePoint,
} from "../paint/shapes";
import { createTexture, type Texture } from "../paint/texture";
import { HU, TISSUE } from "../paint/tissue";
import { paintTable } from "./trunk";

const cranium = blend(
  [spheroid([0, 4, 205], [0, 1, 0.15], 88, 72), spheroid([0, -20, 195], [0, 0, 1], 72, 66)],
  20,
);
const skullBase: Solid = (z) => () => 148 - z;

const faceHalfWidth = profile([
  [70, 50],
  [95, 56],
  [120, 62],
  [170, 66],
  [200, 66],
]);
const face: Solid = (z) => {
  const outline = oval(0, -42, faceHalfWidth(z), 50, 0.25);
  // The chin lies lower than the angles of the jaw.
  return (x, y) => smoothMax(smoothMax(outline(x, y), 0.9 * (76 + 0.3 * (y + 92) - z), 12), z - 200, 6);
};
const neck: Solid = (z) => {
  const outline = oval(0, 12, 60 + Math.max(0, 40 - z), 58, 0.1);
  return (x, y) => Math.max(outline(x, y), z - 150);
};
const skin = blend([grown(cranium, 7), face, neck], 14);

const sinuses = blend(
  [
    spheroid([-26, -56, 136], [0.1, 0, 1], 19, 14),
    spheroid([26, -56, 136], [-0.1, 0, 1], 18, 14.5),
    spheroid([0, -24, 158], [1, 0.2, 0], 16, 11),
    spheroid([-15, -84, 196], [0.4, 0, 1], 14, 7),
    spheroid([12, -84, 194], [-0.4, 0, 1], 12, 7),
  ],
  1,
);

/** A skull with brain, sinuses and mastoid cells, and the neck below it. No lungs. */
export function paintHead(canvas: Canvas, random: Random): void {
  const [fine, cells, folds] = [6, 4, 11].map((size) => createTexture(random.uint32(), size));
  paintTable(canvas);
  paintSolid(canvas, skin, { hu: HU.skin, tissue: TISSUE.skin });
  paintSolid(canvas, grown(skin, -2), { hu: HU.fat, tissue: TISSUE.fat });
  paintSolid(canvas, grown(skin, -6), {
    hu: (x, y, z) => HU.muscle + 8 * fine(x, y, z) - 110 * Math.max(0, folds(x, y, z)),
    tissue: TISSUE.muscle,
  });
  paintSkull(canvas, fine);
  paintBrain(canvas, fine, folds);
  paintFace(canvas, fine);
  paintCervicalSpine(canvas, fine);
  paintAirSpaces(canvas, cells);
}

function paintSkull(canvas: Canvas, texture: Texture): void {
  const vault = intersection(cranium, skullBase, 12);
  paintSolid(canvas, vault, { hu: 950, tissue: TISSUE.bone });
  paintSolid(canvas, grown(vault, -2.2), {
    hu: (x, y, z) => 520 + 120 * texture(x, y, z),
    tissue: TISSUE.bone,
  });
  paintSolid(canvas, grown(vault, -4.6), { hu: 950, tissue: TISSUE.bone });
}

function paintBrain(canvas: Canvas, fine: Texture, folds: Texture): void {
  const inside = grown(intersection(cranium, skullBase, 12), -6.8);
  paintSolid(canvas, inside, { hu: 10, tissue: TISSUE.organ });
  // Furrows with fluid in them reach in from the surface.
  const brain: Solid = (z) => {
    const section = inside(z);
    return (x, y) => {
      const depth = section(x, y) + 2;
      const furrow = 1.2 - 6 * Math.abs(folds(1.5 * x, 1.5 * y, 1.5 * z));
      return Math.max(depth, Math.min(furrow, depth + 16), 1.2 - Math.abs(x) - Math.max(0, 5 - z / 60));
    };
  };
  paintSolid(canvas, brain, {
    hu: (x, y, z) => 33 + 3 * fine(x, y, z) + 5 * Math.max(0, folds(x, y, z)),
    tissue: TISSUE.organ,
  });
  const ventricles = blend(
    [
      spheroid([-11, -22, 212], [0.15, 1, 0.2], 30, 6.5),
      spheroid([11, -22, 212], [-0.15, 1, 0.2], 30, 6.5),
      spheroid([-22, 26, 208], [0.4, 1, 0], 20, 6.5),
      spheroid([22, 26, 208], [-0.4, 1, 0], 20, 6.5),
      spheroid([0, -2, 192], [0, 1, 0.3], 14, 3.5),
    ],
    5,
  );
  paintSolid(canvas, ventricles, { hu: 6, tissue: TISSUE.organ });
}

function paintFace(canvas: Canvas, texture: Texture): void {
  const maxilla = blend(
    [
      spheroid([-26, -54, 136], [0.1, 0, 1], 22, 17),
      spheroid([26, -54, 136], [-0.1, 0, 1], 22, 17),
      spheroid([0, -68, 122], [1, 0, 0], 30, 14),
      spheroid([0, -26, 156], [1, 0, 0], 34, 15),
      spheroid([-52, 16, 150], [0.6, 0.7, 0.2], 28, 17),
      spheroid([52, 16, 150], [-0.6, 0.7, 0.2], 28, 17),
      spheroid([0, -80, 196], [1, 0, 0], 34, 10),
    ],
    4,
  );
  const box = [-80, 80, -100, 50, 95, 215] as const;
  paintSolid(canvas, maxilla, { hu: 750, tissue: TISSUE.bone, box });
  paintSolid(canvas, grown(maxilla, -2.5), {
    hu: (x, y, z) => 250 + 120 * texture(x, y, z),
    tissue: TISSUE.bone,
    box,
  });
  const jaw = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i): TubePoint => {
    const angle = (Math.PI * i) / 8;
    return [50 * Math.cos(angle), -24 - 56 * Math.sin(angle), 102 - 6 * Math.sin(angle), 8];
  });
  const rami = [-1, 1].map((sign): TubePoint[] => [
    [sign * 50, -24, 102, 7],
    [sign * 53, -14, 146, 6],
  ]);
  const lines = [smoothLine(jaw), ...rami];
  paintTubes(canvas, lines, { hu: HU.cortical + 300, tissue: TISSUE.bone });
  const marrow = lines.map((line) => line.map(([x, y, z, radius]): TubePoint => [x, y, z, radius - 3]));
  paintTubes(canvas, marrow, { hu: HU.trabecular, tissue: TISSUE.bone });
  const teeth = Array.from({ length: 15 }, (_, i): TubePoint[] => {
    const angle = (Math.PI * (i + 0.5)) / 15;
    const [x, y] = [40 * Math.cos(angle), -36 - 44 * Math.sin(angle)];
    return [
      [x, y, 104, 3],
      [x, y, 122, 3],
    ];
  });
  paintTubes(canvas, teeth, { hu: 1900, tissue: TISSUE.bone });
  for (const sign of [-1, 1]) {
    const orbit = spheroid([sign * 31, -62, 176], [sign * -0.3, 1, 0], 26, 18);
    const eye = spheroid([sign * 31, -72, 176], [0, 1, 0], 12, 12);
    paintSolid(canvas, grown(orbit, 2.5), { hu: 650, tissue: TISSUE.bone, box });
    paintSolid(canvas, orbit, { hu: HU.fat + 20, tissue: TISSUE.fat, box });
    paintSolid(canvas, eye, { hu: 45, tissue: TISSUE.muscle, box });
    paintSolid(canvas, grown(eye, -1.4), { hu: 12, tissue: TISSUE.organ, box });
  }
}

function paintCervicalSpine(canvas: Canvas, texture: Texture): void {
  const bodies: Solid = (z) => {
    const outline = oval(0, 18, 13, 9, 0.3);
    const end = z < 118 ? Math.abs((z % 19) - 9.5) - 7.5 : z - 138;
    return (x, y) => Math.max(outline(x, y), end);
  };
  paintSolid(canvas, bodies, { hu: HU.cortical, tissue: TISSUE.bone });
  paintSolid(canvas, grown(bodies, -1.6), {
    hu: (x, y, z) => HU.trabecular + 90 * texture(x, y, z),
    tissue: TISSUE.bone,
  });
  const arches = Array.from({ length: 7 }, (_, i): TubePoint[] => {
    const z = 10 + 19 * i;
    return [
      [-15, 22, z, 4],
      [-13, 36, z, 3.5],
      [0, 46, z - 4, 3.5],
      [13, 36, z, 3.5],
      [15, 22, z, 4],
    ];
  });
  paintTubes(canvas, arches, { hu: HU.cortical, tissue: TISSUE.bone });
}

/** Air from the nose to the windpipe, in the sinuses, the ear canals and the cells beside them. */
function paintAirSpaces(canvas: Canvas, cells: Texture): void {
  const air = { hu: HU.airway, tissue: TISSUE.airway };
  paintSolid(canvas, sinuses, { ...air, box: [-60, 60, -100, 0, 110, 215] });
  const mastoids = blend(
    [spheroid([-60, 24, 146], [0.2, 0.3, 1], 20, 13), spheroid([60, 24, 146], [-0.2, 0.3, 1], 20, 13)],
    1,
  );
  const pneumatised: Solid = (z) => {
    const section = mastoids(z);
    return (x, y) => Math.max(section(x, y), 2.4 * (-0.02 - cells(x, y, z)));
  };
  paintSolid(canvas, pneumatised, { ...air, box: [-80, 80, 0, 50, 120, 172] });
  const ethmoid: Solid = (z) => (x, y) =>
    Math.max(Math.abs(x) - 12, Math.abs(y + 56) - 20, Math.abs(z - 172) - 11, 2.4 * (-0.35 - cells(x, y, z)));
  paintSolid(canvas, ethmoid, { ...air, box: [-20, 20, -80, -30, 155, 190] });
  const nose: Solid = (z) => (x, y) =>
    Math.max(
      Math.abs(Math.abs(x) - 6) - 2.6 + 1.2 * Math.sin(z / 4),
      Math.abs(y + 58) - 36,
      Math.abs(z - 140) - 15,
    );
  paintSolid(canvas, nose, { ...air, box: [-20, 20, -100, -10, 120, 160] });
  const throat: TubePoint[] = [
    [0, -22, 146, 9],
    [0, -14, 126, 9],
    [0, -14, 100, 8],
    [0, -20, 74, 7],
    [0, -24, 52, 5],
    [0, -22, 40, 8],
    [0, -18, -8, 8.5],
  ];
  paintTubes(canvas, [smoothLine(throat)], air);
  const ears = [-1, 1].map((sign): TubePoint[] => [
    [sign * 82, 6, 146, 3.5],
    [sign * 54, 2, 148, 3.2],
  ]);
  paintTubes(canvas, ears, air);
}
