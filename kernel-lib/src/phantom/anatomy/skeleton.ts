import { type Box, type Canvas, paintSolid, paintTubes } from "../paint/canvas";
import { grown, oval, profile, type Solid, smoothLine, type TubePoint } from "../paint/shapes";
import type { Texture } from "../paint/texture";
import { HU, TISSUE } from "../paint/tissue";
import { cavity, cavityFront, chestWallPoint } from "./chest";

const spineY = profile([
  [0, 25],
  [60, 30],
  [130, 34],
  [200, 31],
  [250, 22],
  [300, 8],
]);

/** Thoracic vertebrae 1 to 12 and the first lumbar one, from the top down. */
const VERTEBRAE: readonly { z: number; halfHeight: number; halfWidth: number; halfDepth: number }[] =
  Array.from({ length: 13 }, (_, i) => ({
    z: 277 - 20.2 * i - 0.21 * i * i,
    halfHeight: 8 + 0.18 * i,
    halfWidth: 14 + 0.45 * i,
    halfDepth: 10.5 + 0.35 * i,
  }));

/** Millimetres that a rib's front end lies below its back end, for ribs 1 to 12. */
const RIB_DROP = [26, 42, 54, 62, 68, 72, 72, 70, 64, 52, 38, 24] as const;

/** Where the bony part of a rib ends, as an angle from the side (0) to the front (-90) or back (90) in degrees. */
const RIB_END = [-58, -56, -54, -52, -50, -48, -44, -36, -24, -8, 18, 38] as const;

/** Paints ribs and their cartilage, sternum, collar bones, shoulder blades and spine. */
export function paintSkeleton(canvas: Canvas, texture: Texture): void {
  paintTubes(canvas, cartilage(), { hu: HU.cartilage, tissue: TISSUE.cartilage });
  paintBoneTubes(canvas, ribs(), 1.5);
  paintBoneTubes(canvas, shoulders(), 2.2);
  paintBoneSolid(canvas, sternum, 1.5, texture, [-36, 36, -130, 0, 110, 250]);
  paintBoneSolid(canvas, shoulderBlades, 1.6, texture, [-125, 125, 18, 110, 130, 260]);
  paintSpine(canvas, texture);
}

export function paintBoneSolid(
  canvas: Canvas,
  bone: Solid,
  cortex: number,
  texture: Texture,
  box: Box,
): void {
  paintSolid(canvas, bone, { hu: HU.cortical, tissue: TISSUE.bone, box });
  paintSolid(canvas, grown(bone, -cortex), {
    hu: (x, y, z) => HU.trabecular + 90 * texture(x, y, z),
    tissue: TISSUE.bone,
    box,
  });
}

export function paintBoneTubes(canvas: Canvas, lines: readonly TubePoint[][], cortex: number): void {
  paintTubes(canvas, lines, { hu: HU.cortical, tissue: TISSUE.bone });
  const marrow = lines.map((line) =>
    line.map(([x, y, z, radius]): TubePoint => [x, y, z, Math.max(0.4, radius - cortex)]),
  );
  paintTubes(canvas, marrow, { hu: HU.trabecular, tissue: TISSUE.bone });
}

/** A rib's middle line: from its head beside the spine round the chest wall, sinking towards the front. */
function ribLine(rib: number, sign: number, from: number, to: number, radius: number): TubePoint[] {
  const top = VERTEBRAE[rib].z;
  const line: TubePoint[] = [];
  for (let step = 0; step <= 12; step++) {
    const degrees = from + ((to - from) * step) / 12;
    const gone = (66 - degrees) / 130;
    const z = top - 2 - RIB_DROP[rib] * gone * Math.sqrt(Math.max(0, gone));
    const { x, y } = chestWallPoint((degrees * Math.PI) / 180, z, 5.5);
    line.push([sign * x, y, z, radius]);
  }
  return line;
}

/** Middle lines of the ribs' bony parts. */
export function ribs(): TubePoint[][] {
  return RIB_END.flatMap((end, rib) =>
    [-1, 1].flatMap((sign) => {
      const { z, halfWidth, halfDepth } = VERTEBRAE[rib];
      const head: TubePoint = [sign * (halfWidth + 2), spineY(z) + halfDepth - 1, z + 2, 3.6];
      const neck: TubePoint = [sign * (halfWidth + 12), spineY(z) + halfDepth + 9, z + 1, 3.8];
      const line = smoothLine([head, neck, ...ribLine(rib, sign, 66, end, 3.5)], 3);
      // Two tubes, one above the other, make a rib higher than thick.
      return [-2.6, 2.6].map((rise) => line.map(([x, y, zLine, r]): TubePoint => [x, y, zLine + rise, r]));
    }),
  );
}

/** Middle lines of the cartilage between ribs and sternum. */
export function cartilage(): TubePoint[][] {
  return RIB_END.slice(0, 7).flatMap((end, rib) =>
    [-1, 1].map((sign): TubePoint[] => {
      const line = ribLine(rib, sign, end, end - 6, 5);
      const [, , zEnd] = line[line.length - 1];
      const z = Math.min(232, Math.max(124 + 3 * (6 - rib), zEnd + 6));
      return smoothLine([line[0], line[6], line[12], [sign * 20, cavityFront(z) - 7, z, 4.6]], 6);
    }),
  );
}

export const sternum: Solid = (z) => {
  const end = Math.max(118 - z, z - 240);
  const width = z > 196 ? 20 + (z - 196) * 0.2 : 15 + Math.max(0, z - 130) * 0.05;
  const plate = oval(0, cavityFront(z) - 8, width, 6.2, 0.6);
  return (x, y) => Math.max(plate(x, y), end);
};

/** Thin curved plates behind and beside the ribs, pointed at the bottom. */
const shoulderBlades: Solid = (z) => {
  const wall = cavity(z);
  const spread = Math.min(1, (z - 138) / 70);
  const end = Math.max(138 - z, z - 252);
  return (x, y) => {
    const depth = wall(x, y);
    const plate = Math.abs(depth - 21 - 3 * spread) - 2.3;
    const across = Math.abs(Math.abs(x) - 88) - 30 * spread;
    return Math.max(plate, across, end, 20 - y);
  };
};

function shoulders(): TubePoint[][] {
  return [-1, 1].flatMap((sign) => [
    smoothLine([
      [sign * 17, cavityFront(244) - 9, 244, 7],
      [sign * 52, cavityFront(252) - 12, 250, 5.5],
      [sign * 78, -22, 262, 5.5],
      [sign * 92, -4, 270, 6],
    ]),
    smoothLine([
      [sign * 101, 14, 262, 14],
      [sign * 102, 12, 274, 16],
      [sign * 100, 10, 289, 12],
      [sign * 97, 8, 312, 11],
    ]),
  ]);
}

const discs: Solid = (z) => {
  const at = (277 - z) / 22.5;
  return oval(0, spineY(z), 13 + 0.45 * at, 9.6 + 0.35 * at, 0.3);
};

const vertebralBodies: Solid = (z) => {
  let nearest = VERTEBRAE[0];
  for (const vertebra of VERTEBRAE) {
    if (Math.abs(vertebra.z - z) < Math.abs(nearest.z - z)) nearest = vertebra;
  }
  const rise = (z - nearest.z) / nearest.halfHeight;
  const waist = 0.9 + 0.1 * Math.min(1, rise * rise);
  const outline = oval(0, spineY(z), nearest.halfWidth * waist, nearest.halfDepth * waist, 0.3);
  const end = Math.abs(z - nearest.z) - nearest.halfHeight;
  return (x, y) => Math.max(outline(x, y), end);
};

function paintSpine(canvas: Canvas, texture: Texture): void {
  const box: Box = [-45, 45, -10, 100, -10, 310];
  paintSolid(canvas, discs, { hu: HU.disc, tissue: TISSUE.muscle, box });
  paintBoneSolid(canvas, vertebralBodies, 1.6, texture, box);
  paintBoneTubes(canvas, arches(), 1.5);
  const canal = (halfWidth: number, halfDepth: number): Solid => {
    return (z) => oval(0, spineY(z) + 21 - z * 0.012, halfWidth, halfDepth);
  };
  paintSolid(canvas, canal(10, 7.5), { hu: -40, tissue: TISSUE.fat, box });
  paintSolid(canvas, canal(7, 5.5), { hu: HU.cord, tissue: TISSUE.muscle, box });
}

/** Pedicles, laminae, transverse and spinous processes of each vertebra. */
function arches(): TubePoint[][] {
  return VERTEBRAE.flatMap(({ z, halfWidth, halfDepth }, i) => {
    const y = spineY(z) + halfDepth;
    const sides = [-1, 1].flatMap((sign): TubePoint[][] => [
      [
        [sign * (halfWidth - 5), y - 3, z + 3, 4],
        [sign * 12, y + 9, z + 1, 4],
        [0, y + 17, z - 4, 3.4],
      ],
      [
        [sign * 13, y + 8, z + 1, 4],
        [sign * (halfWidth + 16 - 0.5 * i), y + 16, z + 1, 4.2],
      ],
    ]);
    const spinous: TubePoint[] = [
      [0, y + 16, z - 4, 3.6],
      [0, y + 24, z - 10, 3],
      [0, y + 31, z - 17, 3],
    ];
    return [...sides, spinous];
  });
}
