import { type Canvas, paintTubes } from "../../paint/canvas";
import { smoothLine, type TubePoint } from "../../paint/shapes";
import { HU, TISSUE } from "../../paint/tissue";
import { paintBoneTubes } from "../skeleton";

/** Middle of the left upper arm, from above the elbow to the shoulder, with its radius. */
const ARM: readonly TubePoint[] = [
  [148, 46, -12, 21],
  [148, 46, 60, 22],
  [146, 44, 140, 23.5],
  [141, 36, 210, 26],
  [126, 24, 262, 29],
  [110, 16, 290, 30],
];

/** Both arms down beside the body, against it, with the bone in them. */
export function paintArms(canvas: Canvas): void {
  const lines = [-1, 1].map((sign) =>
    smoothLine(
      ARM.map(([x, y, z, radius]): TubePoint => [sign * x, y, z, radius]),
      6,
    ),
  );
  const inner = (mm: number) =>
    lines.map((line) => line.map(([x, y, z, radius]): TubePoint => [x, y, z, radius - mm]));
  const bones = lines.map((line) => line.map(([x, y, z]): TubePoint => [0.985 * x, y + 2, z, 10.5]));
  const into = [TISSUE.roomAir] as const;
  paintTubes(canvas, lines, { hu: HU.skin, tissue: TISSUE.skin, into });
  const own = { into: [TISSUE.skin, TISSUE.fat] as const };
  paintTubes(canvas, inner(2), { hu: HU.fat, tissue: TISSUE.fat, ...own });
  paintTubes(canvas, inner(6.5), { hu: HU.muscle, tissue: TISSUE.muscle, ...own });
  // Above, the shoulder holds the head of the bone already.
  paintBoneTubes(
    canvas,
    bones.map((line) => line.filter(([, , z]) => z < 236)),
    3.5,
  );
}
