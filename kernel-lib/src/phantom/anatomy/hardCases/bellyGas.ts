import { type Canvas, paintSolid } from "../../paint/canvas";
import { blend, grown, intersection, type Solid, spheroid } from "../../paint/shapes";
import { HU, TISSUE } from "../../paint/tissue";
import { BELLY_BOX, under } from "../organs";

const stomach = intersection(under(2.6), spheroid([62, -24, 34], [0.3, -0.5, -0.2], 50, 37), 4);

/** Loops of colon between liver and right dome, and at the left flank. */
const colon = intersection(
  under(3.4),
  blend(
    [
      spheroid([-92, -30, 46], [0.6, 0.3, 0.6], 24, 17),
      spheroid([-66, -46, 58], [1, -0.3, 0.1], 25, 19),
      spheroid([-38, -56, 48], [1, -0.2, -0.4], 24, 17),
      spheroid([-104, -8, 26], [0.1, 0.3, 1], 26, 15),
      spheroid([100, 4, 28], [0.1, 0.4, 1], 30, 15),
    ],
    2,
  ),
  3,
);

/** A stomach full of gas whose wall and the left dome together are 2 to 3 mm thick. */
export function paintStomachBubble(canvas: Canvas): void {
  paintGas(canvas, stomach, 2.4);
}

/** Gas in the colon, right under the right dome. */
export function paintBowelGas(canvas: Canvas): void {
  paintGas(canvas, colon, 2);
}

function paintGas(canvas: Canvas, gas: Solid, wall: number): void {
  const into = [TISSUE.organ, TISSUE.fat, TISSUE.muscle, TISSUE.stomachGas] as const;
  const shell = intersection(grown(gas, wall), under(1.5), 1);
  paintSolid(canvas, shell, { hu: HU.muscle, tissue: TISSUE.organ, into, box: BELLY_BOX });
  paintSolid(canvas, gas, { hu: HU.gas, tissue: TISSUE.stomachGas, into, box: BELLY_BOX });
}
